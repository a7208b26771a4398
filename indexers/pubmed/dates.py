"""Dates of a PubMed record, as precise as it states them."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

from lxml.etree import _Element as Element

from evidence.model import Published
from indexers.pubmed.tree import nodes

_MONTHS = {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10}
_MONTHS |= {"nov": 11, "dec": 12}
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")  # PubMed's oldest records are of 1781 or so


def published(article_dates: Iterable[Element], issue_date: Element | None) -> Published:
    """When it appeared: the first readable of ArticleDate, PubDate, and the year in a free-text MedlineDate."""
    for element in article_dates:
        if found := read(element, "ArticleDate"):
            return found
    if issue_date is None:
        return Published()
    return read(issue_date, "PubDate") or _medline(issue_date) or Published()


def issue_date_of(parts: Mapping[str, str]) -> Published:
    """When an issue appeared, from the texts in its PubDate by tag."""
    return read_parts(parts, "PubDate") or medline_date(parts.get("MedlineDate", "")) or Published()


def book_published(document: Element) -> Published:
    """When a chapter appeared: ContributionDate, else the book's PubDate or the year that it began."""
    for path in ("ContributionDate", "Book/PubDate", "Book/BeginningDate"):
        element = document.find(path)
        if element is not None and (found := read(element, path.rpartition("/")[2]) or _medline(element)):
            return found
    return Published()


def revised(element: Element | None) -> str:
    """The ISO date of the last revision; "" if there is none."""
    found = read(element, "DateRevised") if element is not None else None
    return found.date if found else ""


def read(element: Element, origin: str) -> Published | None:
    """Year, Month and Day below `element`; None without a year. A month or a day that does not exist is left out."""
    return read_parts({child.tag: child.text or "" for child in nodes(element)}, origin)


def read_parts(parts: Mapping[str, str], origin: str) -> Published | None:
    """As `read`, from the texts by tag."""
    return _published(parts.get("Year", ""), parts.get("Month", ""), parts.get("Day", ""), origin)


@lru_cache(maxsize=1 << 13)  # a file's records are of few days
def _published(year: str, month: str, day: str, origin: str) -> Published | None:
    found = _YEAR.fullmatch(year.strip())
    if not found:
        return None
    in_month = _month(month)
    if not in_month:
        return Published(found[0], "year", origin)
    on_day = _day(int(found[0]), in_month, day)
    if not on_day:
        return Published(f"{found[0]}-{in_month:02}", "month", origin)
    return Published(f"{found[0]}-{in_month:02}-{on_day:02}", "day", origin)


def _medline(element: Element) -> Published | None:
    return medline_date(element.findtext("MedlineDate") or "")


def medline_date(text: str) -> Published | None:
    """ "1998 Dec-1999 Jan", "2000 Spring", "1975-1976": the first year that stands in it."""
    year = _YEAR.search(text)
    return Published(year[0], "year", "MedlineDate") if year else None


def _month(text: str) -> int:
    """ "Feb", "February", "02" or "2"; 0 for anything else ("Mar-Apr" too: no single month)."""
    text = text.strip()
    if text.isdecimal():
        return int(text) if 1 <= int(text) <= 12 else 0
    return _MONTHS.get(text[:3].lower(), 0) if text.isalpha() else 0


def _day(year: int, month: int, text: str) -> int:
    text = text.strip()
    if not text.isdecimal() or len(text) > 2:
        return 0
    try:
        return date(year, month, int(text)).day
    except ValueError:
        return 0
