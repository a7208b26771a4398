"""What the words before the command set: the library and the configuration file."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from evidence.settings import Settings


@dataclass(slots=True)
class Given:
    """The global flags as given."""

    library: Path | None = None
    config: Path | None = None
    debug: bool = False  # as the settings say, once they are read


def settings(context: typer.Context) -> "Settings":
    """The settings in force for this command."""
    from evidence.settings import load_settings  # 0.15 CPU seconds, which `--help` does without

    given: Given = context.obj
    found = load_settings(given.config, given.library)
    given.debug = found.debug
    return found
