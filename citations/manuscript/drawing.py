"""Puts a text together from the pieces of a page or a Word file, and remembers where its blocks and links stand."""

from citations.manuscript.characters import raised
from citations.manuscript.drawn import Block, Drawn, Link, Role
from citations.manuscript.model import TextKind


class Drawing:
    """Text so far; blocks are parted by an empty line, rows of a table by a line end."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._last = "\n"
        self._start = -1  # of the open block; -1 where none is open
        self._inner = 0  # where the open block's text begins, behind its prefix
        self._role: Role = "paragraph"
        self._label = ""
        self._prefix = ""
        self._after: Role = "paragraph"  # role of the block before
        self._blocks: list[Block] = []
        self._links: list[Link] = []
        self.notes: list[str] = []

    @property
    def at(self) -> int:
        """Characters so far."""
        return self._length

    def open(self, role: Role, prefix: str = "", label: str = "") -> None:
        """A new block; `prefix` is the number of a list's item. Nothing is written until it holds a letter."""
        self.close()
        self._role, self._prefix, self._label = role, prefix, label

    def write(self, text: str) -> None:
        """Running text: white space is one blank, except line ends that `line_end` wrote."""
        words = text.split()
        if not words:
            self._blank(text)
            return
        if text[0].isspace():
            self._blank(text)
        self._begin()
        self._put(" ".join(words))
        if text[-1].isspace():
            self._blank(text)

    def write_raised(self, text: str) -> None:
        """A superscript."""
        self.write(raised(text))

    def line_end(self) -> None:
        """A line break inside a block."""
        if self._start >= 0 and self._last != "\n":
            self._put("\n")

    def link(self, start: int, url: str, label: str = "") -> None:
        """What was written from `start` on is a link, or with a `label` the mark of a note."""
        start = max(start, self._inner)
        if start < self._length:
            self._links.append(Link(start, self._length, start, self._length, url, label))

    def close(self) -> None:
        """The end of a block; an empty one leaves no trace."""
        while self._start >= 0 and self._pieces[-1] in (" ", "\n"):
            self._length -= len(self._pieces.pop())
        if self._start >= 0:
            self._blocks.append(Block(self._start, self._length, self._role, self._label))
            self._after = self._role
            self._last = self._pieces[-1][-1]
        self._start, self._prefix, self._label, self._role = -1, "", "", "paragraph"

    def drawn(self, kind: TextKind) -> Drawn:
        """The whole."""
        self.close()
        text = "".join(self._pieces)
        links = (_trimmed(link, text) for link in sorted(self._links, key=lambda link: link.start))
        return Drawn(
            kind, text, tuple(self._blocks), tuple(k for k in links if k.start < k.end), notes=tuple(self.notes)
        )

    def _begin(self) -> None:
        if self._start >= 0:
            return
        if self._length:
            rows = ("row", "head-row")
            self._put("\n" if self._role in rows and self._after in rows else "\n\n")
        self._start = self._length
        if self._prefix:
            self._put(self._prefix)
        self._inner = self._length

    def _blank(self, text: str) -> None:
        if text and self._start >= 0 and not self._last.isspace():
            self._put(" ")

    def _put(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)
        self._last = text[-1]


def _trimmed(link: Link, text: str) -> Link:
    """A link without the blanks at its ends."""
    shown = text[link.start : link.end]
    start = link.start + len(shown) - len(shown.lstrip())
    end = start + len(shown.strip())
    return Link(start, end, start, end, link.url, link.label)
