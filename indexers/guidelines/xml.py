"""XML from strangers: no entity is expanded, nothing is fetched, nothing huge is read."""

from lxml import etree

MOST = 50 << 20  # bytes: what the sitemap protocol allows (sitemaps.org)


class BadXmlError(Exception):
    """It is not read; the message says why. Inside this package only."""


def parse(data: bytes) -> etree._Element:
    """The root element. Raises BadXmlError for what is not well-formed, and for what declares entities."""
    if len(data) > MOST:
        raise BadXmlError(f"it is larger than {MOST:,} bytes")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BadXmlError(f"it is not well-formed XML ({error})") from error
    info = root.getroottree().docinfo
    declared = info.internalDTD.entities() if info.internalDTD is not None else []  # type: ignore[union-attr]  # not in its stubs
    if declared:
        raise BadXmlError("it declares entities, which are not expanded")
    return root


def local(element: etree._Element) -> str:
    """The tag without its namespace, in lower case; "" for what is no element."""
    return etree.QName(element).localname.lower() if isinstance(element.tag, str) else ""


def text(element: etree._Element) -> str:
    """Its own text, blanks trimmed."""
    return (element.text or "").strip()
