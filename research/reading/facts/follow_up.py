"""How long people were followed, as the study says: "median follow-up of 5.2 years", "followed for 12 months"."""

import re
from collections.abc import Sequence

from evidence.report import Stated
from evidence.text.typography import even
from research.reading.facts.people import WORDS
from research.reading.facts.zones import Zone, stated

_UNIT = (
    r"(?:years?|yrs?|months?|mos?|weeks?|wks?|days?|hours?|y|h)\b(?![-/]|[ -]old|[ -]of[ -]age|s? earlier| ago"
    r"| prior| before)"
)
_NUMBER = rf"(?:\d{{1,4}}(?:[.,]\d{{1,2}})?|{WORDS}|a|one)"
_AMOUNT = (
    rf"{_NUMBER}(?:[ -]?{_UNIT})?(?: ?(?:to|-|and|or|±|\+/-) ?{_NUMBER})?[ -]?{_UNIT}(?: (?:and|or"
    rf"|to) {_NUMBER}[ -]?{_UNIT})?"
)
_BRACKET = r"(?: ?[(\[][^()\[\]]{1,60}[)\]])?"
_ABOUT = (
    r"(?:(?:a|an|the|about|approximately|at|least|up|to|over|more|than|for|median|mean|average|total|maximum"
    r"|minimum|period|of|only|nearly|almost|±|,|:|\() ?){0,7}?"
)
_FOLLOW = r"follow(?:ed)?[- ]?up"
# The best worded first; within a pattern, the first in the text.
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:median|mean|average) (?:\w+ )?(?:duration |length |period |time )?(?:of )?(?:the )?(?:clinical "
        rf"|study )?{_FOLLOW}(?: (?:time|duration|period|interval|length))?(?: \([A-Z]+\))?,?(?: (?:for|of"
        rf"|in) [\w ]{{1,40}}?)??(?: (?:was|of|is|being|lasted|at|were))?[:,=]? ?{_ABOUT}{_AMOUNT}{_BRACKET}",
        rf"\b(?:median|mean|average) (?:of )?{_AMOUNT}(?: ?\([^()]{{1,40}}\))? (?:of )?{_FOLLOW}",
        rf"\b{_FOLLOW},? ?(?:time|duration|period|interval|length)?,? ?(?:\(?(?:median|mean|average)[ ,:=]*(?:was"
        rf"|of)?) ?{_ABOUT}{_AMOUNT}{_BRACKET}",
        rf"\b(?:median|mean|average) (?:duration|length|period) (?:of )?{_AMOUNT} {_FOLLOW}",
        rf"\b(?:followed|followed[- ]up|monitored|observed)(?: \w+){{0,3}}? (?:for|over|until|through|during) {_ABOUT}{_AMOUNT}{_BRACKET}",
        rf"\b{_FOLLOW} (?:(?:time|duration|period|interval|length) )?(?:was|of|is|for|to|at|lasted|over|ranged from"
        rf"|ranging from|until) {_ABOUT}{_AMOUNT}{_BRACKET}",
        rf"(?<![\d.-]){_AMOUNT}(?: of)? (?:clinical |post-?\w+ |long-term )?{_FOLLOW}(?:[- ](?:period|time"
        rf"|duration))?\b",
        rf"\b(?:(?:for|over|during) (?:the )?(?:up to |a period of |a total of |a |a further |the first |the next )?"
        rf"|up to ){_AMOUNT} (?:after|following|post) (?:randomi[sz]ation|treatment|surgery|the intervention"
        rf"|intervention|discharge|baseline|diagnosis|enrol+ment)",
    )
)
_ELSEWHERE = frozenset({"BACKGROUND", "REGISTRATION", "FUNDING"})
_LAST = frozenset({"CONCLUSIONS"})
_PLANNED = re.compile(r"\b(?:needed|further|future|longer|warranted|required|previous)\b[^.]*$", re.IGNORECASE)


def follow_up(text: str, zones: Sequence[Zone]) -> Stated | None:
    """The first of the best worded. How long a treatment was given, or when something was measured, is none."""
    plain = even(text)
    own = [z for z in zones if z.category not in _ELSEWHERE]
    own.sort(key=lambda z: z.category in _LAST)
    for pattern in _PATTERNS:
        for zone in own:
            for match in pattern.finditer(plain, zone.start, zone.end):
                if not _PLANNED.search(plain[max(zone.start, match.start() - 80) : match.start()]):
                    return stated(text, match.start(), _closed(plain, match.start(), match.end()))
    return None


def _closed(plain: str, start: int, end: int) -> int:
    """With the bracket that closes one opened inside: "follow-up (median, 8.5 years)"."""
    closing = plain.find(")", end, end + 60) + 1
    return closing if closing and plain.count("(", start, end) > plain.count(")", start, end) else end
