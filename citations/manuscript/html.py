"""A page as HTML: its text with superscripts, lists, tables and links; scripts, styles and what is hidden are left out."""

import re
from typing import TYPE_CHECKING

from citations.manuscript.characters import raised
from citations.manuscript.drawing import Drawing
from citations.manuscript.drawn import Drawn, Role
from citations.manuscript.word_sets import word_set
from evidence.errors import RecordRefusedError

if TYPE_CHECKING:
    from lxml import etree

_SKIPPED = word_set(
    "script style noscript template head svg math nav button form select textarea iframe object audio video canvas"
)
_ROLES: dict[str, Role] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "summary"), "heading"),
    **dict.fromkeys(("caption", "figcaption"), "caption"),
    **dict.fromkeys(("li", "dd"), "item"),
    "dt": "heading",
    "pre": "code",
    **dict.fromkeys(
        [
            "p",
            "div",
            "section",
            "article",
            "main",
            "header",
            "footer",
            "aside",
            "blockquote",
            "ul",
            "ol",
            "dl",
            "table",
            "thead",
            "tbody",
            "tfoot",
            "figure",
            "details",
            "body",
            "hr",
            "address",
        ],
        "paragraph",
    ),
}
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,500}>")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_TOOLS = re.compile(r"\b(?:mw-editsection|mw-cite-backlink|noprint|sr-only|screen-reader-text|visually-hidden)\b")
_OWN_LABELS = re.compile(r"badge(?: .*)?|place")  # what our reports put behind a mark: kind of study, page
_LOCATED = re.compile(r"\s*(\[\d{1,4}\])?\s*:\s*\d[\d\s,–-]*")
_RAISED_STYLE = re.compile(r"vertical-align\s*:\s*super", re.I)
_BOLD = frozenset({"b", "strong"})


def draw_html(source: str, name: str) -> Drawn:
    """The page's text and structure. Raises RecordRefusedError where there is no page in it."""
    from lxml import etree

    parser = etree.HTMLParser(recover=True, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(_DECLARATION.sub("", source, count=1).replace("\0", ""), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise RecordRefusedError(name, f"its HTML cannot be read ({error})") from error
    if root is None:
        raise RecordRefusedError(name, "there is no text on the page")
    walk = _Walk()
    walk.whole(root)
    drawn = walk.drawing.drawn("html")
    if not drawn.blocks:
        raise RecordRefusedError(name, "there is no text on the page")
    return drawn


class _Walk:
    """One pass over the elements, without recursion: a page may be nested as deep as it likes."""

    def __init__(self) -> None:
        self.drawing = Drawing()
        self._row = 0  # depth inside a table's row: paragraphs in its cells are no blocks
        self._raised = 0
        self._skipped = 0
        self._lists: list[int] = []  # the next number of each open list; 0 for one without numbers
        self._links: list[int] = []  # where each open <a> began

    def whole(self, root: "etree._Element") -> None:
        """Start and end of every element, in order."""
        from lxml import etree

        for event, element in etree.iterwalk(root, events=("start", "end")):
            if not isinstance(element.tag, str):
                continue
            if event == "start":
                self._enter(element)
                self._write(element.text)
            else:
                self._leave(element)
                self._write(element.tail)

    def _write(self, text: str | None) -> None:
        if text and not self._skipped:
            if self._raised:
                self.drawing.write_raised(text)
            else:
                self.drawing.write(text)

    def _enter(self, element: "etree._Element") -> None:
        if self._skipped or _is_left_out(element) or self._locate(element):
            self._skipped += 1
            return
        tag = element.tag
        if tag in ("ol", "ul"):
            self._lists.append(_number(element.get("start"), 1) if tag == "ol" else 0)
        if tag == "br":
            self.drawing.line_end()
        elif tag == "tr":
            self._open_row(element)
        elif tag in ("td", "th") and self._row:
            if element.getprevious() is not None:
                self.drawing.write(" | ")
        elif tag in _ROLES:
            self._open_block(element, _ROLES[tag])
        elif tag == "q":
            self.drawing.write("“")
        elif tag == "a":
            self._links.append(self.drawing.at)
        self._raised += _is_raised(element)

    def _locate(self, element: "etree._Element") -> bool:
        """Wikipedia's [3]: 12 in a superscript: the mark is kept, the page is passed over."""
        match = _LOCATED.fullmatch(_words(element)) if element.tag == "sup" else None
        if match:
            self.drawing.write(match[1] or "")
        return match is not None

    def _leave(self, element: "etree._Element") -> None:
        if self._skipped:
            self._skipped -= 1
            return
        tag = element.tag
        self._raised -= _is_raised(element)
        if tag in ("ol", "ul") and self._lists:
            self._lists.pop()
        if tag == "tr":
            self._row -= 1
        if tag in _ROLES or tag == "tr":
            if self._row:
                self.drawing.write(" ")
            else:
                self.drawing.close()
        elif tag == "q":
            self.drawing.write("”")
        elif tag == "a" and self._links:
            start, address = self._links.pop(), element.get("href") or ""
            if re.match(r"(?:https?:)?//|doi:", address.strip(), re.I):
                self.drawing.link(start, address.strip())

    def _open_row(self, element: "etree._Element") -> None:
        self._row += 1
        if self._row > 1:
            self.drawing.write(" ")
            return
        is_head = all(cell.tag == "th" for cell in element) or element.getparent().tag == "thead"  # type: ignore[union-attr]
        self.drawing.open("head-row" if is_head else "row")

    def _open_block(self, element: "etree._Element", role: Role) -> None:
        if self._row:
            self.drawing.write(" ")
            return
        prefix = ""
        if element.tag == "li" and self._lists and self._lists[-1]:
            number = _number(element.get("value"), self._lists[-1])
            self._lists[-1] = number + 1
            prefix = f"{number}. "
        elif element.tag == "p" and _is_in_item(element):
            role = "item"
            if not (element.getprevious() is not None):
                return  # the item is open, with its number
        elif element.tag == "p" and _is_all_bold(element):
            role = "heading"
        self.drawing.open(role, prefix)


def _is_left_out(element: "etree._Element") -> bool:
    return (
        element.tag in _SKIPPED
        or element.get("hidden") is not None
        or bool(_HIDDEN.search(element.get("style") or ""))
        or bool(_TOOLS.search(element.get("class") or ""))
        or (element.tag == "span" and bool(_OWN_LABELS.fullmatch(element.get("class") or "")))
    )


def _is_raised(element: "etree._Element") -> bool:
    """Only what has a raised form as a whole: [1] is written in three pieces now and then."""
    if element.tag != "sup" and not _RAISED_STYLE.search(element.get("style") or ""):
        return False
    return raised("1" + _words(element)).startswith("¹")


def _is_in_item(element: "etree._Element") -> bool:
    above = element.getparent()
    return above is not None and above.tag == "li"


def _is_all_bold(element: "etree._Element") -> bool:
    """A paragraph that is one short bold run: a heading in all but name."""
    if len(element) != 1 or (element.text or "").strip() or element[0].tag not in _BOLD:
        return False
    return not (element[0].tail or "").strip() and len(_words(element[0])) <= 100


def _number(value: str | None, other: int) -> int:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 7 else other


def _words(element: "etree._Element") -> str:
    return "".join(map(str, element.itertext()))
