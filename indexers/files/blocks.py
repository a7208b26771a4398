"""The visible content of an element as blocks in reading order: headings, paragraphs, list items, table rows."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Literal

from lxml import etree

from evidence.errors import RecordRefusedError
from indexers.files.charset import visible_characters
from indexers.files.layout import Block
from indexers.files.scripts import lowered, raised, set_apart
from indexers.files.table_text import label_of
from indexers.files.tables import TableLine, is_data_table, table_lines
from indexers.files.visible import Visibility

MAX_TEXT = 40_000_000  # characters: tables repeat their heads, hostile ones without end

_BLOCK_TAGS = (
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure "
    "footer form header hr html legend li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul"
)
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LISTS = frozenset({"ul", "ol", "dl", "menu"})
_SCRIPTS = {"sup": "sup", "superscript": "sup", "sub": "sub", "subscript": "sub"}  # classes of <span>
_CAPTION = 300  # characters: what stands before a table and is longer is no caption

Picks = Mapping[etree._Element, int]  # elements that a selector marked, numbered from 1
NO_PICKS: Picks = MappingProxyType({})


def blocks_of(
    root: etree._Element, visibility: Visibility, framed: bool = False, picks: Picks = NO_PICKS
) -> list[Block]:
    """The blocks under `root`; with `framed`, the site's header, footer and asides too. Raises RecordRefusedError."""
    return _walked(root, _Walk(visibility, framed, picks))


def first_blocks(root: etree._Element, visibility: Visibility, characters: int) -> list[Block]:
    """Blocks from the top, the site's frame but its menus included, until they hold so many characters."""
    return _walked(root, _Walk(visibility, framed=True, most=characters, menus=False))


def _walked(root: etree._Element, walk: "_Walk") -> list[Block]:
    walk.visit(root)
    walk.flush()
    return walk.blocks


class _Walk:
    """Collects text until a block ends. Recursion is bounded: the parser refuses more than 256 levels."""

    def __init__(
        self,
        visibility: Visibility,
        framed: bool,
        picks: Picks = NO_PICKS,
        most: int = MAX_TEXT,
        menus: bool = True,
    ) -> None:
        self.blocks: list[Block] = []
        self._picks = picks
        self._picked = 0
        self._addresses: list[str] = []
        self._shown = visibility.shows if framed else visibility.is_content
        self._visibility = visibility
        self._pieces: list[str] = []
        self._lists = 0
        self._size = 0
        self._most = most
        self._menus = menus

    def visit(self, element: etree._Element) -> None:
        if self._size >= self._most or (not self._menus and _is_menu(element)):
            return
        if self._picks and not self._picked and element in self._picks:
            self._pick(element)
        elif self._shown(element):
            self._visit(element, str(element.tag))

    def _pick(self, element: etree._Element) -> None:
        """What it holds is set apart from what stands around it, and marked."""
        self.flush()
        self._picked = self._picks[element]
        self.visit(element)
        self.flush()
        self._picked = 0

    def _visit(self, element: etree._Element, tag: str) -> None:
        if tag == "table" and is_data_table(element):
            self._table(element)
        elif tag in _HEADINGS:
            self._heading(element)
        elif tag in _BLOCKS:
            self._block(element, tag)
        else:
            self._inline(element, tag)

    def flush(self, source: etree._Element | None = None) -> None:
        raw = "".join(self._pieces)
        text = "" if raw.isspace() or not raw else tidy(raw)
        self._pieces.clear()
        if not text:
            self._addresses.clear()
            return
        if source is not None:
            self._add(Block("heading", text.replace("\n", " "), source))
        else:
            kind: Literal["item", "paragraph"] = "item" if self._lists else "paragraph"
            self._add(Block(kind, text, addresses=tuple(self._addresses), picked=self._picked))
        self._addresses.clear()

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
            self._pieces.append(set_apart(self._pieces[-3:], tail) if _script(child) else tail)

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
        lines = table_lines(element, self._flat, self._shown, self._label_before())
        rows = [self._row(line) for line in self._counted(lines) if line.row.text]
        if self._size >= self._most or _words(self._flat(element)) <= _words(" ".join(row.text for row in rows)):
            self.blocks += rows
        else:  # text outside any cell
            self._block(element, "table")

    def _flat(self, element: etree._Element) -> str:
        return flat_text(element, self._visibility)

    def _label_before(self) -> str:
        """The label of a table whose caption is a heading or a paragraph before it."""
        before = self.blocks[-1].text if self.blocks else ""
        label = label_of(before)
        return label if label != before and len(before) <= _CAPTION else ""

    def _row(self, line: TableLine) -> Block:
        picked = self._picked
        if self._picks and not picked:
            picked = next((self._picks[e] for e in line.source.iter("tr", "td", "th") if e in self._picks), 0)
        links = tuple(filter(None, map(_address, line.source.iter("a"))))
        return Block("row", line.row.text, cells=line.row.cells, addresses=links, picked=picked)

    def _counted(self, lines: Iterable[TableLine]) -> Iterable[TableLine]:
        for line in lines:
            if self._size >= self._most:
                return
            self._count(line.row.text)
            yield line

    def _inline(self, element: etree._Element, tag: str) -> None:
        if tag == "br":
            self._pieces.append("\v")
        elif script := _script(element):
            before = "".join(self._pieces[-3:])
            text = flat_text(element, self._visibility)
            linked = next(element.iter("a"), None) is not None
            self._pieces.append(raised(before, text, linked) if script == "sup" else lowered(before, text))
        else:
            if tag == "a" and (address := _address(element)):
                self._addresses.append(address)
            self._inside(element)


def _is_menu(element: etree._Element) -> bool:
    return element.tag in ("nav", "footer") or element.get("role") in ("navigation", "contentinfo")


def _script(element: etree._Element) -> str:
    """ "sup" or "sub" for what is raised or lowered, else ""."""
    tag = element.tag
    if tag == "span":
        return _SCRIPTS.get(element.get("class", ""), "")
    return str(tag) if tag in ("sup", "sub") else ""


def _address(link: etree._Element) -> str:
    """Where it leads, if that is PubMed or a DOI, else ""."""
    address = link.get("href", "")
    return address if "pubmed" in address.lower() or "doi.org/" in address else ""


def flat_text(element: etree._Element, visibility: Visibility, framed: bool = True) -> str:
    """All visible text of an element on one line; blocks inside it are set apart by a comma where no mark ends them."""
    walk = _Walk(visibility, framed)
    walk._inside(element)
    walk.flush()
    return _joined(block.text.replace("\n", " ") for block in walk.blocks)


def tidy(text: str) -> str:
    """White space as a browser shows it: runs of it are one space, and `\\v` (from <br>) is a line break."""
    if text.replace("\n", " ").replace("\t", " ").isprintable():  # as most is: no mark to look for
        return " ".join(text.split())
    lines = (" ".join(line.split()) for line in visible_characters(text.replace("\v", "\x0c")).split("\x0c"))
    return "\n".join(line for line in lines if line)


def _joined(pieces: Iterable[str]) -> str:
    parts: list[str] = []
    for piece in pieces:
        if parts:
            parts.append(" " if parts[-1][-1:] in ".,;:!?" else ", ")
        parts.append(piece)
    return "".join(parts)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))
