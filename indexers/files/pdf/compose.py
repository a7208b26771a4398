"""Items -> the text, its sections and its pages, with all offsets."""

from dataclasses import dataclass

from evidence.model import Page, Section
from indexers.files.pdf.flow import Item
from indexers.files.pdf.headings import Name, name_of
from indexers.files.pdf.hyphens import Vocabulary, joined
from indexers.files.pdf.values import Block

CELLS = " | "  # between the cells of a table's row


@dataclass(frozen=True, slots=True)
class Composed:
    """A document's text and what lies where in it."""

    text: str
    sections: tuple[Section, ...]
    pages: tuple[Page, ...]


def compose(title: str, items: list[Item], labels: list[str], words: Vocabulary) -> Composed:
    """The title, a blank line, the items a blank line apart (a table's rows a line each)."""
    writer = _Writer(title, words)
    for item in items:
        writer.add(item)
    return Composed("".join(writer.pieces), writer.sections(), _pages(labels, writer.begins, "".join(writer.pieces)))


class _Writer:
    """The text as far as it is written."""

    def __init__(self, title: str, words: Vocabulary) -> None:
        self.pieces, self.at = [title], len(title)
        self.begins: dict[int, int] = {}  # of each page, where its first word stands
        self._words = words
        self._sections = [Section("Title", 0, len(title))]
        self._label, self._start = Name(""), -1
        self._heads: list[tuple[float, str]] = []  # sizes and categories of the headings that the next may lie under
        self._last, self._end = "", len(title)  # kind and end of the item before

    def add(self, item: Item) -> None:
        """Write an item."""
        self._write("\n" if item.kind == self._last == "row" else "\n\n")
        start = self.at
        if item.kind == "heading":
            self._close(self._end)
        for block in item.blocks:
            self._block(block, is_first=block is item.blocks[0])
        if item.kind == "heading":
            self._label, self._start = self._named("".join(self.pieces[-1:]), item), -1
        elif self._start < 0:
            self._start = start
        self._last, self._end = item.kind, self.at

    def _block(self, block: Block, *, is_first: bool) -> None:
        """Write its lines; of a paragraph's later part the first joins on to what is written, and there its page begins."""
        text = ""
        for at, line in enumerate(block.lines):
            shown = CELLS.join(line.cells) if block.kind == "row" else line.text
            if at == 0 and not is_first:
                written = self.pieces.pop()
                self.at -= len(written)
                self._write("".join(joined(written, shown, self._words)))
                text = shown
            else:
                text = "".join((*joined(text, shown, self._words), shown))
        self.begins.setdefault(block.page, self.at)
        self._write(text)

    def _write(self, piece: str) -> None:
        self.pieces.append(piece)
        self.at += len(piece)

    def _named(self, heading: str, item: Item) -> Name:
        """The heading's name; without a category of its own it has that of a larger heading before it."""
        size = max(line.size for line in item.blocks[0].lines)
        name = name_of(heading)
        self._heads = [head for head in self._heads if head[0] > size + 0.3]
        if not name.category and self._heads and not name.is_references:
            name = Name(name.label, self._heads[-1][1])
        self._heads.append((size, name.category))
        return name

    def _close(self, end: int) -> None:
        if self._start >= 0:
            self._sections.append(Section(self._label.label, self._start, end, self._label.category))
            self._start = -1

    def sections(self) -> tuple[Section, ...]:
        """All of them, the last one closed."""
        self._close(self.at)
        return tuple(self._sections)


def _pages(labels: list[str], begins: dict[int, int], text: str) -> tuple[Page, ...]:
    """They tile the text but for white space; the first begins with the title, and one without words is empty."""
    starts: list[int] = []
    ahead = len(text)
    for index in range(len(labels) - 1, -1, -1):
        ahead = min(ahead, begins.get(index, ahead))
        starts.append(ahead)
    starts = [0, *starts[::-1][1:]]
    pages = []
    for label, start, end in zip(labels, starts, [*starts[1:], len(text)], strict=True):
        body = text[start:end]
        pages.append(Page(label, start, start + len(body.rstrip())))
    return tuple(pages)
