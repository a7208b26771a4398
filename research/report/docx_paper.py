"""A Word document that is filled from the top: headings, paragraphs, lists, tables, pictures. All text is inert."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from research.report.docx_bytes import repacked
from research.report.docx_parts import Mark, Part, Web, Words, shown

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

LANGUAGE = "en-GB"
SMALL = 8  # points
Cell = Sequence[Sequence[Part]]  # its lines


class Paper:
    """A4, upright. Equal calls give equal bytes."""

    def __init__(self, title: str) -> None:
        from docx import Document

        from research.report.docx_setup import prepared

        self._document = prepared(Document(), shown(title), LANGUAGE)

    def heading(self, text: str, level: int = 2) -> None:
        """`level` 1 is the document's own, 2 a section's."""
        self._document.add_heading(shown(text), level)

    def line(self, *parts: Part, style: str = "Normal") -> "Paragraph":
        """A paragraph."""
        return self._fill(self._document.add_paragraph(style=style), parts)

    def bullets(self, items: Iterable[Iterable[Part]]) -> None:
        """An unordered list."""
        for item in items:
            self.line(*item, style="List Bullet")

    def reference(self, number: int, parts: Iterable[Part]) -> None:
        """A paragraph that the marks of this number lead to."""
        paragraph = self._document.add_paragraph(style="Normal")
        paragraph._p.append(_element("w:bookmarkStart", {"w:id": str(number), "w:name": anchor(number)}))
        self._fill(paragraph, [f"{number}. ", *parts])
        paragraph._p.append(_element("w:bookmarkEnd", {"w:id": str(number)}))

    def table(self, heads: Sequence[str], rows: Iterable[Sequence[Cell]], summary: str) -> None:
        """A grid whose first row is repeated on every page; `summary` is its alternative text."""
        table = self._document.add_table(rows=1, cols=len(heads), style="Table Grid")
        for cell, head in zip(table.rows[0].cells, heads, strict=True):
            self._fill(cell.paragraphs[0], [Words(head, bold=True, small=True)])
        table.rows[0]._tr.get_or_add_trPr().append(_element("w:tblHeader", {}))
        for row in rows:
            added = table.add_row()
            added._tr.get_or_add_trPr().append(_element("w:cantSplit", {}))
            for cell, lines in zip(added.cells, row, strict=True):
                for k, line in enumerate(lines):
                    self._fill(cell.paragraphs[0] if k == 0 else cell.add_paragraph(), line, small=True)
        table._tbl.tblPr.append(_element("w:tblCaption", {"w:val": shown(summary)}))
        self._document.add_paragraph()

    def picture(self, png: bytes, words: str) -> None:
        """Across the page; `words` say the same to those who do not see it."""
        from docx.shared import Cm

        shape = self._document.add_picture(BytesIO(png), width=Cm(17))
        shape._inline.docPr.set("descr", shown(words))
        shape._inline.docPr.set("name", f"Figure {shape._inline.docPr.id}")

    def data(self) -> bytes:
        """The file."""
        out = BytesIO()
        self._document.save(out)
        return repacked(out.getvalue())

    def _fill(self, paragraph: "Paragraph", parts: Iterable[Part], *, small: bool = False) -> "Paragraph":
        for part in parts:
            match part:
                case Mark(number):
                    self._link(paragraph, f"[{number}]", {"w:anchor": anchor(number)}, small)
                case Web(text, address):
                    self._link(paragraph, text, {"r:id": self._outside(address)}, small)
                case Words(text, bold, italic, is_small):
                    run = paragraph.add_run(_spaced(text))
                    run.bold, run.italic = bold or None, italic or None
                    _sized(run, is_small or small)
                case str():
                    _sized(paragraph.add_run(_spaced(part)), small)
        return paragraph

    def _link(self, paragraph: "Paragraph", text: str, target: dict[str, str], small: bool) -> None:
        run = paragraph.add_run(_spaced(text), style="Hyperlink")
        _sized(run, small)
        link = _element("w:hyperlink", {**target, "w:history": "1"})
        link.append(run._r)
        paragraph._p.append(link)

    def _outside(self, address: str) -> str:
        from docx.opc.constants import RELATIONSHIP_TYPE

        return self._document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)


def anchor(number: int) -> str:
    """The name of a reference's bookmark."""
    return f"ref_{number}"


def _spaced(text: str) -> str:
    """Safe, with the space at its ends, which separates it from its neighbours."""
    if not text.strip():
        return " " if text else ""
    before, after = text[:1].isspace(), text[-1:].isspace()
    return f"{' ' if before else ''}{shown(text)}{' ' if after else ''}"


def _sized(run: Any, small: bool) -> None:
    from docx.shared import Pt

    if small:
        run.font.size = Pt(SMALL)


def _element(tag: str, attributes: dict[str, str]) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(name), value)
    return made
