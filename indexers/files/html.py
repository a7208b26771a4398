"""An HTML page -> one document: what a reader sees of its content, headings as sections, table rows that read alone."""

from dataclasses import replace

from lxml import etree

from evidence.errors import RecordRefusedError
from evidence.model import Document
from indexers.files.charset import decode
from indexers.files.content import content_root
from indexers.files.names import document_id
from indexers.files.page_document import Choice, page_document
from indexers.files.visible import Visibility
from indexers.intake import Refused

_OF_HEAD = frozenset({"title", "meta", "link", "script", "style", "base", "noscript", "template"})
MAX_BYTES = 20 * 1024 * 1024


def read_html(data: bytes, collection: str, name: str) -> Document | Refused:
    """The page's document, or why it is refused: too large, nested too deep, nothing to read."""
    try:
        source = page_source(data)
        root = parsed(source)
        visibility = Visibility(root)
        choice = Choice((content_root(root, source, visibility),))
        document = page_document(root, choice, visibility, name)
    except RecordRefusedError as error:
        return Refused(name, error.reason)
    return replace(document, id=document_id(collection, name), source=collection)


def page_source(data: bytes) -> str:
    """The page's source as text. Raises RecordRefusedError above 20 MB."""
    if len(data) > MAX_BYTES:
        raise RecordRefusedError("", f"the page is larger than {MAX_BYTES // 1024 // 1024} MB")
    return decode(data)


def parsed(source: str) -> etree._Element:
    """The tree of a page. Raises RecordRefusedError where it is nested too deep or is none."""
    # without huge_tree, libxml2 itself stops at 256 levels and at 10 MB in one text node: the log says that it did
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(source.replace("\x00", "").encode("utf-8", "replace"), parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        root = None
    if any("XML_PARSE_HUGE" in entry.message or "huge" in entry.message for entry in parser.error_log):
        raise RecordRefusedError("", "its elements are nested more than 256 deep, or one text is larger than 10 MB")
    if root is None:
        raise RecordRefusedError("", "there is no text to read on the page")
    _close_head(root)
    return root


def _close_head(root: etree._Element) -> None:
    """A page may leave out </head> and <body>; libxml2, which does not know <main>, then keeps it in the head."""
    head = next(root.iterchildren("head"), None)
    strays = [] if head is None else [child for child in head if child.tag not in _OF_HEAD]
    if head is None or not strays:
        return
    body = next(root.iterchildren("body"), None)
    if body is None:
        body = etree.SubElement(root, "body")
    moved = [*strays[:1], *strays[0].itersiblings()]
    for at, child in enumerate(moved):
        body.insert(at, child)
