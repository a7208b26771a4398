"""Where in a document a quote stands, in words that lead a reader there: "p. 12, Table 2, row Age ≥65, column Placebo"."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import TypeVar

from evidence.model import Cell, Document, Page

T = TypeVar("T", Cell, Page)

MAX_HEAD = 120  # characters of a row's or a column's head: some tables head their rows with paragraphs


def place_of(document: Document, start: int, end: int) -> str:
    """The pages and the table, row and column of `document.text[start:end]`; "" where it has neither, or is empty.

    A quote that goes beyond one row or one column names those that all of its cells share.
    """
    if start >= end:
        return ""
    parts = (_pages(_overlapping(document.pages, start, end)), _table(_overlapping(document.cells, start, end)))
    return ", ".join(part for part in parts if part)


def _overlapping(spans: Sequence[T], start: int, end: int) -> Sequence[T]:
    """Those that share a character with [start, end): `spans` are in order and do not overlap."""
    first = bisect_right(spans, start, key=lambda span: span.end)
    last = bisect_left(spans, end, key=lambda span: span.start)
    return spans[first:last]


def _pages(pages: Sequence[Page]) -> str:
    labels = [page.label for page in pages if page.label]
    if not labels:
        return ""
    return f"p. {labels[0]}" if labels[0] == labels[-1] else f"pp. {labels[0]}-{labels[-1]}"


def _table(cells: Sequence[Cell]) -> str:
    if not cells:
        return ""
    tables = list(dict.fromkeys(cell.table or "a table without a number" for cell in cells))
    if len(tables) > 1:
        return " and ".join((", ".join(tables[:-1]), tables[-1]))
    row, column = _shared(cell.row for cell in cells), _shared(cell.column for cell in cells)
    return ", ".join([*tables, *([f"row {row}"] if row else []), *([f"column {column}"] if column else [])])


def _shared(heads: Iterable[str]) -> str:
    """The head that all have; "" where they differ."""
    found = set(heads)
    head = found.pop() if len(found) == 1 else ""
    return head if len(head) <= MAX_HEAD else f"{head[: MAX_HEAD - 1].rstrip()}\u2026"
