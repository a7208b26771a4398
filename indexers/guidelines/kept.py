"""How much of a page a choice of its elements keeps: words, list items with a sentence, rows of tables."""

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from indexers.files.content import is_worth_keeping, size_of
from indexers.files.visible import Visibility

ENOUGH = 0.3  # of the words: fewer are a banner or an abstract


@dataclass(frozen=True, slots=True)
class Kept:
    """Counts inside a choice, and (`of_`) in all of the main content."""

    words: int
    of_words: int
    items: int
    of_items: int
    rows: int
    of_rows: int

    @property
    def is_enough(self) -> bool:
        """No item and no row is lost, and a fair part of the words is there."""
        return self.items >= self.of_items and self.rows >= self.of_rows and self.words >= ENOUGH * self.of_words


def kept(choice: Sequence[etree._Element], main: etree._Element, visibility: Visibility) -> Kept:
    """What the chosen elements hold of the main content; what the site's frame holds counts on neither side."""
    chosen = [_counts(element, visibility) for element in choice]
    words, items, rows = (sum(count) for count in zip(*chosen, strict=True)) if chosen else (0, 0, 0)
    of_words, of_items, of_rows = _counts(main, visibility)
    return Kept(words, of_words, items, of_items, rows, of_rows)


def _counts(element: etree._Element, visibility: Visibility) -> tuple[int, int, int]:
    shown = [part for part in element.iter("li", "table") if _is_content(part, element, visibility)]
    items = sum(part.tag == "li" and is_worth_keeping(part, visibility) for part in shown)
    tables = [part for part in shown if part.tag == "table" and is_worth_keeping(part, visibility)]
    rows = sum(1 for table in tables for _ in table.iter("tr"))
    return size_of(element, visibility), items, rows


def _is_content(part: etree._Element, root: etree._Element, visibility: Visibility) -> bool:
    for above in (part, *part.iterancestors()):
        if above is root:
            return True
        if not visibility.is_content(above):
            return False
    return True
