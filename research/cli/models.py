"""`evidence models fetch`."""

from typing import Annotated

import typer

from evidence.errors import UsageError
from research.cli.console import emit_json, note, say
from research.cli.options import Json
from research.cli.state import settings


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(no_args_is_help=True, help="The embedder's weights.", rich_markup_mode=None)
    group.callback()(lambda: None)
    group.command("fetch", help="Fetch weights, check them against their hash, keep them in the user's cache.")(_fetch)
    app.add_typer(group, name="models")


def _fetch(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="[NAME]")] = "minilm",
    as_json: Json = False,
) -> None:
    if name != "minilm":
        raise UsageError(f"There are no weights to fetch for {name}. Weights: minilm.")
    from indexers.minilm.fetch import fetch_minilm

    given = settings(context)
    path = fetch_minilm(note, allow_network=given.egress_sources == "any", library=given.library)
    if as_json:
        emit_json({"name": name, "path": str(path)})
    else:
        say(f"{name} is in {path}")
