"""Lines of Markdown -> blocks: headings, paragraphs, list items, and table rows with their heads."""

import re
from collections.abc import Container, Iterator, Sequence

from indexers.files.layout import Block
from indexers.files.markdown_text import plain
from indexers.files.table_text import TableCell, label_of, lay_out_heads, lay_out_row

_HEADING = re.compile(r"#{1,6}\s+(.*?)\s*#*")
_ITEM = re.compile(r"(?:[-*•+]\s+|(?=\d{1,3}[.)]\s))(.*)")
_RULE_CELL = re.compile(r":?-{3,}:?")
_LONGEST_HEAD = 100  # characters: a first row with more in a cell, or with a sentence, is data
_LONGEST_CAPTION = 300


def markdown_blocks(lines: Sequence[str], headings: Container[str] = ()) -> list[Block]:
    """The blocks of the lines. A line of its own that `headings` holds is one, marked as such or not."""
    blocks: list[Block] = []
    for group in _groups(lines):
        if group[0].startswith("|"):
            before = blocks[-1].text if blocks else ""
            label = label_of(before) if len(before) <= _LONGEST_CAPTION else ""
            blocks += _table(group, label if label != before else "")
        else:
            blocks += _text(group, headings)
    return [block for block in blocks if block.text]


def _groups(lines: Sequence[str]) -> Iterator[list[str]]:
    """Lines in a row that are not blank; headings and tables apart from the rest."""
    group: list[str] = []
    for line in [*lines, ""]:
        kind_ends = group and (line.startswith("|") != group[0].startswith("|") or line.startswith("#"))
        if group and (not line or kind_ends or group[0].startswith("#")):
            yield group
            group = []
        if line:
            group.append(line)


def _text(group: list[str], headings: Container[str]) -> Iterator[Block]:
    heading = _HEADING.fullmatch(group[0])
    if heading or (len(group) == 1 and group[0] in headings):
        yield Block("heading", plain(heading.group(1) if heading else group[0]))
        return
    item = ""
    paragraph: list[str] = []
    for line in group:
        match = _ITEM.fullmatch(line)
        if match and item:
            yield Block("item", plain(item))
        if match:
            item = match.group(1)
        elif item:
            item += f" {line}"
        else:
            paragraph.append(plain(line))
    if paragraph:
        yield Block("paragraph", "\n".join(filter(None, paragraph)))
    if item:
        yield Block("item", plain(item))


def _table(lines: list[str], label: str) -> Iterator[Block]:
    rows = [_cells(line) for line in lines]
    rows = [row for row in rows if not all(_RULE_CELL.fullmatch(cell) for cell in row)]
    heads = rows[0] if rows and _are_heads(rows[0]) else []
    if heads:
        yield Block("row", lay_out_heads([TableCell(head) for head in heads]).text)
    above = ""
    for row in rows[1 if heads else 0 :]:
        above = row[0] or above  # an empty first cell goes on under the one above
        columns = [*heads, *[""] * len(row)]
        cells = [TableCell(cell, above if i else "", columns[i]) for i, cell in enumerate(row)]
        laid = lay_out_row(cells, label)
        yield Block("row", laid.text, cells=laid.cells)


def _cells(line: str) -> list[str]:
    inside = line.strip().removeprefix("|").removesuffix("|")
    return [plain(cell.replace("\\|", "|")) for cell in re.split(r"(?<!\\)\|", inside)]


def _are_heads(row: list[str]) -> bool:
    """Markdown has no table without a first row of heads, so that row may hold data."""
    return any(row) and not any(
        len(cell) > _LONGEST_HEAD or cell.endswith((".", "?", ":")) or ". " in cell for cell in row
    )
