"""Words -> segments: stretches of one line that no wide gap interrupts."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from indexers.files.pdf.values import Word

GAP = 0.85  # of the size: a wider gap is no space between words, but a gutter or a table's
SAME_LINE = 0.5  # of the size: how far baselines of one line may lie apart (scripts are raised by about 0.35)


@dataclass(frozen=True)
class Segment:
    """Words of one line without a wide gap, from left to right."""

    words: tuple[Word, ...]

    @cached_property
    def x0(self) -> float:
        """Left edge."""
        return self.words[0].x0

    @cached_property
    def x1(self) -> float:
        """Right edge."""
        return max(word.x1 for word in self.words)

    @cached_property
    def y(self) -> float:
        """Baseline of its largest word."""
        return max(self.words, key=lambda word: word.size).y

    @cached_property
    def size(self) -> float:
        """Of its largest word."""
        return max(word.size for word in self.words)

    @cached_property
    def letters(self) -> int:
        """How many letters it has."""
        return sum(map(str.isalpha, "".join(word.text for word in self.words)))


def rows(words: Iterable[Word]) -> list[list[Word]]:
    """Words with about the same baseline, from the top down; within a row from left to right."""
    found: list[list[Word]] = []
    heads: list[Word] = []  # of each row the largest word, whose baseline counts
    for word in sorted(words, key=lambda word: (-word.y, word.x0)):
        if heads and heads[-1].y - word.y <= SAME_LINE * max(heads[-1].size, word.size) and _fits(heads[-1], word):
            found[-1].append(word)
            heads[-1] = max(heads[-1], word, key=lambda each: each.size)
        else:
            found.append([word])
            heads.append(word)
    return [sorted(row, key=lambda word: word.x0) for row in found]


def _fits(head: Word, word: Word) -> bool:
    """Two words of full size on one line share its baseline; a script, which is smaller, does not."""
    alike = min(head.size, word.size) > 0.85 * max(head.size, word.size)
    return not alike or abs(head.y - word.y) <= 0.3 * head.size


def segments(words: Iterable[Word]) -> list[list[Segment]]:
    """Rows from the top down, each parted at its wide gaps."""
    return [_parted(row) for row in rows(words)]


def _parted(row: list[Word]) -> list[Segment]:
    parts = [[row[0]]]
    right = row[0].x1
    for word in row[1:]:
        if word.x0 - right > GAP * max(word.size, parts[-1][-1].size):
            parts.append([])
        parts[-1].append(word)
        right = max(right, word.x1)
    return [Segment(tuple(part)) for part in parts]
