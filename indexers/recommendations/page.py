"""What is looked through for recommendations: a laid-out page, its lines, its table rows, and whose page it is."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from evidence.model import Cell, Section

Span = tuple[int, int]

# under these heads a page speaks of others' recommendations, of its own earlier ones, or of none
_NOT_ITS_OWN = re.compile(
    r"\b(?:others|other (?:\w+ ){0,3}(?:guidelines|recommendations|guidance)|previous|prior|earlier|archived|superseded"
    r"|history|update of|reaffirmation|public comment|references|bibliography|frequently asked questions|grading"
    r"|grade definitions|research (?:needs|recommendations|questions)|recommendations for (?:further )?research"
    r"|future research|evidence gaps|changes (?:since|from|to|in)|what'?s new|acknowledge?ments|disclosures?)\b"
    r"|^\W*(?:[\d.]+\s+)?(?:related|background|rationale|methods?|methodology|definitions?|glossary|abbreviations"
    r"|what .*grades? mean)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A line of text, or one cell of a table row: `text[start:end]`."""

    start: int
    end: int
    is_cell: bool = False


@dataclass(frozen=True)
class Page:
    """A page's text and what stands where in it. `names` is all that says whose page it is: body, address, title."""

    text: str
    sections: tuple[Section, ...]
    cells: tuple[Cell, ...] = ()
    names: str = ""
    organisation: str = ""
    issued: str = ""  # ISO, as precise as it is known
    picked: tuple[Span, ...] = ()  # marked by the source's `recommendation` selector

    @cached_property
    def own_sections(self) -> tuple[Section, ...]:
        """The sections in which the page may recommend something itself."""
        return tuple(s for s in self.sections if s.label != "Title" and not _NOT_ITS_OWN.search(s.label))

    def rows(self) -> Iterator[list[Cell]]:
        """The cells of its own sections' tables, row by row."""
        for section in self.own_sections:
            inside = self._cells_in(section.start, section.end)
            for _, row in groupby(inside, key=lambda cell: self.text.rfind("\n", section.start, cell.start)):
                yield list(row)

    def units(self, section: Section) -> Iterator[Unit]:
        """Lines of a section in order; of a table's row its cells."""
        at = section.start
        for line in self.text[section.start : section.end].split("\n"):
            end = at + len(line)
            cells = self._cells_in(at, end)
            yield from (Unit(cell.start, cell.end, is_cell=True) for cell in cells)
            if line and not cells:
                yield Unit(at, end)
            at = end + 1

    def _cells_in(self, start: int, end: int) -> tuple[Cell, ...]:
        first = bisect_left(self._cell_starts, start)
        return self.cells[first : bisect_left(self._cell_starts, end, first)]

    @cached_property
    def _cell_starts(self) -> list[int]:
        return [cell.start for cell in self.cells]
