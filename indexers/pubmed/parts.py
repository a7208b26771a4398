"""The children of an element as stretches of text, found by their tags.

`indexers.pubmed.plain` has proven before that "<" begins a tag wherever it stands. So a stretch without "<" is text;
and if every child is well-formed, then so is the element that `grouped` finds to be made of them.
"""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from lxml import etree
from lxml.etree import _Element as Element

from indexers.pubmed.markup import collapse, flatten
from indexers.pubmed.plain import UncommonError, unescape
from indexers.pubmed.tree import ThoroughParser

ATTRIBUTES = r'(?: [A-Za-z]+="[^"<]*")*'  # without prefixes
_OPEN = re.compile(rf"[^<]*<([A-Za-z]+)({ATTRIBUTES})(/?)>")  # <Language>, <PMID Version="1">, <Agency/>
_ATTRIBUTE = re.compile(r' ([A-Za-z]+)="([^"]*)"')


class Part(NamedTuple):
    """One child, `<tag attributes>inner</tag>`. It is known to be well-formed only if `inner` has no "<"."""

    tag: str
    attributes: str  # as they stand, with the space before each
    inner: str
    depth: int  # elements around it


def grouped(inner: str, depth: int) -> dict[str, list[Part]]:
    """The children by tag, of an element with that content and `depth` - 1 elements around it. Raises UncommonError."""
    found: dict[str, list[Part]] = {}
    at, last = 0, inner.rfind("<")
    while at <= last:
        opened = _OPEN.match(inner, at)
        if opened is None:
            raise UncommonError
        tag, attributes, empty = opened.groups()
        start = at = opened.end()
        end = start if empty else inner.find(f"</{tag}>", start)
        if end < 0:
            raise UncommonError
        if not empty:
            at = end + len(tag) + 3
        if attributes:
            attributes_of(attributes)
        part = Part(tag, attributes, inner[start:end], depth)
        if tag in found:
            found[tag].append(part)
        else:
            found[tag] = [part]
    return found


@lru_cache(maxsize=1 << 12)
def attributes_of(written: str) -> Mapping[str, str]:
    """Attributes by name. Raises UncommonError for any that do not mean just what they say."""
    found = _ATTRIBUTE.findall(written)
    values = {name: unescape(value) for name, value in found}
    if len(values) < len(found) or "xmlns" in values or "\n" in written or "\t" in written:
        raise UncommonError
    return values


def attribute(part: Part, name: str, default: str = "") -> str:
    """The value of that attribute."""
    return attributes_of(part.attributes).get(name, default) if part.attributes else default


def content(part: Part | None) -> str:
    """The text in a part that has no element in it, as it stands; "" for None. Raises UncommonError."""
    if part is None:
        return ""
    if "<" in part.inner:
        raise UncommonError
    return unescape(part.inner)


def text(part: Part | None) -> str:
    """What `flatten` makes of the part; "" for None. Raises UncommonError."""
    if part is None:
        return ""
    return flatten(tree(part)) if "<" in part.inner else collapse(unescape(part.inner))


def prove(part: Part) -> None:
    """Raises UncommonError unless the part is well-formed."""
    if "<" in part.inner:
        tree(part)


def tree(part: Part) -> Element:
    """The part by itself, parsed by libxml2, at its own depth since libxml2 limits that. Raises UncommonError."""
    written = f"<{part.tag}{part.attributes}>{part.inner}</{part.tag}>"
    try:
        element = etree.fromstring("<a>" * part.depth + written + "</a>" * part.depth, _parser())
    except etree.XMLSyntaxError:
        raise UncommonError from None
    for _ in range(part.depth):
        (element,) = element
    return element


@cache
def _parser() -> ThoroughParser:
    return ThoroughParser()
