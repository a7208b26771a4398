"""What is particular to the US Preventive Services Task Force: the era of a grade's definition, and the certainty."""

import re

from evidence.model import Recommendation
from indexers.recommendations.page import Page

_ERAS = (("2007-05", "before May 2007"), ("2012-07", "May 2007 to June 2012"))
_CERTAIN = re.compile(r"\bconcludes with (high|moderate|low) certainty that\b", re.I)

_ELSEWHERE = re.compile(r"\b(?:others|previous|references)\b", re.I)


def era_of(issued: str) -> str:
    """Which definitions of A to D and I a statement of that ISO date uses; "" where the date leaves it open.

    USPSTF, Grade Definitions: they were changed in May 2007 and in July 2012 (grade C).
    """
    for change, era in _ERAS:
        if issued[:7] < change[: len(issued)] and issued:
            return era
        if issued[:7] == change[: len(issued)] and len(issued) < len(change):
            return ""  # a year in which they changed
    return "since July 2012" if issued else ""


def with_certainty(found: list[Recommendation], page: Page) -> list[Recommendation]:
    """The certainty of net benefit that the statement concludes with, where it can be of only one recommendation."""
    graded = [r for r in found if r.strength and r.strength[0] in "ABCD"]
    stated = {
        match.group(1)
        for section in page.sections
        if not _ELSEWHERE.search(section.label)
        for match in _in(section.start, section.end, page)
    }
    if len(graded) != 1 or len(stated) != 1:
        return found
    (certainty,) = stated
    return [_certain(r, certainty) if r is graded[0] else r for r in found]


def _in(start: int, end: int, page: Page) -> list[re.Match[str]]:
    return list(_CERTAIN.finditer(page.text, start, end))


def _certain(r: Recommendation, certainty: str) -> Recommendation:
    return Recommendation(r.start, r.end, r.system, r.strength, certainty, r.population, r.era)
