"""Lines of a region -> blocks: a table's rows line by line, everything else in paragraphs."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from statistics import median

from indexers.files.pdf.columns import Region
from indexers.files.pdf.lines import line_of
from indexers.files.pdf.segments import Segment
from indexers.files.pdf.values import Block, BlockKind, Line

ALIKE = 0.08  # of the size: lines whose sizes differ by more are not of one paragraph
LOOSE = 1.35  # of the region's usual distance between lines: more begins a paragraph
INDENT, FLUSH = 0.8, 0.4  # of the size, from the column's left edge
SHORT = 0.2  # of the column's width that the last line of a paragraph leaves free
ALIGNED = 3.0  # points

_BULLET = re.compile(r"[•◦▪‣·●○■□►▶–—*-]\s+\S|[•◦▪‣●○■□►▶]")
_ENTRY = re.compile(r"(?:\[\d{1,3}\]|\d{1,3}\.)\s+[A-Z]")  # of a list of references
_MARKER = re.compile(r"[•◦▪‣·●○■□►▶–—*-]|\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-z]|[ivx]{1,4})[.)]?|\[\d{1,3}\]")
_CAPTION = re.compile(
    r"(?:supplementary |appendix |web |e)?(?:fig(?:ure|\.)?|table|box|panel|chart|exhibit)\s*[A-Z]?\d{1,3}\b", re.I
)
_STOP = re.compile(r"[.!?:;][\"'”’)\]]*(?:\^[\d,–-]+|\[[\d,–-]+\])?$")


def body_size(lines: Iterable[Line]) -> float:
    """The size in points of most characters; 0 where there are none."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return max(sizes, key=lambda size: sizes[size], default=0.0)


def blocks_of(region: Region, page: int, body: float) -> Iterator[Block]:
    """The region's blocks from the top down; `body` is the document's usual size."""
    lines = [line_of(row) for row in region.rows]
    pitch = _pitch(lines)
    open_lines: list[Line] = []
    for at, line in enumerate(lines):
        is_row = _is_table_row(region.rows, at)
        following = lines[at + 1] if at + 1 < len(lines) else None
        if open_lines and (is_row or _begins(open_lines, line, following, region, pitch)):
            yield _paragraph(open_lines, page, region, body)
            open_lines = []
        if is_row:
            yield Block("row", (line,), page, region.left, region.right)
        else:
            open_lines.append(line)
    if open_lines:
        yield _paragraph(open_lines, page, region, body)


def _paragraph(lines: list[Line], page: int, region: Region, body: float) -> Block:
    kind: BlockKind = "aside" if _CAPTION.match(lines[0].text) or lines[0].size < 0.92 * body else "paragraph"
    return Block(kind, tuple(lines), page, region.left, region.right)


def ends_sentence(line: Line) -> bool:
    """Whether a paragraph could end here."""
    return _STOP.search(line.text) is not None


def is_item(line: Line) -> bool:
    """Whether it begins an item of a list."""
    return _BULLET.match(line.text) is not None


def _pitch(lines: list[Line]) -> float:
    """The usual distance between lines, in sizes; 1.2 is what printers set."""
    gaps = [(a.y - b.y) / max(a.size, 1.0) for a, b in pairwise(lines)]
    return median([gap for gap in gaps if 0.8 < gap < 3] or [1.2])


def _begins(open_lines: list[Line], line: Line, following: Line | None, region: Region, pitch: float) -> bool:
    """Whether `line` begins a paragraph after those of `open_lines`."""
    before, first = open_lines[-1], open_lines[0]
    largest = max(line.size, before.size)
    if abs(line.size - before.size) > ALIKE * largest or line.bold != before.bold:
        return True
    if before.y - line.y > LOOSE * pitch * largest or before.y < line.y or is_item(line):
        return True
    is_short = before.x1 < region.right - SHORT * (region.right - region.left)
    if ends_sentence(before) and not line.text[:1].islower() and (is_short or _ENTRY.match(line.text)):
        return True
    return _indented(before, first, line, following, region)


def _indented(before: Line, first: Line, line: Line, following: Line | None, region: Region) -> bool:
    flush, indent = region.left + FLUSH * line.size, region.left + INDENT * line.size
    if line.x0 > indent and before.x0 <= flush:  # a first line's indent, unless the rest hangs
        hangs = following is not None and abs(following.x0 - line.x0) < 1 and following.size == line.size
        return ends_sentence(before) and not is_item(first) and not hangs and line.x0 < indent + 3 * line.size
    return line.x0 <= flush and before.x0 > indent and first.x0 <= flush and first is not before


def _is_table_row(rows: tuple[tuple[Segment, ...], ...], at: int) -> bool:
    """Several cells, and a neighbour has some at the same places; of a row with three, whatever its neighbours."""
    row = rows[at]
    if len(row) < 2 or (len(row) == 2 and _is_marked(row)):
        return False
    near = [rows[i] for i in (at - 1, at + 1) if 0 <= i < len(rows)]
    return len(row) > 3 or any(_align(row, other) for other in near if len(other) > 1)


def _is_marked(row: tuple[Segment, ...]) -> bool:
    """An item's mark and its text, or a heading's number and its words."""
    return len(row[0].words) == 1 and _MARKER.fullmatch(row[0].words[0].text) is not None and row[1].letters > 0


def _align(row: tuple[Segment, ...], other: tuple[Segment, ...]) -> bool:
    return any(
        abs(a.x0 - b.x0) < ALIGNED or abs(a.x1 - b.x1) < ALIGNED or abs(a.x0 + a.x1 - b.x0 - b.x1) < 2 * ALIGNED
        for a in row[1:]
        for b in other[1:]
    )
