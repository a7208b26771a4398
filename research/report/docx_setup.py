"""An empty Word document made ready: A4, its language and title, a style for links, and nothing of the template's own story."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document

_OF_THE_TEMPLATE = (
    "author",
    "category",
    "comments",
    "content_status",
    "identifier",
    "keywords",
    "last_modified_by",
    "subject",
    "version",
)
_DATES = (
    "}created",
    "}modified",
    "}lastPrinted",
)  # the report says when it was made; a file with dates differs each time


def prepared(document: "Document", title: str, language: str) -> "Document":
    """The same document."""
    _properties(document, title, language)
    _pages(document)
    _styles(document, language)
    return document


def _properties(document: "Document", title: str, language: str) -> None:
    core = document.core_properties
    for name in _OF_THE_TEMPLATE:
        setattr(core, name, "")
    core.title, core.language, core.revision = title[:255], language, 1
    for element in list(core._element):
        if str(element.tag).endswith(_DATES):
            core._element.remove(element)
    package = document.part.package
    for name, relation in list(package.rels.items()) if package else ():
        if relation.reltype.endswith("/thumbnail"):
            del package.rels[name]


def _pages(document: "Document") -> None:
    """With the page's number at its foot."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)
    number = OxmlElement("w:fldSimple")
    number.set(qn("w:instr"), "PAGE")
    section.footer.paragraphs[0]._p.append(number)


def _styles(document: "Document", language: str) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    link = document.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link.font.underline = True
    link.font.color.rgb = RGBColor(0x05, 0x4F, 0xB9)  # 7.4 to 1 on white
    for element in document.styles.element.iter(qn("w:lang")):
        element.set(qn("w:val"), language)
