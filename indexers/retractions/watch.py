"""Retraction Watch's CSV, as Crossref publishes it: one row for each notice about an article.

Columns are known by name, wherever they stand. Format: https://gitlab.com/crossref/retraction-watch-data.
"""

import csv
import io
from collections.abc import Iterator

from evidence.external import ExternalNotice, NoticeKind
from indexers.intake import Refused
from indexers.pubmed.outcome import UnreadableError
from indexers.retractions.values import doi, iso_date, pmid, says_none

MAX_FIELD = 1 << 20  # characters; the institutions of a thousand authors are 100 KB
NEEDED = frozenset({"originalpaperdoi", "retractionnature"})
NATURES: dict[str, NoticeKind] = {
    "retraction": "retraction",
    "expression of concern": "concern",
    "correction": "correction",
    "reinstatement": "reinstatement",
}


def dialect_of(data: bytes) -> str | None:
    """The character between columns, or None where the first line does not name Retraction Watch's columns."""
    first = _decoded(data[: 1 << 14].lstrip().split(b"\n", 1)[0])
    return next((mark for mark in ",;\t" if set(_columns(first.split(mark))) >= NEEDED), None)


def read_watch(data: bytes, name: str, mark: str) -> Iterator[ExternalNotice | Refused]:
    """Every row, in order. What a row that cannot be read has swallowed is named by its lines. Raises UnreadableError."""
    csv.field_size_limit(MAX_FIELD)  # of the process: nothing else here reads CSV
    rows = csv.reader((_decoded(line) for line in io.BytesIO(data.lstrip())), delimiter=mark, strict=True)
    try:
        columns = _columns(next(rows))
    except csv.Error as fault:
        raise UnreadableError(f"its first line cannot be read: {fault}") from fault
    done = rows.line_num
    while True:
        try:
            row = next(rows, None)
            if row is None:
                return
            if any(row):
                yield _notice(_cells(columns, row))
        except (csv.Error, UnreadableError) as fault:
            yield Refused(f"{name}, {_lines(done + 1, rows.line_num)}", str(fault))
        done = rows.line_num


def _lines(first: int, last: int) -> str:
    return f"line {last}" if first >= last else f"lines {first} to {last}"


def _cells(columns: list[str], row: list[str]) -> dict[str, str]:
    """The row by column; some files end every line with a comma and some only the first. Raises UnreadableError."""
    while len(row) > len(columns) and not row[-1]:
        row.pop()
    missing = columns[len(row) :]
    if len(row) > len(columns) or any(missing):
        raise UnreadableError(
            f"{len(row)} cells instead of {len(columns)}: it is cut off, or a quotation mark is wrong"
        )
    if any("\0" in cell for cell in row):
        raise UnreadableError("it holds a NUL byte")
    return dict(zip(columns, row, strict=False))


def _notice(cells: dict[str, str]) -> ExternalNotice:
    """Raises UnreadableError."""
    nature = " ".join(cells["retractionnature"].lower().split())
    if nature not in NATURES:
        raise UnreadableError(f"a nature that is not known here: {nature[:60]!r}")
    named = (cells["originalpaperdoi"], cells.get("originalpaperpubmedid", ""))
    own = doi(named[0]), pmid(named[1])
    if not any(own) and not all(map(says_none, named)):
        raise UnreadableError(f"neither a DOI nor a PMID: {named[0][:60]!r}, {named[1][:60]!r}")
    return ExternalNotice(
        *own,
        NATURES[nature],
        doi(cells.get("retractiondoi", "")),
        pmid(cells.get("retractionpubmedid", "")),
        iso_date(cells.get("retractiondate", "")),
        "retraction-watch",
        _reasons(cells.get("reason", "")),
    )


def _reasons(text: str) -> tuple[str, ...]:
    """ "+Paper Mill;+Unreliable Results;" -> its reasons."""
    reasons = (" ".join(each.strip().lstrip("+").split()) for each in text.split(";"))
    return tuple(filter(None, reasons))


def _columns(cells: list[str]) -> list[str]:
    return [cell.strip().strip('"').replace(" ", "").lower() for cell in cells]


def _decoded(line: bytes) -> str:
    """A line in UTF-8 or, where it is not, in windows-1252, which spreadsheets save."""
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")
