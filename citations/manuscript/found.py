"""What a citation mark says, before it is known which entry that is."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from citations.manuscript.drawn import Block
from citations.manuscript.model import MarkStyle

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Cited:
    """One source as a mark names it: by number or label, by identifier or address, by authors and year; or several ways."""

    number: str = ""  # "3", or a note's "^3"
    identifier: str = ""  # "pmid:123", "pmcid:PMC123", "doi:10...", or an address
    authors: tuple[str, ...] = ()
    year: str = ""  # with its letter: "2019a"


@dataclass(frozen=True, slots=True)
class Found:
    """A mark at [start, end). `cuts` are the parts of it that are no words of the sentence; () where nothing is cut.

    Without `cited` it is no mark, only cut: a remark's number.
    """

    start: int
    end: int
    style: MarkStyle
    cited: tuple[Cited, ...]
    cuts: tuple[Span, ...]


class Taken:
    """Which characters belong to a mark already: the first finder that names them keeps them."""

    def __init__(self, length: int, blocks: Sequence[Block]) -> None:
        self._flags = bytearray(length)
        self._starts = [block.start for block in blocks]
        self._ends = [block.end for block in blocks]

    def add(self, found: Iterable[Found]) -> list[Found]:
        """Those that overlap nothing that came before and stand in one block."""
        kept = []
        for each in found:
            block = bisect_right(self._starts, each.start) - 1
            if block < 0 or each.end > self._ends[block]:
                continue
            if not any(self._flags[each.start : each.end]):
                self._flags[each.start : each.end] = b"\1" * (each.end - each.start)
                kept.append(each)
        return kept


def whole(start: int, end: int, style: MarkStyle, cited: Iterable[Cited]) -> Found:
    """A mark of which nothing stays in the sentence."""
    return Found(start, end, style, tuple(cited), ((start, end),))
