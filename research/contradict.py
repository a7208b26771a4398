"""Which way a sentence points on the question's outcome, and where the evidence points different ways.

A narrow reading by words; it never decides what is quoted, only what is set side by side.
"""

import re
from collections.abc import Sequence
from typing import Literal

from evidence.report import Direction
from research.reading.focus import Focus
from research.reading.terms import stems

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
# a statement on whether an effect is the same everywhere, not on the effect
_EVEN = re.compile(
    r"\b(?:differ|vary|varies|varied|differed|modif\w+|interaction|heterogene\w+)\b.{0,40}?\b(?:by|across|according to|among|between)\b"
    r"|\bconsistent across\b|\bacross (?:all )?subgroups\b",
    re.IGNORECASE,
)
_BETWEEN_ARMS = re.compile(
    r"\bbetween (?:the )?(?:two |treatment |study )?(?:groups?|arms?|treatments?|drugs?)\b", re.IGNORECASE
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
# what stands before the side that another is measured against
_REFERENCE = re.compile(
    r"\b(?:than|versus|vs\.?|against|compared (?:with|to)|relative to|over|instead of|rather than)\s+(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
_COMPARATIVE = re.compile(r"\b(?:higher|lower|fewer|less|more|greater|smaller|worse)\b", re.IGNORECASE)
# "patients with higher mortality risk": who they are, not what happened to them
_WHO = re.compile(
    r"\b(?:patients|people|those|adults|participants|individuals|subjects|women|men|persons)\s+(?:with|at|who ha(?:ve|d))\s+"
    r"(?:an? )?(?:higher|lower|increased|reduced|elevated|greater|more|fewer) (?:[\w-]+ ){0,3}?(?:risk|scores?|levels?|rates?)\b",
    re.IGNORECASE,
)
ABOUT = 0.5  # share of the outcome that a clause must name to be read


def direction(sentence: str, focus: Focus) -> Direction:
    """ "none" where the clause on the outcome says that there is no effect; else the way that it points; else ""."""
    sentence = _WHO.sub(lambda m: m.group().split()[0].ljust(len(m.group())), sentence)
    clause = max(_CLAUSE.split(sentence), key=focus.on_outcome)
    if not focus.outcome or focus.on_outcome(clause) < ABOUT:
        return ""
    if _EVEN.search(sentence) and not _BETWEEN_ARMS.search(sentence):
        return ""
    if _NONE.search(clause):
        return "none"
    at = focus.outcome_at(clause) or 0
    words = [(abs(m.start() - at), way, m.group()) for way, pattern in _WAYS.items() for m in pattern.finditer(clause)]
    if not words:
        return ""
    _, way, word = min(words)
    spoken_of = _spoken_of(sentence, focus)
    if spoken_of == "comparator":
        return _other(way)
    if (
        spoken_of == "comparator alone"
    ):  # "more bleeding with warfarin" compares; "warfarin increased bleeding" does not
        return _other(way) if _COMPARATIVE.fullmatch(word) else ""
    return way


def opposed(directions: Sequence[Direction]) -> bool:
    """Whether at least two different directions are stated."""
    return len({d for d in directions if d}) > 1


def _other(pointing: Direction) -> Direction:
    return "more" if pointing == "less" else "less"


def _spoken_of(sentence: str, focus: Focus) -> Literal["intervention", "comparator", "comparator alone"]:
    """Whose outcome a sentence states: "warfarin caused more ... than apixaban" says less of apixaban."""
    own, other = focus.intervention - focus.comparator, focus.comparator - focus.intervention
    first_own, first_other = _first(sentence, own), _first(sentence, other)
    if first_other is None or (first_own is not None and first_own < first_other):
        return "intervention"
    if _REFERENCE.search(sentence[:first_other]) and " than " not in sentence[first_other : first_own or first_other]:
        return "intervention"
    return "comparator" if first_own is not None else "comparator alone"


def _first(sentence: str, side: frozenset[str]) -> int | None:
    """Where a side is first named."""
    return next((m.start() for m in _WORD.finditer(sentence) if stems(m.group()) & side), None)
