"""Ids of guideline pages: `guideline:<source>/<slug of the path>@<edition>`."""

import re
from urllib.parse import unquote, urlsplit

from indexers.files.names import safe

_ENDING = re.compile(r"\.(?:html?|xhtml|aspx?|php|jsp)$", re.I)
_LONGEST = 200  # characters of a slug


def page_id(source: str, url: str, edition: str) -> str:
    """The id of one edition of a page, which a page that states none has by the day of its fetch; what stands before "@"
    names the page over time.
    """
    base = f"guideline:{_part(source)}/{slug(url)}"
    return f"{base}@{_part(edition)}" if edition else base


def slug(url: str) -> str:
    """The path with hyphens for its slashes and without .html; a query follows, as it may tell pages apart."""
    parts = urlsplit(url)
    path = "-".join(filter(None, _ENDING.sub("", unquote(parts.path)).split("/")))
    query = re.sub(r"[^\w.]+", "-", unquote(parts.query)).strip("-")
    return _part("-".join(filter(None, (path, query))))[:_LONGEST] or "index"


def _part(text: str) -> str:
    """Safe in an id, where "@" begins the edition."""
    return safe(text).replace("@", "%40")
