"""What the source list and the fetch know of a page before it is read."""

from dataclasses import dataclass

from evidence.trust import Entry, Selectors


@dataclass(frozen=True, slots=True)
class PageAbout:
    """A page's address, the entry of the source list that brought it, and when. "" where something is not known."""

    url: str
    name: str  # of the entry: it becomes the document's source
    publisher: str = ""
    language: str = ""  # three letters, as MEDLINE codes them
    country: str = ""  # ISO 3166 alpha-2, or INT
    licence: str = ""
    selectors: Selectors = Selectors()
    fetched: str = ""  # ISO date: in the id of a page that states no date; never its edition

    @staticmethod
    def of(entry: Entry, url: str, fetched: str) -> "PageAbout":
        """What an entry says of a page of its site; `fetched` is an ISO date."""
        return PageAbout(
            url, entry.name, entry.publisher, entry.language, entry.country, entry.licence, entry.selectors, fetched
        )
