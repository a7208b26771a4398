"""A Word file's text: paragraphs, lists with their numbers, tables, links, footnotes; tracked changes as accepted."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from citations.manuscript.characters import raised
from citations.manuscript.docx_parts import Parts, W
from citations.manuscript.docx_styles import Styles, numbering_of, read_styles
from citations.manuscript.drawing import Drawing
from citations.manuscript.drawn import Drawn
from evidence.errors import RecordRefusedError

if TYPE_CHECKING:
    from lxml import etree

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_SKIPPED = frozenset(
    (*(W + n for n in ("del", "moveFrom", "delText", "delInstrText", "pPrChange", "rPrChange")), _FALLBACK)
)
_FIELD_LINK = re.compile(r"\s*HYPERLINK\s+\"([^\"]{1,2000})\"")
_OFF = frozenset({"0", "false", "off"})
NOTES = (("footnote", "^"), ("endnote", "^e"))  # kind of note, what its key begins with where a file has both


def draw_docx(data: bytes, name: str) -> Drawn:
    """The file's text and structure. Raises RecordRefusedError for a broken file and one that unpacks to too much."""
    parts = Parts(data, name)
    root = parts.xml("word/document.xml")
    if root is None:
        raise RecordRefusedError(name, "there is no text in it")
    walk = _Walk(read_styles(parts), Drawing())
    walk.whole(root, parts.addresses("word/document.xml"))
    for kind, _ in NOTES:
        notes = parts.xml(f"word/{kind}s.xml") if walk.noted[kind] else None
        if notes is not None:
            walk.notes(notes, kind, parts.addresses(f"word/{kind}s.xml"))
    drawn = walk.drawing.drawn("docx")
    if not drawn.blocks:
        raise RecordRefusedError(name, "there is no text in it")
    links = tuple(replace(link, label=_named(link.label, walk)) if link.label else link for link in drawn.links)
    return replace(drawn, links=links)


def _named(label: str, walk: "_Walk") -> str:
    """The key of a note: only at the end is it known whether the file has both footnotes and endnotes."""
    kind, _, number = label.partition(" ")
    return walk.key(kind, int(number))


class _Walk:
    """One pass over the elements of a part, without recursion."""

    def __init__(self, styles: Styles, drawing: Drawing) -> None:
        self.drawing = drawing
        self.noted: dict[str, dict[str, int]] = {kind: {} for kind, _ in NOTES}  # id -> number, in order of marks
        self._styles = styles
        self._addresses: dict[str, str] = {}
        self._skipped = 0
        self._cell = 0  # depth of tables' cells
        self._inside = 0  # depth of paragraphs: a text box holds some inside another
        self._links: list[tuple[int, str]] = []
        self._fields: list[list[str | int]] = []  # instruction and where its result began, -1 before that

    def whole(self, root: "etree._Element", addresses: dict[str, str]) -> None:
        """Start and end of every element, in order."""
        from lxml import etree

        self._addresses = addresses
        for event, element in etree.iterwalk(root, events=("start", "end")):
            tag = element.tag
            if not isinstance(tag, str):
                continue
            if tag in _SKIPPED:
                self._skipped += 1 if event == "start" else -1
            elif not self._skipped:
                (self._enter if event == "start" else self._leave)(element, tag)

    def notes(self, root: "etree._Element", kind: str, addresses: dict[str, str]) -> None:
        """The notes that the text refers to, in the order of their marks."""
        found = {e.get(f"{W}id", ""): e for e in root if e.tag == W + kind}
        for key, number in self.noted[kind].items():
            if key in found:
                self.drawing.open("note", f"{raised(str(number))} ", self.key(kind, number))
                self._inside = 1  # its paragraphs are one block
                self.whole(found[key], addresses)
                self._inside = 0
                self.drawing.close()

    def key(self, kind: str, number: int) -> str:
        """What a note is called: ^3, an endnote ^e3 where the file has footnotes too."""
        both = all(self.noted.values())
        return f"{dict(NOTES)[kind] if both else '^'}{number}"

    def _enter(self, element: "etree._Element", tag: str) -> None:
        if tag == f"{W}p":
            self._open_paragraph(element)
        elif tag == f"{W}tr" and self._cell == 0:
            self.drawing.open("head-row" if _is_first_row(element) else "row")
        elif tag == f"{W}tc":
            if element.getprevious() is not None and element.getprevious().tag == tag:  # type: ignore[union-attr]
                self.drawing.write(" | ")
            self._cell += 1
        elif tag == f"{W}t" or tag == _MATH_TEXT:
            self._write(element)
        elif tag in (f"{W}tab", f"{W}ptab") and element.getparent().tag == f"{W}r":  # type: ignore[union-attr]
            self.drawing.write(" ")
        elif tag in (f"{W}br", f"{W}cr"):
            self.drawing.line_end()
        elif tag == f"{W}noBreakHyphen":
            self.drawing.write("-")
        elif tag == f"{W}hyperlink":
            self._links.append((self.drawing.at, self._addresses.get(element.get(f"{_R}id", ""), "")))
        elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
            self._refer(tag.removeprefix(W).removesuffix("Reference"), element.get(f"{W}id", ""))
        elif tag == f"{W}fldChar":
            self._field(element.get(f"{W}fldCharType", ""))
        elif tag == f"{W}instrText" and self._fields:
            self._fields[-1][0] = f"{self._fields[-1][0]}{element.text or ''}"

    def _leave(self, element: "etree._Element", tag: str) -> None:
        if tag == f"{W}p":
            self._inside -= 1
            if self._inside or self._cell:
                self.drawing.write(" ")
            else:
                self.drawing.close()
        elif tag == f"{W}tc":
            self._cell -= 1
        elif tag == f"{W}tr" and self._cell == 0:
            self.drawing.close()
        elif tag == f"{W}hyperlink" and self._links:
            start, address = self._links.pop()
            if address:
                self.drawing.link(start, address)

    def _open_paragraph(self, element: "etree._Element") -> None:
        self._inside += 1
        if self._inside > 1 or self._cell:
            return
        properties = element.find(f"{W}pPr")
        named = properties.find(f"{W}pStyle") if properties is not None else None
        style = named.get(f"{W}val", "") if named is not None else ""
        if self._styles.is_heading(style) or _is_all_bold(element):
            self.drawing.open("heading")
        elif self._styles.is_caption(style):
            self.drawing.open("caption")
        else:
            is_item, prefix = self._styles.prefix(style, numbering_of(properties))
            self.drawing.open("item" if is_item else "paragraph", prefix)

    def _write(self, element: "etree._Element") -> None:
        text = element.text or ""
        run = element.getparent()
        properties = run.find(f"{W}rPr") if run is not None else None
        if properties is None:
            self.drawing.write(text)
        elif _has(properties, "vanish"):
            return
        elif (place := properties.find(f"{W}vertAlign")) is not None and place.get(f"{W}val") == "superscript":
            self.drawing.write_raised(text)
        else:
            self.drawing.write(text)

    def _refer(self, kind: str, key: str) -> None:
        """The mark of a note, numbered in the order of the text."""
        number = self.noted[kind].setdefault(key, len(self.noted[kind]) + 1)
        start = self.drawing.at
        self.drawing.write(raised(str(number)))
        self.drawing.link(start, "", f"{kind} {number}")

    def _field(self, kind: str) -> None:
        """HYPERLINK fields, as older Word files have them."""
        if kind == "begin":
            self._fields.append(["", -1])
        elif kind == "separate" and self._fields:
            self._fields[-1][1] = self.drawing.at
        elif kind == "end" and self._fields:
            instruction, start = self._fields.pop()
            match = _FIELD_LINK.match(str(instruction))
            if match and int(start) >= 0:
                self.drawing.link(int(start), match[1])


def _has(properties: "etree._Element", name: str) -> bool:
    """Whether a switch such as bold is on."""
    found = properties.find(W + name)
    return found is not None and found.get(f"{W}val", "1") not in _OFF


def _is_first_row(row: "etree._Element") -> bool:
    above = row.getprevious()
    return above is None or above.tag != row.tag


def _is_all_bold(paragraph: "etree._Element") -> bool:
    """A short paragraph in bold: a heading in all but name."""
    runs = [run for run in paragraph.iterchildren(f"{W}r") if _words(run).strip()]
    if not runs or len(runs) > 20 or sum(len(_words(run)) for run in runs) > 100:
        return False
    properties = [run.find(f"{W}rPr") for run in runs]
    return all(each is not None and _has(each, "b") for each in properties)


def _words(run: "etree._Element") -> str:
    return "".join(map(str, run.itertext()))
