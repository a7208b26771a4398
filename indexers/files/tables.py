"""A table -> lines that read without it, each cell with its column's head: "Clearance: 30-49 mL/min; Dose: 15 mg"."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

MAX_COLUMNS_SPANNED = 100  # a page may claim any number
MAX_ROWS_SPANNED = 1000
MAX_HEAD = 300  # characters: what is longer is no column head, and is not repeated
MAX_REPEATED = 1000  # characters of a cell that spans rows

Shown = Callable[[etree._Element], bool]
TextOf = Callable[[etree._Element], str]
_Heads = dict[int, tuple[str, ...]]  # column -> its heads, topmost first


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    is_head: bool
    first: int  # column
    columns: int


def is_data_table(table: etree._Element) -> bool:
    """False for a table that only lays out the page: one that holds a table or a heading, or a single column."""
    if table.get("role") in ("presentation", "none"):
        return False
    if next(table.iter("h1", "h2", "main", "article"), None) is not None:
        return False
    if sum(1 for _ in table.iter("table")) > 1:
        return False
    return any(sum(1 for _ in row.iterchildren("td", "th")) > 1 for row in table.iter("tr"))


def table_lines(table: etree._Element, text_of: TextOf, shown: Shown) -> Iterator[str]:
    """The caption, the column heads, and each row's cells with their heads. No visible word is left out."""
    yield from (text_of(caption) for caption in table.iter("caption") if shown(caption))
    heads: _Heads = {}
    in_heads = True
    for row, cells in _grid(table, text_of, shown):
        is_head = _is_head_row(row, cells)
        if is_head and not in_heads and sum(bool(cell.text) for cell in cells) > 1:
            heads, in_heads = {}, True  # a table may change its heads on the way
        in_heads = in_heads and is_head
        yield _line(cells, {} if in_heads else heads)
        if in_heads:
            _extend(heads, cells)


def _grid(table: etree._Element, text_of: TextOf, shown: Shown) -> Iterator[tuple[etree._Element, list[_Cell]]]:
    """Rows with the cells that reach into them from above. Groups (thead, tbody) end a cell's reach, as in HTML."""
    reaching: dict[int, tuple[_Cell, int]] = {}  # first column -> cell, rows left
    group = None
    for row in table.iter("tr"):
        if row.getparent() is not group:
            reaching, group = {}, row.getparent()
        if _is_shown(row, table, shown):
            cells, reaching = _row_cells(row, reaching, text_of, shown)
            if cells:
                yield row, cells


def _is_shown(row: etree._Element, table: etree._Element, shown: Shown) -> bool:
    parent = row.getparent()
    return shown(row) and (parent is None or parent is table or shown(parent))


def _row_cells(
    row: etree._Element, reaching: dict[int, tuple[_Cell, int]], text_of: TextOf, shown: Shown
) -> tuple[list[_Cell], dict[int, tuple[_Cell, int]]]:
    placed = [cell for cell, _ in reaching.values()]
    below = {column: (cell, left - 1) for column, (cell, left) in reaching.items() if left > 1}
    taken = {column for cell in placed for column in range(cell.first, cell.first + cell.columns)}
    column = 0
    for element in row:
        if element.tag not in ("td", "th") or not shown(element):
            continue
        while column in taken:
            column += 1
        cell = _Cell(text_of(element), element.tag == "th", column, _span(element, "colspan", MAX_COLUMNS_SPANNED))
        rows = _span(element, "rowspan", MAX_ROWS_SPANNED)
        if rows > 1 and len(cell.text) <= MAX_REPEATED:
            below[column] = (cell, rows - 1)
        placed.append(cell)
        column += cell.columns
    return sorted(placed, key=lambda cell: cell.first), below


def _span(element: etree._Element, name: str, most: int) -> int:
    value = str(element.get(name, "1")).strip()
    return min(max(int(value), 1), most) if value.isascii() and value.isdigit() and len(value) < 9 else 1


def _is_head_row(row: etree._Element, cells: list[_Cell]) -> bool:
    parent = row.getparent()
    return (parent is not None and parent.tag == "thead") or all(cell.is_head or not cell.text for cell in cells)


def _extend(heads: _Heads, cells: list[_Cell]) -> None:
    """A second row of heads stands under the first: "Dose" over "Oral" is "Dose Oral"."""
    for cell in cells:
        for column in range(cell.first, cell.first + cell.columns):
            above = heads.get(column, ())
            if cell.text and above[-1:] != (cell.text,):
                heads[column] = (*above, cell.text)


def _line(cells: list[_Cell], heads: _Heads) -> str:
    parts = (_with_head(cell, heads) for cell in cells if cell.text)
    return "; ".join(parts)


def _with_head(cell: _Cell, heads: _Heads) -> str:
    columns = range(cell.first, cell.first + cell.columns)
    names = list(dict.fromkeys(" ".join(heads[column]) for column in columns if heads.get(column)))
    head = " / ".join(names)
    spans_all = cell.columns > 1 and cell.columns >= len(heads)
    return f"{head}: {cell.text}" if head and not spans_all and len(head) <= MAX_HEAD else cell.text
