"""A table -> lines that read without it, each cell with its column's head: "Clearance: 30-49 mL/min; Dose: 15 mg"."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from lxml import etree

from indexers.files.row_heads import RowHeads
from indexers.files.table_text import RowText, TableCell, label_of, lay_out_heads, lay_out_row, moved

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
    is_styled: bool = False  # all of it is bold
    depth: int = 0  # of its indentation
    repeated: bool = False  # it reaches down from a row above


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
    over = RowHeads()
    in_heads = True
    width = 0
    for row, cells in _grid(table, text_of, shown):
        width = max(width, max(cell.first + cell.columns for cell in cells))
        alone = _alone(cells, width)
        in_thead = _in_thead(row)
        is_head = in_thead or _is_head_row(cells) or (not heads and in_heads and _is_bold_head(cells, table))
        if is_head and not in_heads and not alone:
            heads, in_heads, over = {}, True, RowHeads()  # a table may change its heads on the way
        in_heads = in_heads and is_head and (in_thead or not (alone and len(heads) > 1))
        if in_heads:
            yield TableLine(lay_out_heads([TableCell(cell.text) for cell in cells]), row)
            _extend(heads, cells)
            continue
        if alone:
            over.label(alone, is_across=alone.columns >= width)
        yield TableLine(_line(cells, heads, () if alone else _above(cells, over), label), row)


def _alone(cells: list[_Cell], width: int) -> _Cell | None:
    """The cell that alone holds a text in its row, at its beginning: it may head the rows below."""
    texts = [cell for cell in cells if cell.text]
    is_label = len(texts) == 1 and texts[0].first == 0 and width > 1 and not texts[0].repeated
    return texts[0] if is_label else None


def _above(cells: list[_Cell], over: RowHeads) -> tuple[str, ...]:
    """What a row of data stands under, outermost first."""
    name = _name(cells)
    return over.above(name.depth, name.text, name.is_styled)


def _line(cells: list[_Cell], heads: _Heads, above: tuple[str, ...], label: str) -> RowText:
    """The line of a row, what it stands under before it."""
    under = ": ".join(above)
    line = lay_out_row(_with_heads(cells, heads, under), label)
    return RowText(f"{under}: {line.text}", moved(line.cells, len(under) + 2)) if under and line.text else line


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
        cell = _cell(element, text_of(element), column)
        rows = _span(element, "rowspan", MAX_ROWS_SPANNED)
        if rows > 1 and len(cell.text) <= MAX_REPEATED:
            below[column] = (replace(cell, repeated=True), rows - 1)
        placed.append(cell)
        column += cell.columns
    return sorted(placed, key=lambda cell: cell.first), below


def _span(element: etree._Element, name: str, most: int) -> int:
    value = str(element.get(name, "1")).strip()
    return min(max(int(value), 1), most) if value.isascii() and value.isdigit() and len(value) < 9 else 1


def _cell(element: etree._Element, text: str, column: int) -> _Cell:
    is_head = element.tag == "th"
    columns = _span(element, "colspan", MAX_COLUMNS_SPANNED)
    return _Cell(text, is_head, column, columns, is_head or _is_bold(element), _depth(element))


def _is_bold(element: etree._Element) -> bool:
    """Whether <b> or <strong> holds all of its text."""
    while True:
        inside = [child for child in element if isinstance(child.tag, str) and child.tag != "br"]
        bare = not (element.text or "").strip() and not any((child.tail or "").strip() for child in element)
        if not inside or not bare:
            return False
        if all(child.tag in ("b", "strong") for child in inside):
            return True
        if len(inside) != 1:
            return False
        element = inside[0]


def _depth(element: etree._Element) -> int:
    """How far it is indented: by spaces that a browser does not fold, or a style."""
    raw = (element.text or "").lstrip(" \t\r\n")
    if raw != raw.lstrip():
        return len(raw) - len(raw.lstrip())
    style = element.get("style", "").replace(" ", "").lower()
    return int(any(f"{side}:" in style and f"{side}:0" not in style for side in ("padding-left", "text-indent")))


def _in_thead(row: etree._Element) -> bool:
    parent = row.getparent()
    return parent is not None and parent.tag == "thead"


def _is_head_row(cells: list[_Cell]) -> bool:
    return all(cell.is_head or not cell.text for cell in cells)


def _is_bold_head(cells: list[_Cell], table: etree._Element) -> bool:
    """Whether a first row in bold is one of heads: where no <th> says which is, and the next row is not bold too."""
    texts = [cell for cell in cells if cell.text]
    if len(texts) < 2 or not all(cell.is_styled for cell in texts) or next(table.iter("th", "thead"), None) is not None:
        return False
    second = [td for row in _rows(table)[1:2] for td in row.iter("td") if "".join(map(str, td.itertext())).strip()]
    return bool(second) and not all(_is_bold(td) for td in second)


def _extend(heads: _Heads, cells: list[_Cell]) -> None:
    """A second row of heads stands under the first: "Dose" over "Oral" is "Dose Oral"."""
    for cell in cells:
        for column in range(cell.first, cell.first + cell.columns):
            above = heads.get(column, ())
            if cell.text and above[-1:] != (cell.text,):
                heads[column] = (*above, cell.text)


def _with_heads(cells: list[_Cell], heads: _Heads, under: str) -> list[TableCell]:
    """A row's head stands, after what it stands under, with the other cells; with itself only what it stands under."""
    head = _name(cells)
    name = ": ".join(part for part in (under, head.text) if part)
    return [TableCell(cell.text, under if cell is head else name, _column(cell, heads)) for cell in cells]


def _name(cells: list[_Cell]) -> _Cell:
    """A row's head is its first header cell, else its first cell."""
    return next((cell for cell in cells if cell.is_head and cell.text), cells[0])


def _column(cell: _Cell, heads: _Heads) -> str:
    """The heads of the columns that the cell spans; none for one that spans the whole table."""
    if cell.columns > 1 and cell.columns >= len(heads):
        return ""
    columns = range(cell.first, cell.first + cell.columns)
    return " / ".join(dict.fromkeys(" ".join(heads[column]) for column in columns if heads.get(column)))
