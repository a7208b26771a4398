"""Which way a sentence points on the question's outcome, and where the evidence points different ways.

A narrow reading by words; it never decides what is quoted, only what is set side by side.
"""

import re
from collections.abc import Sequence
from typing import Literal

from research.reading.focus import Focus
from research.reading.terms import stems

Direction = Literal["less", "more", "none", ""]

_NONE = re.compile(
    r"\b(?:no (?:statistically |clear |clinically )?(?:significant |important |meaningful |measurable )?(?:difference|effect|"
    r"benefit|reduction|increase|change|association|improvement|evidence (?:of|that|for))|(?:did|does|do|was|were|is|are|has|"
    r"have|had) not\b[^.;,]{0,40}?\b(?:reduc\w*|increas\w*|lower\w*|improv\w*|differ\w*|prevent\w*|affect\w*|associat\w*|"
    r"significan\w*|superior|decreas\w*|chang\w*|rais\w*)|not (?:significantly |statistically )?(?:different|associated|superior|"
    r"reduced|increased|significant)|fail(?:s|ed|ure)? to \w+|without (?:an? |any )?(?:significant )?(?:increas\w*|reduction|"
    r"excess|more|rise|change|difference|effect|decrease)|similar (?:rates?|risks?|incidence|between|in both)|neither\b|"
    r"non-?significant|comparable (?:rates?|risks?))",
    re.IGNORECASE,
)
_LESS = re.compile(
    r"\b(?:reduc\w+|lower\w*|fewer|less|decreas\w+|declin\w+|halv\w+|prevent(?:s|ed)|protect\w+|smaller|fell)\b",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"\b(?:increas\w+|higher|more|greater|elevat\w+|rais(?:es|ed)|worse\w*|doubl\w+|excess|rose)\b", re.IGNORECASE
)
_WAYS: dict[Direction, re.Pattern[str]] = {"less": _LESS, "more": _MORE}
_CLAUSE = re.compile(r"[;,:]\s+|\s(?:and|but|whereas|while|although|at the (?:price|cost) of)\s|\s(?=without\s)")
_WORD = re.compile(r"\w[\w-]*")
# words that stand before the side that another is measured against
_REFERENCE = re.compile(r"\b(?:than|versus|vs\.?|against|to|with|over|of|for)\s+(?:[\w-]+\s+){0,3}$", re.IGNORECASE)
ABOUT = 0.5  # share of the outcome that a clause must name to be read


def direction(sentence: str, focus: Focus) -> Direction:
    """ "none" where the clause on the outcome says that there is no effect; else the way that it points; else ""."""
    clause = max(_CLAUSE.split(sentence), key=focus.on_outcome)
    if not focus.outcome or focus.on_outcome(clause) < ABOUT:
        return ""
    if _NONE.search(clause):
        return "none"
    at = focus.outcome_at(clause) or 0
    words = [(abs(m.start() - at), way) for way, pattern in _WAYS.items() for m in pattern.finditer(clause)]
    if not words:
        return ""
    way = min(words)[1]
    return _other(way) if _of_the_comparator(sentence, focus) else way


def opposed(directions: Sequence[Direction]) -> bool:
    """Whether at least two different directions are stated."""
    return len({d for d in directions if d}) > 1


def _other(pointing: Direction) -> Direction:
    return "more" if pointing == "less" else "less"


def _of_the_comparator(sentence: str, focus: Focus) -> bool:
    """Whether the sentence speaks of the comparator: "warfarin caused more ... than apixaban" says less of apixaban."""
    own, other = focus.intervention - focus.comparator, focus.comparator - focus.intervention
    first_own, first_other = _first(sentence, own), _first(sentence, other)
    if first_own is None or first_other is None or first_own < first_other:
        return False
    return not _REFERENCE.search(sentence[:first_other]) or " than " in sentence[first_other:first_own]


def _first(sentence: str, side: frozenset[str]) -> int | None:
    """Where a side is first named."""
    return next((m.start() for m in _WORD.finditer(sentence) if stems(m.group()) & side), None)
