"""What the words before the command set: the library and the configuration file."""

from dataclasses import dataclass
from pathlib import Path

import typer

from evidence.settings import Settings, load_settings


@dataclass(slots=True)
class Given:
    """The global flags as given."""

    library: Path | None = None
    config: Path | None = None


def settings(context: typer.Context) -> Settings:
    """The settings in force for this command."""
    given: Given = context.obj
    return load_settings(given.config, given.library)
