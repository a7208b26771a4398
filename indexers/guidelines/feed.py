"""RSS 2.0 and Atom (RFC 4287): the pages that a feed's entries link to."""

from collections.abc import Iterator

from lxml import etree

from indexers.guidelines.xml import BadXmlError, local, parse, text


def read_feed(data: bytes) -> tuple[str, ...]:
    """The links of the entries that have one, as written, in their order. Raises BadXmlError, also for XML that is no feed."""
    root = parse(data)
    name = local(root)
    if name not in ("rss", "rdf", "feed"):
        raise BadXmlError(f"it is no feed: it begins with <{name}>, not with <rss> or <feed>")
    return tuple(filter(None, map(_link, _entries(root))))


def _entries(root: etree._Element) -> Iterator[etree._Element]:
    """RSS has them in a channel, RSS 1.0 beside it, Atom in the feed."""
    for element in root:
        name = local(element)
        if name in ("item", "entry"):
            yield element
        elif name == "channel":
            yield from (each for each in element if local(each) == "item")


def _link(element: etree._Element) -> str:
    """Atom's link to the page itself, not to replies or the feed; RSS's link, or its guid where that is one."""
    links = [child for child in element if local(child) == "link"]
    for link in links:
        if link.get("href") and link.get("rel", "alternate") == "alternate":
            return str(link.get("href")).strip()
    plain = next((text(link) for link in links if text(link)), "")
    guid = next((child for child in element if local(child) == "guid" and child.get("isPermaLink") != "false"), None)
    return plain or (text(guid) if guid is not None and text(guid).startswith("http") else "")
