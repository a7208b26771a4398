"""Under which rows of a table a row stands: "marital status, No. (%)" over "Married".

Tables of articles show it in four ways: a row that spans the table, a label alone in bold, indented rows below a row,
or a label alone over rows that read as its values ("< 5 years"). A row that could as well stand by itself is put
under none: a wrong head is worse than a missing one.
"""

import re
from collections.abc import Iterable
from typing import Protocol

MOST = 6  # heads of one row: a table may indent each row more than the last
MAX_HEAD = 300  # characters: what is longer is a text and heads no row
_VALUE = re.compile(r"[<>\u2264\u2265=~\d\u2022*]|[-\u2013\u2014]|[a-z]")  # begins what names a value, not a thing


class Label(Protocol):
    """A cell that stands alone in its row."""

    @property
    def text(self) -> str:
        """Its words."""

    @property
    def is_styled(self) -> bool:
        """Whether all of it is bold or italic."""

    @property
    def depth(self) -> int:
        """Of its indentation."""


class RowHeads:
    """Reads rows from top to bottom and says what heads each."""

    def __init__(self) -> None:
        self._part = ""  # of the table, by a row across it or in bold
        self._part_is_across = False
        self._part_indents: bool | None = None  # whether its rows are indented: then the first that is not ends it
        self._stack: list[tuple[int, str, bool]] = []  # depth, head, whether it stood alone in its row

    def label(self, cell: Label, is_across: bool) -> None:
        """A row that holds only this label; `is_across` if the cell spans the table."""
        text = _head(cell.text)
        if (is_across or cell.is_styled) and not cell.depth:
            self._part, self._part_is_across, self._part_indents, self._stack = text, is_across, None, []
        else:
            self._end_part(cell.depth, cell.is_styled)
            self._enter(cell.depth, text, alone=True)

    def above(self, depth: int, text: str, is_styled: bool = False) -> tuple[str, ...]:
        """The heads over a row of data that begins with `text`, outermost first; "" continues the row before it."""
        if not text:
            return self._with_part(head for _depth, head, _alone in self._stack)
        self._end_part(depth, is_styled)
        if depth == 0 and self._stack and self._stack[0][2] and _VALUE.match(text):
            depth = 1
        return self._with_part(self._enter(depth, _head(text), alone=False))

    def _end_part(self, depth: int, is_styled: bool) -> None:
        """An unindented row ends a part of indented ones, and a bold row one that another bold row began."""
        if self._part_indents is None:
            self._part_indents = depth > 0
        if depth == 0 and (self._part_indents or (is_styled and not self._part_is_across)):
            self._part, self._part_indents = "", False

    def _enter(self, depth: int, text: str, alone: bool) -> list[str]:
        while self._stack and self._stack[-1][0] >= depth:
            self._stack.pop()
        over = [head for _depth, head, _alone in self._stack]
        if len(self._stack) < MOST:
            self._stack.append((depth, text, alone))
        return over

    def _with_part(self, heads: Iterable[str]) -> tuple[str, ...]:
        return tuple(head for head in (self._part, *heads) if head)


def _head(text: str) -> str:
    return text.rstrip(" :") if len(text) <= MAX_HEAD else ""
