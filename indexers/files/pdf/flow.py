"""Blocks of all pages -> the text's items: paragraphs that go on over a column's or a page's end are made one.

Notes, captions and tables that come between the two parts stand before the paragraph where they are printed on its first
page, else after it, so that pages keep their order in the text. Where neither can be, the paragraph stays in two.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from indexers.files.pdf.blocks import ALIKE, ends_sentence, is_item
from indexers.files.pdf.values import Block, BlockKind, Line

FULL = 0.15  # of the column's width: a line that leaves less free goes on
_BESIDE = ("aside", "row")


@dataclass(slots=True)
class Item:
    """A heading, a paragraph, a row or an aside, as the blocks that it is made of."""

    kind: BlockKind
    blocks: list[Block] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its lines in a row, as far as headings need it."""
        return " ".join(line.text for block in self.blocks for line in block.lines)


def items_of(blocks: Iterable[Block]) -> list[Item]:
    """The items in the order of the text."""
    items: list[Item] = []
    for block in blocks:
        at = _open(items) if block.kind == "paragraph" else -1
        if at >= 0 and _goes_on(items[at].blocks[-1], block) and _can_join(items[at], items[at + 1 :], block.page):
            _join(items, at, block)
        else:
            items.append(Item(block.kind, [block]))
    return items


def _open(items: list[Item]) -> int:
    """The last item that is not beside the text, if it is a paragraph; else -1."""
    for at in range(len(items) - 1, -1, -1):
        if items[at].kind not in _BESIDE:
            return at if items[at].kind == "paragraph" else -1
    return -1


def _can_join(item: Item, between: list[Item], page: int) -> bool:
    first = item.blocks[0].page
    return all(other.blocks[0].page in (first, page) for other in between)


def _join(items: list[Item], at: int, block: Block) -> None:
    item, between = items[at], items[at + 1 :]
    first = item.blocks[0].page
    before = [other for other in between if other.blocks[0].page == first != block.page]
    after = [other for other in between if other not in before]
    item.blocks.append(block)
    items[at:] = [*before, item, *after]


def _goes_on(before: Block, block: Block) -> bool:
    last, first = before.lines[-1], block.lines[0]
    if block.page - before.page > 2 or is_item(first) or abs(last.size - first.size) > ALIKE * last.size:
        return False
    if last.text.endswith("-") and first.text[:1].isalpha():
        return True
    if ends_sentence(last) or last.bold != first.bold:
        return False
    return _runs_on(last, first) and (first.text[:1].islower() or _is_full(before, last))


def _runs_on(last: Line, first: Line) -> bool:
    return bool(last.text) and (first.text[:1].isalnum() or first.text[:1] in "([\"“‘'<>=±")


def _is_full(block: Block, line: Line) -> bool:
    return line.x1 > block.right - FULL * (block.right - block.left) and len(block.lines) > 1
