"""`evidence export`: references for reference managers, screening tools and spreadsheets."""

from pathlib import Path
from typing import Annotated

import typer

from evidence.errors import UsageError
from research.cli.console import emit_json, note
from research.cli.options import Json
from research.cli.state import settings


def register(app: typer.Typer) -> None:
    """Add it."""
    app.command("export", help="The references of a report, or of documents, for other programs.")(_export)


def _export(
    context: typer.Context,
    wanted: Annotated[
        str, typer.Argument(metavar="ID", help="A run (six characters of its id will do), a document, or all.")
    ],
    form: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help="ris, nbib, bibtex, csl-json, csv or text.")
    ] = "ris",
    style: Annotated[
        str, typer.Option(metavar="STYLE", help="With --format text: vancouver (by default), ama, or a .csl file.")
    ] = "",
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Write there, not to standard output.")] = None,
    as_json: Json = False,
) -> None:
    from evidence.library.library import Library
    from evidence.trust import entries_of
    from research.export import export
    from research.policy import trusted_in

    given = settings(context)
    trusted = trusted_in(given)

    def may_export(sources: tuple[str, ...]) -> bool:
        """One source that allows it is enough; what no entry of the list holds is the user's own."""
        held = entries_of(trusted, sources)
        return not held or any(entry.allows.export for entry in held)

    found = export(Library.open(given.library), wanted, form, may_export, style)
    for each in found.notes:
        note(each)
    if out is not None:
        _write(out, found.text)
        note(f"Written: {out} ({found.references} references)")
    if as_json:
        value = {"format": form, "references": found.references, "notes": list(found.notes)}
        emit_json(value | ({"file": str(out)} if out is not None else {"text": found.text}))
    elif out is None:
        _print(found.text)


def _write(path: Path, text: str) -> None:
    try:
        path.write_bytes(text.encode("utf-8", "replace"))
    except OSError as error:
        raise UsageError(f"{path} cannot be written ({error.strerror}).") from error


def _print(text: str) -> None:
    """Byte for byte what a file would hold, unless a person's terminal is to show it: a record gives that no orders."""
    import sys

    from research.cli.console import say

    if sys.stdout.isatty():
        say(text.rstrip("\n"))
        return
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()
