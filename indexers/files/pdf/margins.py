"""What is printed on page after page and is no part of the text: running heads and feet, page and line numbers."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from indexers.files.pdf.segments import rows
from indexers.files.pdf.values import Sheet, Word

ZONE = 0.15  # of the page's height, at its top and bottom, in which heads and feet stand
DEEP = 3  # rows at the top and at the bottom that are looked at
SHARE = 0.2  # of the pages, and at least 2, on which a line returns to count as running
PLACE = 4.0  # points: how exactly it returns to its place
APART = 1.4  # of its size: how far heads, feet and page numbers stand from the text at least
LINE_NUMBERS = 5  # on a page at least to be taken for such

_DIGITS = re.compile(r"\d+")
_ROMAN = re.compile(r"\b[ivxlc]{1,7}\b", re.I)
_PAGE_NUMBER = re.compile(r"\W*(?:page\s*|p\.?\s*)?(?:\d{1,5}|[ivxlc]{1,7})(?:\s*(?:of|/)\s*\d{1,5})?\W*", re.I)

Row = tuple[Word, ...]
Key = tuple[str, int]


def without_margins(sheets: list[Sheet]) -> list[Sheet]:
    """The sheets without running heads and feet, page numbers and line numbers; no sheet is left without all its words."""
    pages = [_Rows(sheet, _unnumbered([tuple(row) for row in rows(sheet.words)])) for sheet in sheets]
    running = _running(pages)
    return [_cleared(page, index, running) for index, page in enumerate(pages)]


@dataclass(frozen=True, slots=True)
class _Rows:
    """A sheet and its rows from the top down, those of line numbers left out."""

    sheet: Sheet
    rows: list[Row]


def _running(pages: list[_Rows]) -> set[Key]:
    """What stands at the same place on many pages, digits masked; and where a number there counts the pages."""
    seen: Counter[Key] = Counter()
    for index, page in enumerate(pages):
        seen.update({key for row in _outer(page) for key in _keys(row, index)})
    least = max(2, SHARE * len(pages))
    return {key for key in seen if sum(seen[near] for near in _near(key)) >= least}


def _near(key: Key) -> tuple[Key, ...]:
    return tuple((key[0], key[1] + step) for step in (-1, 0, 1))


def _keys(row: Row, index: int) -> list[Key]:
    """The row's words; and of a number at its beginning or end by how much it is ahead of the page's index."""
    numbers = [(side, row[at].text) for side, at in (("first", 0), ("last", -1)) if row[at].text.isdecimal()]
    counting = [f"{side} {int(text) - index}" for side, text in numbers if len(text) < 6]
    return [(text, round(row[0].y / PLACE)) for text in (_masked(_joined(row)), *counting)]


def _masked(text: str) -> str:
    return _DIGITS.sub("#", _ROMAN.sub("#", text) if len(text) < 20 else text)


def _joined(row: Iterable[Word]) -> str:
    return " ".join(word.text for word in row)


def _outer(page: _Rows) -> list[Row]:
    """The rows in the zones at the top and at the bottom, outermost first, and those that run in another direction."""
    if not page.rows:
        return []
    top, bottom = page.rows[0][0].y, page.rows[-1][0].y
    depth = ZONE * page.sheet.height
    upper = [row for row in page.rows[:DEEP] if row[0].y >= top - depth / 2]
    lower = [row for row in page.rows[-DEEP:][::-1] if row[0].y <= bottom + depth / 2]
    return [*upper, *lower, *([page.sheet.asides] if page.sheet.asides else [])]


def _cleared(page: _Rows, index: int, running: set[Key]) -> Sheet:
    gone = {row for row in _outer(page) if any(key in running for key in _keys(row, index))}
    words = tuple(word for row in _peeled(page.rows, gone) for word in row)
    return replace(page.sheet, words=words, asides=() if page.sheet.asides in gone else page.sheet.asides)


def _peeled(found: list[Row], gone: set[Row]) -> list[Row]:
    """Without the running rows at the edges, if they stand apart from the rest, and without a page number that does."""
    start, end = 0, len(found)
    while start < end and found[start] in gone:
        start += 1
    while end > start and found[end - 1] in gone:
        end -= 1
    if start == end:  # everything returns: then nothing is a head
        return found
    if start and not _is_apart(found[start - 1], found[start]):
        start = 0
    if end < len(found) and not _is_apart(found[end], found[end - 1]):
        end = len(found)
    kept = found[start:end]
    if len(kept) > 1 and _stands_apart(kept[-1], kept[-2]):
        kept = kept[:-1]
    if len(kept) > 1 and _stands_apart(kept[0], kept[1]):
        kept = kept[1:]
    return kept


def _stands_apart(row: Row, neighbour: Row) -> bool:
    return _PAGE_NUMBER.fullmatch(_joined(row)) is not None and _is_apart(row, neighbour)


def _is_apart(row: Row, neighbour: Row) -> bool:
    return abs(row[0].y - neighbour[0].y) > APART * max(row[0].size, neighbour[0].size)


def _unnumbered(found: list[Row]) -> list[Row]:
    """Without the numbers of lines, as manuscripts have them left of all text: rising by one and the same step."""
    numbers = [row[0] for row in found if row[0].text.isdecimal() and row[0].text.isascii() and len(row[0].text) < 6]
    if len(numbers) < LINE_NUMBERS:
        return found
    values = [int(word.text) for word in numbers]
    steps = {after - before for before, after in pairwise(values)}
    gone = set(numbers)
    others = [word.x0 for row in found for word in row if word not in gone]
    apart = bool(others) and max(word.x1 for word in numbers) < min(others)
    if len(steps) != 1 or not steps <= {1, 5} or not apart or len(others) < len(numbers):
        return found
    left = (tuple(word for word in row if word not in gone) for row in found)
    return [row for row in left if row]
