"""Which cells name a row of an article's table."""

from indexers.files.jats.grid import GridCell, GridRow
from indexers.files.row_heads import MOST


def leading(row: GridRow) -> list[GridCell]:
    """The cells that name the row: the first, and the next one too where the first numbers it, or names several or none.

    A cell that begins with a digit is a value and names nothing, unless it is the first.
    """
    cells = [cell for cell in row.cells if cell.at == 0]
    for cell in row.cells[len(cells) : MOST]:
        last = cells[-1] if cells else None
        open_ = last is None or not last.text.rstrip(".").strip("0123456789") or last.repeated or last.rows > 1
        if not open_ or cell is row.cells[-1] or not cell.text[:1].isalpha():
            break
        cells.append(cell)
    return cells
