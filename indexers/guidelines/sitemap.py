"""Sitemaps and indexes of sitemaps (sitemaps.org 0.9), gzip or plain."""

import re
import zlib
from dataclasses import dataclass

from indexers.guidelines.xml import MOST, BadXmlError, local, parse, text

_LOOKS = re.compile(rb"<(?:[\w.-]+:)?(?:urlset|sitemapindex)[\s>]")
LOOKED_AT = 4096  # bytes in which the root element must begin


@dataclass(frozen=True, slots=True)
class Sitemap:
    """Addresses in their order: of pages, or of further sitemaps."""

    pages: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()


def unpacked(data: bytes) -> bytes:
    """A .gz file's content, other data as it is. Raises BadXmlError where it is damaged or unpacks to too much."""
    if not data.startswith(b"\x1f\x8b"):
        return data
    unzip = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        found = unzip.decompress(data, MOST)
    except zlib.error as error:
        raise BadXmlError(f"its gzip is damaged ({error})") from error
    if unzip.unconsumed_tail:
        raise BadXmlError(f"it unpacks to more than {MOST:,} bytes")
    if not unzip.eof:
        raise BadXmlError("its gzip is cut off")
    return found


def is_sitemap(data: bytes) -> bool:
    """Whether the root element of unpacked data is a sitemap's."""
    head = data[:LOOKED_AT].removeprefix(b"\xef\xbb\xbf").lstrip()
    return (head.startswith(b"<?xml") and _LOOKS.search(head) is not None) or _LOOKS.match(head) is not None


def read_sitemap(data: bytes) -> Sitemap:
    """What an unpacked sitemap lists. Raises BadXmlError."""
    root = parse(data)
    found = tuple(
        text(child) for each in root for child in each if local(child) == "loc" and text(child)
    )  # the <loc> of extensions (images) stand deeper
    return Sitemap(sitemaps=found) if local(root) == "sitemapindex" else Sitemap(pages=found)
