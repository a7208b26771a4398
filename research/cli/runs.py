"""`evidence runs`: earlier reports, and which of them rest on something that has changed since."""

from typing import TYPE_CHECKING, Annotated

import typer

from evidence.errors import LibraryMissingError, NotInThisVersionError
from research.cli.console import emit_json, note, say
from research.cli.options import Json
from research.cli.state import settings

if TYPE_CHECKING:
    from evidence.library.library import Library
    from research.affected import Affected
    from research.runs import RunRecord


def register(app: typer.Typer) -> None:
    """Add `runs` and what follows it."""
    group = typer.Typer(no_args_is_help=True, help="Earlier reports.", rich_markup_mode=None)
    group.command("list", help="The reports that were made, the latest first.")(_list)
    group.command("show", help="A report as it was made, and what has changed since under what it cites.")(_show)
    anything = {"ignore_unknown_options": True, "allow_extra_args": True}
    group.command("resume", help="Not in this version.", context_settings=anything)(_resume)
    app.add_typer(group, name="runs")


def _list(
    context: typer.Context,
    affected: Annotated[
        bool, typer.Option("--affected", help="Only those that cite something whose state or text has changed since.")
    ] = False,
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="At most so many.")] = 50,
    as_json: Json = False,
) -> None:
    from research import runs

    folder = settings(context).library
    found = runs.runs(folder)
    changed = {a.run.id: a for a in _affected(context, found)} if affected else {}
    shown = [r for r in found if not affected or r.id in changed][:limit]
    if as_json:
        rows = [
            {"id": r.id, "started": r.started, "question": r.question, "revision": r.revision, "answered": r.answered,
             "source_list": r.source_list, "documents": [c.document_id for c in r.cited],
             "changes": changed[r.id].changes if r.id in changed else []}
            for r in shown
        ]  # fmt: skip
        emit_json({"runs": rows, "total": len(found)})
        return
    for r in shown:
        say(f"{r.id}  {r.started[:10]}  {len(r.cited)} cited  {r.question}")
        if r.id in changed:
            _tell(changed[r.id])
    if not found:
        say("No report has been made from this library yet.")
    elif not shown:
        say(f"Of {len(found)} reports none cites anything that has changed since.")


def _show(
    context: typer.Context,
    run_id: Annotated[str, typer.Argument(metavar="ID")],
    as_json: Json = False,
) -> None:
    from research import runs
    from research.report.markdown import to_markdown

    line = runs.find(settings(context).library, run_id)
    record = next(r for r in runs.runs(settings(context).library) if r.id == line["run"]["id"])
    changed = _affected(context, [record])
    if as_json:
        emit_json(line | {"changes": changed[0].changes if changed else []})
        return
    for each in changed:
        note("Since this report was made:")
        for c in each.changes:
            note(f"  {c.document_id}: {c.what}")
    say(to_markdown(runs.as_report(line)).rstrip())


def _affected(context: typer.Context, found: "list[RunRecord]") -> "list[Affected]":
    from research.affected import affected
    from research.gone_pages import gone_pages

    if not found:
        return []
    try:
        library: Library = _library(context)
    except LibraryMissingError:
        note("There is no library here any more, so what has changed cannot be told.")
        return []
    return affected(found, library, gone_pages(library.folder))


def _library(context: typer.Context) -> "Library":
    from evidence.library.library import Library

    return Library.open(settings(context).library)


def _tell(found: "Affected") -> None:
    for c in found.changes:
        say(f"    {c.document_id}: {c.what}")


def _resume(context: typer.Context) -> None:
    raise NotInThisVersionError("`evidence runs resume` is not in this version: a report is made in one go.")
