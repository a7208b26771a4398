"""Dates as pages print them: "April 30, 2024", "30 April 2024", "April 2024", "2024-04-30"."""

import re
from collections.abc import Iterable
from datetime import date

from evidence.model import Published

_MONTH_NAMES = (
    "january february march april may june july august september october november december "
    "jan feb mar apr may jun jul aug sep oct nov dec"
)
_MONTHS = _MONTH_NAMES.split()
_MONTH = rf"(?P<month>{'|'.join(_MONTHS[:12])}|(?:{'|'.join(_MONTHS[12:])}|sept)\b\.?)"
_WRITTEN = re.compile(
    rf"\b(?:{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>(?:19|20)\d\d)"
    rf"|(?:(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+)?{_MONTH.replace('month', 'month2')},?\s+(?P<year2>(?:19|20)\d\d)"
    r"|(?P<year3>(?:19|20)\d\d)-(?P<month3>\d\d)(?:-(?P<day3>\d\d))?)(?!\d)",
    re.I,
)
_UPDATED = re.compile(
    r"\b(?:(?:last|most recent(?:ly)?)\s+)?(?:updated?|revised|revision|modified|amended)\b(?:\s+(?:on|date))?\W{0,4}$",
    re.I,
)
_ISSUED = re.compile(
    r"\b(?:published|posted|issued|released?|publication|issue|date)\b(?:\s+(?:on|date))?\W{0,4}$", re.I
)
_NEAR = 30  # characters before a date that say what it is of


def find_dates(text: str) -> list[tuple[int, Published]]:
    """Where dates stand in `text`, as precise as they are."""
    found = ((match.start(), _published(match)) for match in _WRITTEN.finditer(text))
    return [(at, published) for at, published in found if published.date]


def stated_dates(text: str) -> tuple[Published, Published]:
    """When it says that it was issued and updated, the first of each: "Published: 12 March 2021 Last updated: ...".

    A text that is nothing but a date says when it was issued.
    """
    issued = updated = Published()
    for at, published in find_dates(text):
        before = text[max(0, at - _NEAR) : at]
        if _UPDATED.search(before):
            updated = updated if updated.date else published
        elif _ISSUED.search(before) or not re.search(r"\w", _WRITTEN.sub("", text)):
            issued = issued if issued.date else published
    return issued, updated


def first_dates(texts: Iterable[str]) -> tuple[Published, Published]:
    """The first date of issue and the first of an update that one of the texts states."""
    found = [stated_dates(text) for text in texts]
    issued = next((first for first, _ in found if first.date), Published())
    return issued, next((second for _, second in found if second.date), Published())


def _published(match: re.Match[str]) -> Published:
    groups = {name.rstrip("23"): value for name, value in match.groupdict().items() if value}
    month = groups["month"].lower().rstrip(".")
    number = int(month) if month.isdigit() else 9 if month == "sept" else _MONTHS.index(month) % 12 + 1
    year, day = int(groups["year"]), int(groups.get("day", 0))
    try:
        whole = date(year, number, day or 1)
    except ValueError:
        return Published()
    return Published(whole.isoformat(), "day", "text") if day else Published(whole.isoformat()[:7], "month", "text")
