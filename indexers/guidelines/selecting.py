"""A source's CSS selectors on a page: what they drop is taken out, what they name is marked for the reader.

selectolax (lexbor) finds the elements; the page is then read from the marked source like any other.
"""

from collections.abc import Iterable

from lxml import etree
from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from evidence.errors import RecordRefusedError
from evidence.trust import Selectors

_MARK = "data-evidence-marks"
CONTENT, TITLE, DATE, ORGANISATION, RECOMMENDATION = "content", "title", "date", "organisation", "recommendation"


def marked(source: str, selectors: Selectors) -> str:
    """The page's source with the selected elements marked and the dropped ones gone, comments and hidden ones included.

    Raises RecordRefusedError where a selector is no CSS.
    """
    tree = LexborHTMLParser(source)
    for element in tree.css(f"[{_MARK}]"):  # a page that marks itself
        del element.attrs[_MARK]
    for selector in selectors.drop:
        for element in _found(tree, selector, "drop"):
            element.decompose()
    for name in (CONTENT, TITLE, DATE, ORGANISATION, RECOMMENDATION):
        for element in _found(tree, getattr(selectors, name), name):
            element.attrs[_MARK] = f"{element.attrs.get(_MARK) or ''} {name}".strip()
    return tree.html or ""


def chosen(root: etree._Element, name: str) -> list[etree._Element]:
    """The outermost elements that the selector of that name found, in the order of the page."""
    found = [element for element in root.iter() if name in str(element.get(_MARK, "")).split()]
    return _outermost(found)


def _outermost(found: Iterable[etree._Element]) -> list[etree._Element]:
    kept: dict[etree._Element, None] = {}
    for element in found:  # in the order of the page: what holds it comes before it
        if not any(above in kept for above in element.iterancestors()):
            kept[element] = None
    return list(kept)


def _found(tree: LexborHTMLParser, selector: str, name: str) -> list:  # type: ignore[type-arg]  # of selectolax's nodes
    try:
        return tree.css(selector) if selector.strip() else []
    except SelectolaxError as error:
        reason = f"the source's selector for {name}, {selector!r}, is not CSS: correct it in the source list"
        raise RecordRefusedError("", reason) from error
