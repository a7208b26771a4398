"""Lines as they are read -> the text of a document, with the offsets of its sections and cells."""

from dataclasses import dataclass
from typing import Literal

from evidence.errors import RecordRefusedError
from evidence.model import Cell, Section
from indexers.files.table_text import RowText, moved

MAX_TEXT = 40_000_000  # characters: tables repeat their heads, hostile ones without end
MAX_LABEL = 200  # characters of each of the headings in a section's label

Kind = Literal["paragraph", "item", "row", "heading"]


@dataclass(frozen=True, slots=True)
class Heading:
    """Where lines stand: the outermost heading and their own, and the category of NLM that follows from these."""

    top: str = ""
    own: str = ""
    category: str = ""

    @property
    def label(self) -> str:
        """ "Results: Primary outcome", or the one heading that there is."""
        own, top = self.own[:MAX_LABEL], self.top[:MAX_LABEL]
        return f"{top}: {own}" if top and own and top != own else own or top


class Layout:
    """Takes lines in order. Items and rows of one kind stand on lines in a row, all else has a blank line before it."""

    def __init__(self, title: str) -> None:
        self._pieces = [title]
        self._at = len(title)
        self._kind: Kind = "heading"
        self._sections = [Section("Title", 0, len(title))]
        self._cells: list[Cell] = []
        self._heading = Heading()
        self._start = -1  # of the section that is open, -1 while it has no line

    @property
    def heading(self) -> Heading:
        """Under which the next line stands."""
        return self._heading

    @property
    def end(self) -> int:
        """Where the text ends so far."""
        return self._at

    def under(self, heading: Heading, line: str = "") -> None:
        """What follows stands under `heading`; `line` is the heading as the text shows it, "" if it does not."""
        self._close()
        self._heading = heading
        if line:
            self._put(line, "heading")

    def add(self, text: str, kind: Kind = "paragraph") -> None:
        """A line; an empty one is left out. Raises RecordRefusedError where the text grows beyond MAX_TEXT."""
        if text:
            start = self._put(text, kind)
            self._start = start if self._start < 0 else self._start

    def add_row(self, row: RowText) -> None:
        """A row of a table."""
        self.add(row.text, "row")
        self._cells += moved(row.cells, self._at - len(row.text))

    def finish(self) -> tuple[str, tuple[Section, ...], tuple[Cell, ...]]:
        """The text, its sections and the cells of its tables."""
        self._close()
        return "".join(self._pieces), tuple(self._sections), tuple(self._cells)

    def _put(self, text: str, kind: Kind) -> int:
        between = "\n" if kind == self._kind and kind in ("item", "row") else "\n\n"
        start = self._at + len(between)
        self._at = start + len(text)
        if self._at > MAX_TEXT:
            raise RecordRefusedError("", f"it holds more than {MAX_TEXT:,} characters of text")
        self._pieces += (between, text)
        self._kind = kind
        return start

    def _close(self) -> None:
        if self._start >= 0:
            self._sections.append(Section(self._heading.label, self._start, self._at, self._heading.category))
        self._start = -1
