"""Commands that INTERFACE.md names and this version does not have: they say so."""

import typer

from evidence.errors import NotInThisVersionError

COMMANDS = ("doctor", "steer")


def register(app: typer.Typer) -> None:
    """Add every such command; they take any words."""
    for name in COMMANDS:
        app.command(
            name,
            help="Not in this version.",
            context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
        )(_refuse)


def _refuse(context: typer.Context) -> None:
    raise NotInThisVersionError(f"`evidence {context.info_name}` is not in this version. See CHANGELOG.md for what is.")
