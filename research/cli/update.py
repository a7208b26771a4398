"""`evidence update`: bring every source up to date."""

import typer

from research.cli.console import emit_json, note, say
from research.cli.options import Json
from research.cli.state import settings


def register(app: typer.Typer) -> None:
    """Add `update`."""
    app.command("update", help="Bring every source up to date: new files, searches, retractions, vectors.")(_update)


def _update(context: typer.Context, as_json: Json = False) -> None:
    from research.cli.progress import Steps
    from research.update import update

    with Steps() as steps:
        done = update(settings(context), steps.file, steps.vectors)
    for each in done.places:
        for change in each.changes:
            note(f"{each.place}: {change.what} {change.of}" + (f" ({change.detail})" if change.detail else ""))
        for line in each.notes:
            note(f"{each.place}: {line}")
        if each.problem:
            partly = each.kind == "source" and any(change.what != "refused" for change in each.changes)
            note(f"{each.place} was not {'wholly ' if partly else ''}brought up to date: {each.problem}")
    if as_json:
        emit_json(done)
    else:
        for each in done.places:
            say(
                f"{each.place}: {each.added} added, {each.updated} updated, {each.deleted} deleted, "
                f"the status of {each.status_changed} changed."
            )
        if not done.places and not done.not_due:
            say("This library has no source that can be asked again: it was loaded from files.")
        for moved in done.status_changes:
            by = f" (says {moved.by})" if moved.by else ""
            say(f"{moved.id}: {moved.old} before, {moved.new} now{by}")
        if done.not_due:
            say(f"Not due yet: {', '.join(done.not_due)}.")
        if done.affected:
            say(
                f"{len(done.affected)} earlier reports cite something that has changed since; "
                "`evidence runs list --affected` names them."
            )
        waiting = f"{done.waiting_for_vectors} passages wait for a vector." if done.waiting_for_vectors else ""
        say(f"Revision {done.revision}. {waiting}".strip())
    if any(each.problem for each in done.places):
        raise typer.Exit(3)
