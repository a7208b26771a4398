"""A row of a table as one line that reads without its table, and where in the line each cell's own text stands.

"Renal function: 30-49 mL/min; Dose: 15 mg": each cell with its column's head before it. Readers of HTML, JATS and
Markdown tables lay their rows out here, so that a cell reads and is cited alike wherever it came from.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from evidence.model import Cell

MAX_HEAD = 300  # characters: what is longer is no head, and is not repeated with each cell
_NUMBERED = re.compile(
    r"(?:table|box|exhibit|tabelle|tableau|tabla|tabella|tabel)\s+[A-Z]{0,2}\d+(?:[.-]\d+)*[A-Za-z]?\b", re.I
)
_SHORT = 80  # characters: a caption that serves as a label


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell as the table has it: its own text and the heads of its row and column, "" where it has none."""

    text: str
    row: str = ""
    column: str = ""  # heads of the column, topmost first, joined by a space


@dataclass(frozen=True, slots=True)
class RowText:
    """A line, and its cells with offsets in it: `text[cell.start:cell.end]` is the cell's own text."""

    text: str
    cells: tuple[Cell, ...] = ()


def label_of(caption: str) -> str:
    """The table's label: "Table 2" of "Table 2. Doses by age", else a short caption itself, else ""."""
    numbered = _NUMBERED.match(caption)
    return numbered.group() if numbered else caption if len(caption) <= _SHORT else ""


def lay_out_row(cells: Sequence[TableCell], table: str = "") -> RowText:
    """The line of a row of data; `table` is the table's label ("Table 2"). Empty cells are left out."""
    parts: list[str] = []
    spans: list[Cell] = []
    at = 0
    for cell in cells:
        if not cell.text:
            continue
        row, column = (head if len(head) <= MAX_HEAD else "" for head in (cell.row, cell.column))
        head = f"{column}: " if column else ""
        start = at + len(head)
        spans.append(Cell(start, start + len(cell.text), row, column, table))
        parts.append(head + cell.text)
        at = start + len(cell.text) + len("; ")
    return RowText("; ".join(parts), tuple(spans))


def lay_out_heads(cells: Iterable[TableCell]) -> RowText:
    """The line of a row of column heads: no data stands in it."""
    return RowText("; ".join(cell.text for cell in cells if cell.text))


def moved(cells: Iterable[Cell], by: int) -> tuple[Cell, ...]:
    """The cells of a line that begins at `by` in the document's text."""
    return tuple(replace(cell, start=cell.start + by, end=cell.end + by) for cell in cells)
