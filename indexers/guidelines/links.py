"""The links of a page, in its order."""

import re

from evidence.errors import RecordRefusedError
from indexers.files.html import page_source, parsed
from indexers.guidelines.site import canonical

_NOFOLLOW = re.compile(r"\b(?:nofollow|none)\b", re.I)


def links(data: bytes, url: str) -> tuple[str, ...]:
    """Canonical addresses that a page's <a href> lead to, each once.

    None where the page asks robots not to follow, and none of a page that is refused: too large, nested too deep.
    """
    try:
        root = parsed(page_source(data))
    except RecordRefusedError:
        return ()
    for meta in root.iter("meta"):
        if (meta.get("name") or "").lower() == "robots" and _NOFOLLOW.search(meta.get("content") or ""):
            return ()
    base = next((each.get("href") or "" for each in root.iter("base") if each.get("href")), "")
    start = canonical(base, url) or url
    found: dict[str, None] = {}
    for each in root.iter("a", "area"):
        written = each.get("href")
        if written is None or "nofollow" in (each.get("rel") or "").lower():
            continue
        if address := canonical(written, start):
            found[address] = None
    return tuple(found)
