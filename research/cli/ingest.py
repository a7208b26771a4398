"""`evidence ingest`: load records and pages."""

from typing import TYPE_CHECKING, Annotated

import typer

from evidence.errors import EvidenceError, UsageError
from research.cli import reference_data
from research.cli.console import emit_json, note, say
from research.cli.options import Json, Paths
from research.cli.state import settings

if TYPE_CHECKING:
    from indexers.ingest import IngestResult
    from indexers.intake import Input
    from research.searches import SearchRecord
    from research.sources import SourceLoaded

MERGED = {"identifier": "PMCID", "doi": "DOI and title", "title": "title, year, journal, pages and author"}


def register(app: typer.Typer) -> None:
    """Add `ingest` and what follows it."""
    group = typer.Typer(no_args_is_help=True, help="Load records and pages into the library.", rich_markup_mode=None)
    group.command("pubmed", help="PubMed XML files and folders (plain or gzip), or with --query live from PubMed.")(
        _pubmed
    )
    group.command(
        "files", help="NBIB, RIS, BibTeX, CSL-JSON, JATS, PDF, HTML and JSONL in BEIR form, told apart by content."
    )(_files)
    group.command("mesh", help="MeSH: NLM's desc20XX.xml, or tables of names and tree numbers.")(reference_data.mesh)
    group.command("retractions", help="Retraction Watch's CSV, Crossref's JSON, or JSON of DOIs with their notices.")(
        reference_data.retractions
    )
    group.command("source", help="What the source list names: guideline sites, feeds, folders, PubMed queries.")(
        _source
    )
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


def _source(
    context: typer.Context,
    names: Annotated[
        list[str] | None, typer.Argument(metavar="NAME...", help="Of the list; `evidence sources list` shows them.")
    ] = None,
    topic: Annotated[
        str,
        typer.Option(metavar="QUERY", help="Of a pubmed-query source only what matches this too, in PubMed's syntax."),
    ] = "",
    limit: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, help="Of a pubmed-query source only the first N in PubMed's order."),
    ] = None,
    send_anyway: Annotated[
        bool, typer.Option("--send-anyway", help="With --topic: send it although it looks like it names a patient.")
    ] = False,
    as_json: Json = False,
) -> None:
    from research.cli.progress import Steps
    from research.policy import trusted_in
    from research.sources import load_source

    if not names:
        raise UsageError("Name at least one source of the list; `evidence sources list` shows them.")
    given = settings(context)
    trusted = trusted_in(given)
    entries = [trusted.get(name) for name in dict.fromkeys(names)]
    done: list[SourceLoaded] = []
    failed: list[EvidenceError] = []
    with Steps() as steps:
        for entry in entries:
            try:
                done.append(
                    load_source(
                        given, entry, topic=topic, limit=limit, list_version=trusted.version, send_anyway=send_anyway,
                        on_file=steps.file, on_vectors=steps.vectors,
                    )
                )  # fmt: skip
            except EvidenceError as error:  # one that is down does not keep the others
                failed.append(error)
    if failed and not done:
        for each in failed[1:]:
            note(f"evidence: {each}")
        raise failed[0]
    for each in failed:
        note(f"evidence: {each}")
    _tell_sources(done, as_json)
    if failed:
        raise typer.Exit(3)


def _tell_sources(done: "list[SourceLoaded]", as_json: bool) -> None:
    """What each source brought. Ends with exit code 3 where something was refused."""
    from dataclasses import replace

    from indexers.ingest import RefusedRecord

    for each in done:
        for change in each.changed:
            if change.what != "refused":  # those are told with the result
                note(f"{each.name}: {change.what} {change.of}" + (f" ({change.detail})" if change.detail else ""))
    results = [each.result for each in done]
    whole = replace(
        results[-1],
        read=sum(r.read for r in results),
        added=sum(r.added for r in results),
        updated=sum(r.updated for r in results),
        unchanged=sum(r.unchanged for r in results),
        deleted=sum(r.deleted for r in results),
        duplicates={rule: sum(r.duplicates[rule] for r in results) for rule in results[-1].duplicates},
        refused=tuple(
            RefusedRecord(d.name, c.of, c.detail) for d in done for c in d.changed if c.what == "refused"
        ),  # pages that were not had too, which no load has seen
        status_changed=_sums(results),
    )
    notes = tuple(f"{each.name}: {line}" for each in done for line in each.notes)
    _tell(whole, notes, as_json, more={"sources": [{"name": d.name, "changed": d.changed} for d in done]})


def _sums(results: "list[IngestResult]") -> dict[str, int]:
    """By status, how many documents are now in it."""
    found: dict[str, int] = {}
    for result in results:
        for status, count in result.status_changed.items():
            found[status] = found.get(status, 0) + count
    return found


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


def _tell(
    result: "IngestResult",
    notes: tuple[str, ...],
    as_json: bool,
    search: "SearchRecord | None" = None,
    more: dict[str, object] | None = None,
) -> None:
    """Say what was loaded. Ends with exit code 3 where something was refused."""
    import msgspec

    for line in notes:
        note(line)
    for refused in result.refused:
        note(f"refused: {refused.input}, {refused.record}: {refused.reason}")
    if as_json:
        searched = {"search": msgspec.to_builtins(search)} if search else {}
        emit_json(msgspec.to_builtins(result) | searched | msgspec.to_builtins(more or {}))
    else:
        for status, count in result.status_changed.items():
            say(f"{count} that were here before {'is' if count == 1 else 'are'} now {status}.")
        if total := sum(result.duplicates.values()):
            by = ", ".join(f"{n} by {MERGED[rule]}" for rule, n in result.duplicates.items() if n)
            say(f"{total} went into another record of the same article ({by}).")
        say(
            f"{result.read} read: {result.added} added, {result.updated} updated, {result.unchanged} unchanged, "
            f"{result.deleted} deleted, {len(result.refused)} refused. Revision {result.revision}."
        )
    if result.refused:
        raise typer.Exit(3)
