"""A table's rows as lines that read without it: "Sex: Male; Placebo (n = 50): 12 (24)", each cell with its heads."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from lxml.etree import _Element as Element

from evidence.model import Cell
from indexers.files.jats.grid import MAX_COLUMNS, GridCell, GridRow, rows_of
from indexers.files.jats.row_heads import leading
from indexers.files.row_heads import RowHeads
from indexers.files.table_text import MAX_HEAD, RowText, TableCell, lay_out_heads, lay_out_row

_Heads = dict[int, str]  # column -> its heads, topmost first, joined by a space


def table_rows(table: Element, label: str) -> Iterator[RowText]:
    """The lines of a table that is called `label`: its column heads, then its rows. No word of a cell is left out."""
    heads: _Heads = {}
    over = RowHeads()
    in_heads = True
    has_thead = False
    width = 0
    for row in rows_of(table):
        width = max(width, max((cell.at + cell.columns for cell in row.cells), default=0))
        texts = [cell for cell in row.cells if cell.text]
        has_thead = has_thead or row.in_head
        if not texts:
            continue
        in_heads = in_heads and (row.in_head or (not has_thead and _reads_as_heads(texts)))
        if in_heads:
            yield lay_out_heads(TableCell(cell.text) for cell in texts)
            _extend(heads, texts)
        elif len(texts) == 1 and texts[0].at == 0 and width > 1 and not texts[0].repeated:
            yield _label_line(texts[0], texts[0].columns >= width, heads, over, label)
        else:
            yield _line(row, heads, over, label)


def _label_line(cell: GridCell, is_across: bool, heads: _Heads, over: RowHeads, label: str) -> RowText:
    """A row that holds one text, in its first column: a head of rows below, or data where the rest is empty."""
    over.label(cell, is_across)
    bare = is_across or cell.is_styled
    return lay_out_row([TableCell(cell.text) if bare else _cell(cell, heads, cell.text)], label)


def _reads_as_heads(texts: Sequence[GridCell]) -> bool:
    """Whether a first row, in a table without a <thead>, is one of heads: all marked so, or an empty corner and no number."""
    marked = all(cell.is_head or cell.is_styled for cell in texts)
    has_corner = texts[0].at > 0 and not any(cell.text[0].isdecimal() for cell in texts)
    return (marked and len(texts) > 1) or has_corner


def _extend(heads: _Heads, cells: Sequence[GridCell]) -> None:
    """A second row of heads stands under the first: "Dose" over "Oral" is "Dose Oral"."""
    for cell in cells[:MAX_COLUMNS]:
        for column in range(cell.at, cell.at + cell.columns):
            above = heads.get(column, "")
            if len(above) + len(cell.text) <= 2 * MAX_HEAD and not (cell.repeated and above):
                heads[column] = f"{above} {cell.text}".strip()


def _line(row: GridRow, heads: _Heads, over: RowHeads, label: str) -> RowText:
    """A row of data. Its own name comes first, after what it stands under."""
    names = [cell for cell in leading(row) if cell.text]
    own = ": ".join(cell.text.rstrip(" :") for cell in names)
    depth = names[0].depth if names and names[0].at == 0 else 1
    above = over.above(depth, own, bool(names) and names[0].is_styled)
    name = ": ".join([*above, own] if own and len(own) <= MAX_HEAD else above)
    texts = [cell for cell in row.cells if cell.text]
    cells = [_cell(cell, heads, name) for cell in texts]
    if not above:
        return lay_out_row(cells, label)
    corner = heads.get(0, "").rstrip(" :")
    if texts[0].at > 0 and corner != cells[0].column:
        line = lay_out_row([TableCell(": ".join(above), column=corner), *cells], label)
        return RowText(line.text, line.cells[1:])
    return _under(cells, above, label)


def _cell(cell: GridCell, heads: _Heads, name: str) -> TableCell:
    columns = range(cell.at, cell.at + cell.columns)
    own = list(dict.fromkeys(heads[column] for column in columns if heads.get(column)))
    spans_all = cell.columns > 1 and cell.columns >= len(heads)
    column = "" if spans_all else " / ".join(own)
    return TableCell(cell.text, name, column.rstrip(" :"))


def _under(cells: Sequence[TableCell], above: Sequence[str], label: str) -> RowText:
    """The line, in which what the row stands under is written before its first cell but is no part of any cell."""
    first = cells[0]
    shown = TableCell(first.text, first.row, ": ".join(part for part in (first.column, *above) if part))
    line = lay_out_row([shown, *cells[1:]], label)
    own: Cell = replace(line.cells[0], column=first.column)
    return RowText(line.text, (own, *line.cells[1:]))
