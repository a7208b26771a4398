"""An HTML page -> one document: what a reader sees of its content, headings as sections, table rows that read alone."""

from lxml import etree

from evidence.errors import RecordRefusedError
from evidence.model import Document, Journal, Section, Status
from indexers.files.blocks import Block, blocks_of, flat_text, tidy
from indexers.files.charset import decode
from indexers.files.content import content_root
from indexers.files.names import document_id
from indexers.files.page_facts import is_guideline, page_facts, status_of
from indexers.files.visible import Visibility
from indexers.intake import Refused

MAX_BYTES = 20 * 1024 * 1024


def read_html(data: bytes, collection: str, name: str) -> Document | Refused:
    """The page's document, or why it is refused: too large, nested too deep, nothing to read."""
    try:
        return _read(data, collection, name)
    except RecordRefusedError as error:
        return Refused(name, error.reason)


def _read(data: bytes, collection: str, name: str) -> Document:
    if len(data) > MAX_BYTES:
        raise RecordRefusedError(name, f"the page is larger than {MAX_BYTES // 1024 // 1024} MB")
    source = decode(data)
    root = _parsed(source)
    visibility = Visibility(root)
    content = content_root(root, source, visibility)
    head = _title_element(root, content, visibility)
    title = _title(root, head, visibility) or name
    blocks = [block for block in blocks_of(content, visibility) if head is None or block.source is not head]
    if not blocks:
        raise RecordRefusedError(name, "there is no text to read on the page")
    text, sections = _laid_out(title, blocks)
    facts = page_facts(root)
    return Document(
        id=document_id(collection, name),
        title=title,
        text=text,
        source=collection,
        form="html",
        sections=sections,
        published=facts.published,
        journal=Journal(title=facts.publisher),
        identifiers=facts.identifiers,
        languages=(facts.language,) if facts.language else (),
        design="guideline" if is_guideline((title, *facts.kinds, _head_title(root))) else "",
        status=_status(root, blocks, visibility),
        licence=facts.licence,
        url=facts.url,
        revised=facts.revised,
    )


def _parsed(source: str) -> etree._Element:
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
    return root


def _title_element(root: etree._Element, content: etree._Element, visibility: Visibility) -> etree._Element | None:
    """The first <h1> of the content, else of the page, that a reader sees."""
    headings = (element for part in (content, root) for element in part.iter("h1"))
    return next((element for element in headings if _is_seen(element, visibility)), None)


def _is_seen(element: etree._Element, visibility: Visibility) -> bool:
    around = all(visibility.shows(above) for above in (element, *element.iterancestors()))
    return around and bool(flat_text(element, visibility))


def _title(root: etree._Element, head: etree._Element | None, visibility: Visibility) -> str:
    return flat_text(head, visibility) if head is not None else _head_title(root)


def _head_title(root: etree._Element) -> str:
    texts = ("".join(str(part) for part in element.itertext()) for element in root.iter("title"))
    return next((tidy(text).replace("\n", " ") for text in texts), "")


def _status(root: etree._Element, blocks: list[Block], visibility: Visibility) -> Status:
    """Banners stand above the content, and notices at its top."""
    around = status_of(block.text for block in blocks_of(root, visibility, framed=True))
    return around if around != "current" else status_of(block.text for block in blocks)


def _laid_out(title: str, blocks: list[Block]) -> tuple[str, tuple[Section, ...]]:
    """The text, and its sections: "Title", "" for what precedes the first heading, and each heading that has a body."""
    pieces, at = [title], len(title)
    sections = [Section("Title", 0, at)]
    label, start, previous = "", -1, "heading"
    for block in blocks:
        between = "\n" if block.kind == previous and block.kind in ("item", "row") else "\n\n"
        pieces += [between, block.text]
        if block.kind == "heading":
            sections += _closed(label, start, at)
            label, start = block.text, -1
        elif start < 0:
            start = at + len(between)
        at, previous = at + len(between) + len(block.text), block.kind
    return "".join(pieces), (*sections, *_closed(label, start, at))


def _closed(label: str, start: int, end: int) -> list[Section]:
    return [Section(label, start, end)] if start >= 0 else []
