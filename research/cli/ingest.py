"""`evidence ingest`: load records and pages."""

from typing import TYPE_CHECKING, Annotated

import typer

from evidence.errors import NotInThisVersionError, UsageError
from research.cli import reference_data
from research.cli.console import emit_json, note, say
from research.cli.options import Json, Paths
from research.cli.state import settings

if TYPE_CHECKING:
    from indexers.ingest import IngestResult
    from indexers.intake import Input
    from research.searches import SearchRecord


def register(app: typer.Typer) -> None:
    """Add `ingest` and what follows it."""
    group = typer.Typer(no_args_is_help=True, help="Load records and pages into the library.", rich_markup_mode=None)
    group.command("pubmed", help="PubMed XML files and folders (plain or gzip), or with --query live from PubMed.")(
        _pubmed
    )
    group.command("files", help="JSONL in BEIR form, NBIB and HTML pages, told apart by content.")(_files)
    group.command("mesh", help="MeSH: NLM's desc20XX.xml, or tables of names and tree numbers.")(reference_data.mesh)
    group.command("retractions", help="Retraction Watch's CSV, Crossref's JSON, or JSON of DOIs with their notices.")(
        reference_data.retractions
    )
    anything = {"ignore_unknown_options": True, "allow_extra_args": True}
    group.command("source", help="Not in this version.", context_settings=anything)(_source)
    app.add_typer(group, name="ingest")


def _pubmed(
    context: typer.Context,
    places: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATH...", help="Files, folders, and addresses of mirrors of PubMed's numbered files."),
    ] = None,
    query: Annotated[
        str | None,
        typer.Option(metavar="QUERY", help="Search PubMed for this, in its own syntax, and load what matches."),
    ] = None,
    limit: Annotated[
        int | None, typer.Option(metavar="N", help="With --query: only the first N in PubMed's order.")
    ] = None,
    send_anyway: Annotated[
        bool, typer.Option("--send-anyway", help="With --query: send it although it looks like it names a patient.")
    ] = False,
    force: Annotated[
        bool,
        typer.Option("--replace-baseline", help="Drop what a new year's baseline lacks, however much that is."),
    ] = False,
    as_json: Json = False,
) -> None:
    if query is not None:
        if places:
            raise UsageError("Name files or a --query, not both.")
        _live(context, query, limit, send_anyway, as_json)
        return
    if limit is not None or send_anyway:
        raise UsageError("--limit and --send-anyway belong to --query. Add a query, or leave them out.")
    _numbered(context, places or [], force, as_json)


def _numbered(context: typer.Context, places: list[str], force: bool, as_json: bool) -> None:
    from research.cli.progress import Steps
    from research.load import load_pubmed

    with Steps() as steps:
        result, notes = load_pubmed(settings(context), places, steps.file, steps.vectors, force=force)
    _tell(result, notes, as_json)


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


def _live(context: typer.Context, query: str, limit: int | None, send_anyway: bool, as_json: bool) -> None:
    from research.cli.progress import Steps
    from research.live import load_query
    from research.searches import told

    def show(record: "SearchRecord") -> None:
        for line in told(record):
            (note if as_json else say)(line)

    with Steps() as steps:
        loaded = load_query(settings(context), query, limit, send_anyway, show, steps.file, steps.vectors)
    _tell(loaded.result, loaded.notes, as_json, loaded.search)


def _load(context: typer.Context, inputs: "list[Input]", as_json: bool) -> None:
    from research.cli.progress import Steps
    from research.load import load

    with Steps() as steps:
        result, notes = load(settings(context), inputs, steps.file, steps.vectors)
    _tell(result, notes, as_json)


def _tell(result: "IngestResult", notes: tuple[str, ...], as_json: bool, search: "SearchRecord | None" = None) -> None:
    """Say what was loaded. Ends with exit code 3 where something was refused."""
    import msgspec

    for line in notes:
        note(line)
    for refused in result.refused:
        note(f"refused: {refused.input}, {refused.record}: {refused.reason}")
    if as_json:
        emit_json(msgspec.to_builtins(result) | ({"search": msgspec.to_builtins(search)} if search else {}))
    else:
        for status, count in result.status_changed.items():
            say(f"{count} that were here before {'is' if count == 1 else 'are'} now {status}.")
        say(
            f"{result.read} read: {result.added} added, {result.updated} updated, {result.unchanged} unchanged, "
            f"{result.deleted} deleted, {len(result.refused)} refused. Revision {result.revision}."
        )
    if result.refused:
        raise typer.Exit(3)
