"""The year of what is cited, where a claim tells it: "In a 2020 review, ...". It is the record's, and seldom in its text."""

import re

from evidence.model import Document

_NOT_COUNTED = r"(?! ?(?:to|and|or|of|-|–|%|patients?|people|participants?|adults|children|men|women|cases|subjects)\b)(?![\w%,.-]*\d)"


def without_year(claim: str, document: Document) -> str:
    """The claim without the year in which the document appeared, where it is told as a year and not counted."""
    year = str(document.published.year or "")
    if not year or year in document.text:
        return claim
    told = (
        rf" ?\({year}\)",  # "Smith (2020) found"
        rf"(?:(?<=\b[Aa] )|(?<=\b[Tt]he )|(?<=\b[Tt]heir )){year} {_NOT_COUNTED}",  # "a 2020 review"
        rf"(?<![\w-])(?:published |reported )?[Ii]n {year}{_NOT_COUNTED},? ?",  # "In 2020, ..."
    )
    return re.sub("|".join(told), "", claim)
