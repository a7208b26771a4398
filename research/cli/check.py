"""`evidence check`: is each statement of a text borne out by what it cites?"""

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evidence.errors import UsageError
from evidence.library.manifest import write_atomically
from research.cli.console import emit_json, note, say
from research.cli.options import Json
from research.cli.state import settings

if TYPE_CHECKING:
    from evidence.checked import Checked

NOT_SUPPORTED = 4  # the exit code of --strict
STATES = ("concern", "superseded")


def register(app: typer.Typer) -> None:
    """Add `check`."""
    app.command("check", help="Hold each statement of a text to what it cites.")(_check)


def _check(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Markdown, HTML, DOCX or plain text.")],
    references: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The list: CSL-JSON, RIS, or JSON lines of marker and document_id."),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 4 where any claim is not supported, or none is cited.")
    ] = False,
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="Write check.html and check.json there.")] = None,
    allow: Annotated[
        str, typer.Option(metavar="LIST", help="May be cited although marked: concern,superseded (by commas).")
    ] = "",
    live: Annotated[
        bool, typer.Option("--live", help="First ask PubMed for the cited records that the library lacks.")
    ] = False,
    against: Annotated[
        bool, typer.Option("--against", help="Look in the library for what speaks against each claim.")
    ] = False,
    judge: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME", help="lexical (the default), model (EVIDENCE_MODEL), nli:NAME-OR-PATH. Repeatable."
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    from research.check import Wanted, check_file
    from research.checked.as_json import checked_json
    from research.checked.terminal import check_lines
    from research.checked.words import is_clean
    from research.cli.progress import counter

    wanted = Wanted(_allowed(allow), live, against, tuple(judge or ()))
    if out:
        _make(out)
    with counter("Checking") as step:
        checked = check_file(file, settings(context), references, wanted, step)
    if as_json:
        emit_json(checked_json(checked))
    else:
        say("\n".join(check_lines(checked)))
    if out:
        _write(checked, out, file.name)
    if strict and not is_clean(checked):
        raise typer.Exit(NOT_SUPPORTED)


def _allowed(words: str) -> frozenset[str]:
    named = frozenset(word.strip() for word in words.split(",") if word.strip())
    for word in sorted(named - set(STATES)):
        raise UsageError(f"--allow cannot name {word}. It takes: {', '.join(STATES)}.")
    return named


def _make(folder: Path) -> None:
    """Before the check, which may take long: where nothing can be written, it is said at once."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"The check cannot be written to {folder} ({error.strerror}).") from error
    if not os.access(folder, os.W_OK):
        raise UsageError(f"The check cannot be written to {folder} (it is read-only).")


def _write(checked: "Checked", folder: Path, name: str) -> None:
    from research.checked.as_json import checked_json
    from research.checked.html import to_html

    pages = {
        "check.html": to_html(checked, name),
        "check.json": json.dumps(checked_json(checked), ensure_ascii=False, indent=1) + "\n",
    }
    try:
        for called, page in pages.items():
            write_atomically(folder / called, page.encode("utf-8", "replace"))
            note(f"Written: {folder / called}")
    except OSError as error:
        raise UsageError(f"The check cannot be written to {folder} ({error.strerror}).") from error
