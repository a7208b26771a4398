"""Under what licence an article says that it may be used."""

import re

from lxml.etree import _Element as Element

from indexers.files.jats.inline import text_of
from indexers.files.jats.tree import XLINK_HREF, first, name_of, named

MAX_TEXT = 500  # characters of a licence that is given in words
_COMMONS = re.compile(r"https?://creativecommons\.org/(?:licenses|publicdomain)/[\w./-]*[\w/]", re.IGNORECASE)


def licence(meta: Element) -> str:
    """The licence's address, else its words; "" where none is stated. A copyright line is no licence."""
    stated = [*named(first(meta, "permissions"), "license"), *named(meta, "license")]
    return next(filter(None, map(_licence, stated)), "")


def _licence(element: Element) -> str:
    if address := element.get(XLINK_HREF, "").strip():
        return address
    for child in element.iter():
        if name_of(child) == "license_ref" and (child.text or "").strip():
            return (child.text or "").strip()
    links = (str(link.get(XLINK_HREF, "")).strip() for link in element.iter("ext-link", "uri"))
    text = text_of(element)
    written = _COMMONS.search(text)
    return next(filter(_COMMONS.match, links), "") or (written.group() if written else text[:MAX_TEXT])
