"""`evidence ingest`: load records and pages."""

from pathlib import Path
from typing import Annotated

import typer

from evidence.errors import NotInThisVersionError
from research.cli.console import emit_json, note, say
from research.cli.options import Json
from research.cli.state import settings

Paths = Annotated[list[Path] | None, typer.Argument(metavar="PATH...", help="Files and folders.")]


def register(app: typer.Typer) -> None:
    """Add `ingest` and what follows it."""
    group = typer.Typer(no_args_is_help=True, help="Load records and pages into the library.", rich_markup_mode=None)
    group.command("pubmed", help="PubMed XML files and folders (plain or gzip).")(_pubmed)
    group.command("files", help="JSONL in BEIR form and HTML pages, told apart by content.")(_files)
    anything = {"ignore_unknown_options": True, "allow_extra_args": True}
    group.command("source", help="Not in this version.", context_settings=anything)(_source)
    app.add_typer(group, name="ingest")


def _pubmed(
    context: typer.Context,
    paths: Paths = None,
    query: Annotated[str, typer.Option(hidden=True)] = "",
    limit: Annotated[int | None, typer.Option(hidden=True)] = None,
    as_json: Json = False,
) -> None:
    if query or limit:
        raise NotInThisVersionError(
            "`evidence ingest pubmed --query` is not in this version. Load PubMed XML files instead."
        )
    from indexers.inputs import pubmed_inputs

    _load(context, pubmed_inputs(paths or []), as_json)


def _files(
    context: typer.Context,
    paths: Paths = None,
    collection: Annotated[str, typer.Option(metavar="NAME", help="The collection's name, instead of the file's.")] = "",
    as_json: Json = False,
) -> None:
    from indexers.inputs import file_inputs

    _load(context, file_inputs(paths or [], collection or None), as_json)


def _source(context: typer.Context) -> None:
    raise NotInThisVersionError("`evidence ingest source` is not in this version.")


def _load(context: typer.Context, inputs: list, as_json: bool) -> None:  # type: ignore[type-arg]  # Input, imported late
    from research.cli.progress import Steps
    from research.load import load

    with Steps() as steps:
        result, notes = load(settings(context), inputs, steps.file, steps.vectors)
    for line in notes:
        note(line)
    for refused in result.refused:
        note(f"refused: {refused.input}, {refused.record}: {refused.reason}")
    if as_json:
        emit_json(result)
    else:
        say(
            f"{result.read} read: {result.added} added, {result.updated} updated, {result.unchanged} unchanged, "
            f"{result.deleted} deleted, {len(result.refused)} refused. Revision {result.revision}."
        )
    if result.refused:
        raise typer.Exit(3)
