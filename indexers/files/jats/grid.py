"""A table of either model, XHTML's or OASIS's (CALS), as rows of cells that know their columns."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml.etree import _Element as Element

from indexers.files.jats.inline import clean, raw_text
from indexers.files.jats.tree import first, name_of, named

MAX_COLUMNS_SPANNED = 100  # a table may claim any number
MAX_COLUMNS = 1000  # beyond them cells keep their text, but span nothing and have no heads
MAX_ROWS_SPANNED = 1000
MAX_REPEATED = 1000  # characters of a cell that spans rows
_GROUPS = ("thead", "tbody", "tfoot")
_LEFT_OUT = frozenset({"", "hr"})


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell and where it stands."""

    text: str
    at: int  # its first column, from 0
    columns: int = 1
    rows: int = 1
    is_head: bool = False  # a <th>
    is_styled: bool = False  # all of it is bold or italic
    depth: int = 0  # of its indentation
    repeated: bool = False  # it reaches down from a row above


@dataclass(frozen=True, slots=True)
class GridRow:
    """The cells that are seen in a row, those that reach into it included, by column."""

    cells: tuple[GridCell, ...]
    in_head: bool  # it stands in a <thead>


def rows_of(table: Element) -> Iterator[GridRow]:
    """The rows from top to bottom, heads first; a cell reaches down no further than its group of rows, as in HTML."""
    for group in _groups(table):
        columns = _column_names(group)
        reaching: list[GridCell] = []
        for row in named(group, "tr", "row"):
            placed = _placed(row, reaching, columns)
            reaching = [_below(c) for c in placed if c.rows > 1 and c.at < MAX_COLUMNS and len(c.text) <= MAX_REPEATED]
            yield GridRow(tuple(placed), name_of(group) == "thead")


def _groups(table: Element) -> list[Element]:
    """What holds rows: thead first, tfoot last, and the table itself where rows stand in it."""
    holders = [table, *named(table, "tgroup")]
    groups = [group for holder in holders for group in named(holder, *_GROUPS)]
    bare = [holder for holder in holders if first(holder, "tr") is not None]
    order = {"thead": 0, "tfoot": 2}
    return sorted([*bare, *groups], key=lambda group: order.get(name_of(group), 1))


def _column_names(group: Element) -> dict[str, int]:
    """OASIS: the names of columns (colspec) -> their places, from 0."""
    parent = group.getparent()
    found = {}
    for place, spec in enumerate(named(parent, "colspec")):
        stated = _number(spec, "colnum", place + 1, MAX_COLUMNS_SPANNED)
        found[spec.get("colname", "")] = stated - 1
    return found


def _placed(row: Element, reaching: list[GridCell], columns: dict[str, int]) -> list[GridCell]:
    taken = {column for cell in reaching for column in range(cell.at, cell.at + cell.columns)}
    placed = list(reaching)
    at = 0
    for element in named(row, "td", "th", "entry"):
        start, end = element.get("namest") or element.get("colname") or "", element.get("nameend", "")
        at = columns.get(start, at)
        while at in taken:
            at += 1
        wide = columns[end] - at + 1 if end in columns else _number(element, "colspan", 1, MAX_COLUMNS_SPANNED)
        cell = _cell(element, at, max(wide, 1) if at < MAX_COLUMNS else 1)
        placed.append(cell)
        at += cell.columns
    return sorted(placed, key=lambda cell: cell.at)


def _cell(element: Element, at: int, columns: int) -> GridCell:
    raw = raw_text(element)
    more = _number(element, "morerows", 0, MAX_ROWS_SPANNED)
    return GridCell(
        clean(raw),
        at,
        columns,
        _number(element, "rowspan", 1, MAX_ROWS_SPANNED) + more,
        name_of(element) == "th",
        _is_styled(element),
        _depth(element, raw),
    )


def _below(cell: GridCell) -> GridCell:
    return replace(cell, rows=cell.rows - 1, repeated=True)


def _number(element: Element, name: str, default: int, most: int) -> int:
    value = element.get(name)
    if value is None:
        return default
    value = value.strip()
    return min(max(int(value), default), most) if value.isascii() and value.isdigit() and len(value) < 9 else default


def _is_styled(element: Element) -> bool:
    """Whether one <bold>, <italic> or the like holds all of the text."""
    if (element.text or "").strip():
        return False
    inside = [child for child in element if name_of(child) not in _LEFT_OUT]
    styled = (name_of(child) in ("bold", "italic", "underline", "b", "i") for child in inside)
    return bool(inside) and all(styled) and not any((child.tail or "").strip() for child in inside)


def _depth(element: Element, raw: str) -> int:
    """How far it is indented: by the white space that XML does not fold, a dash or bullet, or a style."""
    text = raw.lstrip(" \t\r\n")
    bare = text.lstrip()
    if text != bare:
        return len(text) - len(bare)
    if bare[:1] in ("-", "\u2013", "\u2014", "\u2022", "\u00b7") and bare[1:2].isspace():
        return 1
    style = element.get("style", "").replace(" ", "").lower()
    return int(any(f"{side}:" in style and f"{side}:0" not in style for side in ("padding-left", "text-indent")))
