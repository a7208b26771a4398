"""The visible content of an element as blocks in reading order: headings, paragraphs, list items, table rows."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from evidence.errors import RecordRefusedError
from indexers.files.charset import visible_characters
from indexers.files.scripts import lowered, raised, set_apart
from indexers.files.tables import is_data_table, table_lines
from indexers.files.visible import Visibility

MAX_TEXT = 40_000_000  # characters: tables repeat their heads, hostile ones without end

_BLOCK_TAGS = (
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure "
    "footer form header hr html legend li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul"
)
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LISTS = frozenset({"ul", "ol", "dl", "menu"})


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text that stands on its own; `source` is the heading element, None for the rest."""

    kind: Literal["heading", "paragraph", "item", "row"]
    text: str
    source: etree._Element | None = None


def blocks_of(root: etree._Element, visibility: Visibility, framed: bool = False) -> list[Block]:
    """The blocks under `root`; with `framed`, the site's header, footer and asides too. Raises RecordRefusedError."""
    walk = _Walk(visibility, framed)
    walk.visit(root)
    walk.flush()
    return walk.blocks


class _Walk:
    """Collects text until a block ends. Recursion is bounded: the parser refuses more than 256 levels."""

    def __init__(self, visibility: Visibility, framed: bool) -> None:
        self.blocks: list[Block] = []
        self._shown = visibility.shows if framed else visibility.is_content
        self._visibility = visibility
        self._pieces: list[str] = []
        self._lists = 0
        self._size = 0

    def visit(self, element: etree._Element) -> None:
        if not self._shown(element):
            return
        tag = str(element.tag)
        if tag == "table" and is_data_table(element):
            self._table(element)
        elif tag in _HEADINGS:
            self._heading(element)
        elif tag in _BLOCKS:
            self._block(element, tag)
        else:
            self._inline(element, tag)

    def flush(self, source: etree._Element | None = None) -> None:
        text = tidy("".join(self._pieces))
        self._pieces.clear()
        if source is not None:
            self._add(Block("heading", text.replace("\n", " "), source))
        else:
            self._add(Block("item" if self._lists else "paragraph", text))

    def _add(self, block: Block) -> None:
        self._count(block.text)
        if block.text:
            self.blocks.append(block)

    def _count(self, text: str) -> None:
        self._size += len(text)
        if self._size > MAX_TEXT:
            raise RecordRefusedError("", f"the page holds more than {MAX_TEXT:,} characters of text")

    def _inside(self, element: etree._Element) -> None:
        self._pieces.append(element.text or "")
        for child in element:
            self.visit(child)
            tail = child.tail or ""
            self._pieces.append(set_apart(self._pieces[-3:], tail) if child.tag in ("sup", "sub") else tail)

    def _block(self, element: etree._Element, tag: str) -> None:
        self.flush()
        self._lists += tag in _LISTS
        self._inside(element)
        self.flush()
        self._lists -= tag in _LISTS

    def _heading(self, element: etree._Element) -> None:
        self.flush()
        self._pieces.append(flat_text(element, self._visibility))
        self.flush(element)

    def _table(self, element: etree._Element) -> None:
        self.flush()
        lines = table_lines(element, lambda cell: flat_text(cell, self._visibility), self._shown)
        rows = [Block("row", line) for line in self._counted(lines)]
        if _words(flat_text(element, self._visibility)) <= _words(" ".join(row.text for row in rows)):
            self.blocks += [row for row in rows if row.text]
        else:  # text outside any cell
            self._block(element, "table")

    def _counted(self, lines: Iterable[str]) -> Iterable[str]:
        for line in lines:
            self._count(line)
            yield line

    def _inline(self, element: etree._Element, tag: str) -> None:
        if tag == "br":
            self._pieces.append("\v")
        elif tag in ("sup", "sub"):
            before = "".join(self._pieces[-3:])
            text = flat_text(element, self._visibility)
            linked = next(element.iter("a"), None) is not None
            self._pieces.append(raised(before, text, linked) if tag == "sup" else lowered(before, text))
        else:
            self._inside(element)


def flat_text(element: etree._Element, visibility: Visibility, framed: bool = True) -> str:
    """All visible text of an element on one line; blocks inside it are set apart by a comma where no mark ends them."""
    walk = _Walk(visibility, framed)
    walk._inside(element)
    walk.flush()
    return _joined(block.text.replace("\n", " ") for block in walk.blocks)


def tidy(text: str) -> str:
    """White space as a browser shows it: runs of it are one space, and `\\v` (from <br>) is a line break."""
    lines = (" ".join(line.split()) for line in visible_characters(text.replace("\v", "\x0c")).split("\x0c"))
    return "\n".join(line for line in lines if line)


def _joined(pieces: Iterable[str]) -> str:
    text = ""
    for piece in pieces:
        text += piece if not text else f" {piece}" if text[-1] in ".,;:!?" else f", {piece}"
    return text


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))
