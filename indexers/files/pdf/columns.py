"""Reading order by geometry: a page is cut at gutters into columns, and across by what stands over all of them.

A gutter is a place that segments on many rows keep free and that prose stands on both sides of; a table's columns, whose
cells are short, are not taken for columns of text. What crosses a gutter (a title, a wide table, a caption) parts the page
into bands; each band is read column by column. Columns may be cut again: three columns are two cuts.
(A variant of the recursive X-Y cut: Nagy, Seth, Viswanathan 1992, doi:10.1109/2.144436.)
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from indexers.files.pdf.segments import Segment, segments
from indexers.files.pdf.values import Word

LINES = 3  # on each side of a gutter at least
LETTERS = 12  # in the middle line of a column of prose at least
FILLED = 0.6  # of the column's width: the middle line of a column of prose at least
STEP = 3.0  # points: how exactly places of gutters are told apart
GRID = (6.0, 9.0, 12.0, 3.0, 15.0)  # points: half a gutter, by which the next is farther off, where columns are alike
DEPTH = 4  # cuts within cuts: more columns than anybody prints


Side = list[list[Segment]]  # rows


@dataclass(frozen=True, slots=True)
class Region:
    """Rows of segments that are read one after the other, and the edges of their column."""

    rows: tuple[tuple[Segment, ...], ...]
    left: float
    right: float


def reading_orders(pages: Sequence[Sequence[Word]]) -> list[list[Region]]:
    """Every page's regions in the order in which they are read.

    A page whose last column has but a line or two is cut where other pages are.
    """
    cutters = [_Cutter() for _ in pages]
    found = [cutter.regions(words) for cutter, words in zip(cutters, pages, strict=True)]
    usual = max((cutter.found for cutter in cutters), key=len, default=[])
    if usual:
        sparse = (at for at, cutter in enumerate(cutters) if len(cutter.found) < len(usual) and found[at])
        for at in sparse:
            found[at] = _Cutter(usual).regions(pages[at])
    return found


class _Cutter:
    """Cuts a page; `known` are gutters of other pages, `found` those of this one that it cut at, each once."""

    def __init__(self, known: Sequence[float] = ()) -> None:
        self._known = known
        self.found: list[float] = []

    def regions(self, words: Sequence[Word]) -> list[Region]:
        """The page's regions in the order in which they are read."""
        return list(self._cut(segments(words), DEPTH)) if words else []

    def _cut(self, rows: list[list[Segment]], depth: int) -> Iterator[Region]:
        gutter = _gutter(rows, self._known) if depth else None
        if gutter is None:
            yield from _whole(rows)
            return
        if all(abs(gutter - other) > 2 * STEP for other in self.found):
            self.found.append(gutter)
            left = min(row[0].x0 for row in rows)
            self._known = [*self._known, *(gutter + (gutter - left) + slack for slack in GRID)]
        band: list[list[Segment]] = []
        wide: list[list[Segment]] = []
        for row, is_table in zip(rows, _tabular(rows, gutter), strict=True):
            if is_table or any(segment.x0 < gutter < segment.x1 for segment in row):
                yield from self._columns(band, gutter, depth)
                band = []
                wide.append(row)
            else:
                yield from _whole(wide)
                wide = []
                band.append(row)
        yield from _whole(wide)
        yield from self._columns(band, gutter, depth)

    def _columns(self, rows: list[list[Segment]], gutter: float, depth: int) -> Iterator[Region]:
        for is_left in (True, False):
            words = [word for row in rows for s in row if (s.x1 <= gutter) == is_left for word in s.words]
            if words:  # in a column of its own, a line need not share its row with the other's
                yield from self._cut(segments(words), depth - 1)


def _whole(rows: list[list[Segment]]) -> Iterator[Region]:
    if rows:
        every = [segment for row in rows for segment in row]
        yield Region(tuple(map(tuple, rows)), min(s.x0 for s in every), max(s.x1 for s in every))


def _gutter(rows: list[list[Segment]], known: Sequence[float]) -> float | None:
    """Where the best gutter is; None if there is none, nor prose beside a known one."""
    places: Counter[int] = Counter()
    for row in rows:
        for left, right in pairwise(row):
            places.update(range(int(left.x1 / STEP) + 1, int(right.x0 / STEP) + 1))
    usable = [place for place in places if places[place] >= LINES]
    crossed = Counter(p for row in rows for s in row for p in usable if s.x0 < p * STEP < s.x1) if usable else Counter()
    worth = {place: places[place] - crossed[place] for place in usable}
    ranked = sorted(usable, key=lambda place: (worth[place], places[place]), reverse=True)
    for place in _spread(ranked):
        if _parts_prose(rows, place * STEP):
            return _middle(place, worth) * STEP
    return next((x for x in known if _parts_a_rest(rows, x)), None)


def _spread(ranked: list[int]) -> Iterator[int]:
    """The first few places that do not lie side by side."""
    tried: list[int] = []
    for place in ranked:
        if all(abs(place - other) > 2 for other in tried):
            tried.append(place)
            yield place
        if len(tried) == 6:
            return


def _middle(place: int, worth: Mapping[int, int]) -> float:
    """The middle of the neighbours that are worth as much."""
    low = high = place
    while worth.get(low - 1, -math.inf) >= worth[place]:
        low -= 1
    while worth.get(high + 1, -math.inf) >= worth[place]:
        high += 1
    return (low + high) / 2


def _parts_prose(rows: list[list[Segment]], x: float) -> bool:
    return all(map(_is_prose, _sides(rows, x)))


def _parts_a_rest(rows: list[list[Segment]], x: float) -> bool:
    """Whether a gutter that is known from elsewhere goes on here: hardly a row crosses it, and one side is prose."""
    left, right = _sides(rows, x)
    crossing = sum(any(s.x0 < x < s.x1 for s in row) for row in rows)
    return bool(left and right) and (_is_prose(left) or _is_prose(right)) and crossing * 10 <= len(rows)


def _sides(rows: list[list[Segment]], x: float) -> tuple[Side, Side]:
    """What stands left and right of `x`, of rows that keep it free."""
    free = [row for row in rows if not any(s.x0 < x < s.x1 for s in row)]
    left = [[s for s in row if s.x1 <= x] for row in free]
    right = [[s for s in row if s.x0 >= x] for row in free]
    return [side for side in left if side], [side for side in right if side]


def _is_prose(side: Side) -> bool:
    """Whether these rows could be a column's lines, or several columns'."""
    if len(side) < LINES:
        return False
    widest = [max(row, key=lambda s: s.x1 - s.x0) for row in side]
    widths = sorted(s.x1 - s.x0 for s in widest)
    usual = widths[min(int(len(widths) * 0.9), len(widths) - 1)]
    return median(widths) >= FILLED * usual and median(s.letters for s in widest) >= LETTERS


def _tabular(rows: list[list[Segment]], gutter: float) -> list[bool]:
    """Of each row whether it belongs to a table over several columns: two such rows in a row, of short cells."""
    width = _column_width(rows, gutter)
    short = [len(row) >= 3 and all(s.x1 - s.x0 < 0.6 * width for s in row) and _spans(row, gutter) for row in rows]
    return [
        here and (before or after)
        for here, before, after in zip(short, [False, *short], [*short[1:], False], strict=False)
    ]


def _spans(row: list[Segment], gutter: float) -> bool:
    return row[0].x0 < gutter < row[-1].x1


def _column_width(rows: list[list[Segment]], gutter: float) -> float:
    return float(median([s.x1 - s.x0 for row in rows for s in row if s.x1 <= gutter or s.x0 >= gutter] or [0.0]))
