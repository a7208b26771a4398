"""A table -> lines that read without it, each cell with its column's head: "Clearance: 30-49 mL/min; Dose: 15 mg"."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from indexers.files.table_text import RowText, TableCell, label_of, lay_out_heads, lay_out_row

MAX_COLUMNS_SPANNED = 100  # a page may claim any number
MAX_ROWS_SPANNED = 1000
MAX_REPEATED = 1000  # characters of a cell that spans rows

Shown = Callable[[etree._Element], bool]
TextOf = Callable[[etree._Element], str]
_Heads = dict[int, tuple[str, ...]]  # column -> its heads, topmost first


@dataclass(frozen=True, slots=True)
class TableLine:
    """A line of a table, and the <caption> or <tr> that it was read from."""

    row: RowText
    source: etree._Element


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    is_head: bool
    first: int  # column
    columns: int


def is_data_table(table: etree._Element) -> bool:
    """False for a table that only lays out the page: with a table or a heading in it, or one column and no caption."""
    if table.get("role") in ("presentation", "none"):
        return False
    if next(table.iter("h1", "h2", "main", "article"), None) is not None:
        return False
    if sum(1 for _ in table.iter("table")) > 1:
        return False
    if next(table.iter("caption"), None) is not None:
        return True
    return any(sum(1 for _ in row.iterchildren("td", "th")) > 1 for row in table.iter("tr"))


def table_lines(table: etree._Element, text_of: TextOf, shown: Shown, label: str = "") -> Iterator[TableLine]:
    """The caption, the column heads, and each row's cells with their heads; feet last. No visible word is left out.

    `label` is the table's where it has no caption.
    """
    for caption in table.iter("caption"):
        if shown(caption):
            text = text_of(caption)
            label = label_of(text) or label
            yield TableLine(RowText(text), caption)
    heads: _Heads = {}
    in_heads = True
    for row, cells in _grid(table, text_of, shown):
        is_head = _is_head_row(row, cells)
        if is_head and not in_heads and sum(bool(cell.text) for cell in cells) > 1:
            heads, in_heads = {}, True  # a table may change its heads on the way
        in_heads = in_heads and is_head
        if in_heads:
            yield TableLine(lay_out_heads([TableCell(cell.text) for cell in cells]), row)
            _extend(heads, cells)
        else:
            yield TableLine(lay_out_row(_with_heads(cells, heads), label), row)


def _grid(table: etree._Element, text_of: TextOf, shown: Shown) -> Iterator[tuple[etree._Element, list[_Cell]]]:
    """Rows with the cells that reach into them from above. Groups (thead, tbody) end a cell's reach, as in HTML."""
    reaching: dict[int, tuple[_Cell, int]] = {}  # first column -> cell, rows left
    group = None
    for row in _rows(table):
        if row.getparent() is not group:
            reaching, group = {}, row.getparent()
        if _is_shown(row, table, shown):
            cells, reaching = _row_cells(row, reaching, text_of, shown)
            if cells:
                yield row, cells


def _rows(table: etree._Element) -> list[etree._Element]:
    """In the order in which a browser shows them: the feet last, wherever they are written."""
    return sorted(table.iter("tr"), key=lambda row: getattr(row.getparent(), "tag", "") == "tfoot")


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


def _with_heads(cells: list[_Cell], heads: _Heads) -> list[TableCell]:
    """A row's head is its first header cell, else its first cell; it stands with the other cells, not with itself."""
    head = next((cell for cell in cells if cell.is_head and cell.text), cells[0])
    return [TableCell(cell.text, "" if cell is head else head.text, _column(cell, heads)) for cell in cells]


def _column(cell: _Cell, heads: _Heads) -> str:
    """The heads of the columns that the cell spans; none for one that spans the whole table."""
    if cell.columns > 1 and cell.columns >= len(heads):
        return ""
    columns = range(cell.first, cell.first + cell.columns)
    return " / ".join(dict.fromkeys(" ".join(heads[column]) for column in columns if heads.get(column)))
