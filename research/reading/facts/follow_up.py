"""How long people were followed, as the study says: "median follow-up of 5.2 years", "for 12 months"."""

import re
from collections.abc import Iterator, Sequence

from evidence.report import Stated
from evidence.text.sentences import sentences
from evidence.text.typography import even
from research.reading.facts.people import WORDS, value_of
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
        r"(?<![\d.-])\d{1,3}-(?:year|month|week|day)s?,? (?:[\w-]+,? ){0,6}?(?:trial|study|rct)\b",
    )
)
_TREATED = re.compile(
    rf"\bfor (?:a (?:period|total|duration) of )?(?P<long>(?:{_NUMBER})[ -]?(?:weeks?|months?"
    rf"|years?))\b(?! earlier| before| prior| old)",
    re.IGNORECASE,
)
_OF_TREATMENT = re.compile(
    r"\b(?:random\w*|receiv\w+|treat\w+|assign\w+|allocat\w+|daily|supplement\w*|took|placebo|intervention"
    r"|consum\w+|therapy|administered)\b",
    re.IGNORECASE,
)
_NOT_OF_TREATMENT = re.compile(
    r"\b(?:previous\w*|prior|history|stable|washout|run-in|lasting|persist\w*|eligible|inclusion|at least"
    r"|less than|more than|who had|had been|followed by|then)\b",
    re.IGNORECASE,
)
_ASSESSED = re.compile(
    r"\b(?:assess\w*|measur\w*|evaluat\w*|recorded|collected|obtained|outcomes?|follow\w*|re-?examined"
    r"|interviewed|reported|test(?:ed|s)?|determined)\b",
    re.IGNORECASE,
)
_AT = re.compile(
    rf"\b(?:at|after|until|up to|over(?: a)?)(?: the)?(?: (?:baseline|{_NUMBER})(?:[ -]?{_UNIT})?,?)*(?: (?:and"
    rf"|to|or)(?: at| after)?)? ?(?<![\w.])(?P<last>\d{{1,3}}|{WORDS})[ -](?P<unit>years?|months?|weeks?|days?"
    rf"|y)\b(?![/]|[ -]old| of age| before| prior| earlier|-)(?: (?:after|post-?|following)(?: the)? ?[\w-]+)?",
    re.IGNORECASE,
)
_INTENDED = re.compile(r"\b(?:will|shall|would)\b", re.IGNORECASE)
_DAYS = {"y": 365.0, "m": 30.4, "w": 7.0, "d": 1.0}
_ELSEWHERE = frozenset({"BACKGROUND", "REGISTRATION", "FUNDING"})
_STEPS = re.compile(
    r"\bfor (?:(?:a|an) (?:further|additional)|another)\b|\b(?:further|additional) \d+ (?:weeks|months)", re.IGNORECASE
)
_LAST = frozenset({"CONCLUSIONS"})


def follow_up(text: str, zones: Sequence[Zone], *, of_treatment: bool) -> Stated | None:
    """The first of the best worded; with `of_treatment`, where nothing else is said, how long the treatment was."""
    plain = even(text)
    own = [z for z in zones if z.category not in _ELSEWHERE]
    own.sort(key=lambda z: z.category in _LAST)
    for pattern in _PATTERNS:
        match = next(
            (
                m
                for z in own
                for m in pattern.finditer(plain, z.start, z.end)
                if not _PLANNED.search(plain[max(z.start, m.start() - 80) : m.start()])
            ),
            None,
        )
        if match:
            return stated(text, match.start(), _closed(plain, match.start(), match.end()))
    last = _last_assessed(plain, own)
    if last:
        return stated(text, last.start(), last.end())
    in_steps = any(_STEPS.search(plain, z.start, z.end) for z in own)
    treated = list(_treated(plain, own)) if of_treatment and not in_steps else []
    return (
        stated(text, treated[0].start(), treated[0].end()) if len({m["long"].lower() for m in treated}) == 1 else None
    )


_PLANNED = re.compile(r"\b(?:needed|further|future|longer|warranted|required|previous)\b[^.]*$", re.IGNORECASE)


def _closed(plain: str, start: int, end: int) -> int:
    """With the bracket that closes one opened inside: "follow-up (median, 8.5 years)"."""
    closing = plain.find(")", end, end + 60) + 1
    return closing if closing and plain.count("(", start, end) > plain.count(")", start, end) else end


def _last_assessed(plain: str, zones: Sequence[Zone]) -> re.Match[str] | None:
    """The latest time at which the methods say that something was assessed: "at 3 and 6 months"."""
    spoken = [se for z in zones if z.category in ("METHODS", "") for se in sentences(plain, z.start, z.end)]
    found = [
        m
        for start, end in spoken
        if _ASSESSED.search(plain, start, end)
        and not _NOT_OF_TREATMENT.search(plain, start, end)
        and not _INTENDED.search(plain, start, end)
        for m in _AT.finditer(plain, start, end)
    ]
    return max(found, key=_days, default=None)


def _days(match: re.Match[str]) -> float:
    written = match["last"].lower()
    number = float(written) if written[0].isdigit() else float(value_of(written))
    return number * _DAYS[match["unit"][0].lower()]


def _treated(plain: str, zones: Sequence[Zone]) -> Iterator[re.Match[str]]:
    """ "for 12 weeks" in a sentence of treatment, in order; conclusions, which repeat, are not read."""
    for zone in zones:
        for start, end in sentences(plain, zone.start, zone.end) if zone.category in ("METHODS", "") else ():
            for match in _TREATED.finditer(plain, start, end):
                said = plain[start : match.end() + 30]
                if _OF_TREATMENT.search(said) and not _NOT_OF_TREATMENT.search(said):
                    yield match
