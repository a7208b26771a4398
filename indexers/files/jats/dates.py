"""When an article was published, as precise as it states it."""

from lxml.etree import _Element as Element

from evidence.model import Published
from indexers.files.dates import read_date
from indexers.files.jats.tree import name_of, named
from indexers.pubmed.dates import read_parts

# kinds of <pub-date> on which the article appeared; those of PubMed Central and of repositories came later
_APPEARED = frozenset(
    {"epub", "ppub", "epub-ppub", "collection", "pub", "publication", "issue-pub", "epub-original", ""}
)
_PRECISIONS = ("", "year", "month", "day")


def published(meta: Element) -> Published:
    """The earliest of the dates that say most: a day before a month, a month before a year."""
    found = [date for element in named(meta, "pub-date") if (date := _date(element))]
    if not found:
        return Published()
    most = max(_PRECISIONS.index(date.precision) for date in found)
    return min((date for date in found if _PRECISIONS.index(date.precision) == most), key=lambda date: date.date)


def _date(element: Element) -> Published | None:
    kind = (element.get("pub-type") or element.get("date-type") or "").strip().lower()
    if kind not in _APPEARED:
        return None
    origin = kind or "pub-date"
    parts = {name_of(child).capitalize(): child.text or "" for child in element}
    stated = read_parts(parts, origin)
    if stated:
        return stated
    date = read_date(element.get("iso-8601-date") or parts.get("String-date", ""), origin)
    return date if date.date else None
