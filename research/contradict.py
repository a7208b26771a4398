"""Which way a sentence points on the question's outcome, and where the evidence points different ways.

A narrow reading by words; it never decides what is quoted, only what is set side by side.
"""

import re
from collections.abc import Sequence
from typing import Literal

from evidence.text.words import content_words, stem
from research.reading.focus import Focus

Direction = Literal["less", "more", "none", ""]

_NONE = re.compile(
    r"\b(?:no (?:statistically |clear |clinically )?(?:significant |important |meaningful |measurable )?(?:difference|effect|"
    r"benefit|reduction|increase|change|association|improvement|evidence (?:of|that|for))|(?:did|does|do|was|were|is|are|has|"
    r"have|had) not\b[^.;,]{0,40}?\b(?:reduc\w*|increas\w*|lower\w*|improv\w*|differ\w*|prevent\w*|affect\w*|associat\w*|"
    r"significan\w*|superior|decreas\w*|chang\w*|rais\w*)|not (?:significantly |statistically )?(?:different|associated|superior|"
    r"reduced|increased|significant)|similar (?:rates?|risks?|incidence|between|in both)|neither\b|non-?significant|"
    r"comparable (?:rates?|risks?))",
    re.IGNORECASE,
)
_LESS = re.compile(
    r"\b(?:reduc\w+|lower\w*|fewer|less|decreas\w+|declin\w+|halv\w+|prevent(?:s|ed)|protect\w+|smaller|fell)\b",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"\b(?:increas\w+|higher|more|greater|elevat\w+|rais(?:es|ed)|worse\w*|doubl\w+|excess|rose)\b", re.IGNORECASE
)
_CLAUSE = re.compile(r"[;,:]\s+|\s(?:and|but|whereas|while|although|at the (?:price|cost) of|without)\s")
ABOUT = 0.5  # share of the outcome that a clause must name to be read


def direction(sentence: str, focus: Focus) -> Direction:
    """ "none" where the clause on the outcome says that there is no effect; else the way that it points; else ""."""
    clause = max(_CLAUSE.split(sentence), key=focus.on_outcome)
    if not focus.outcome or focus.on_outcome(clause) < ABOUT:
        return ""
    if _NONE.search(clause):
        return "none"
    less, more = _LESS.search(clause), _MORE.search(clause)
    first = min((m for m in (less, more) if m), key=lambda m: m.start(), default=None)
    if first is None:
        return ""
    pointing: Direction = "less" if first is less else "more"
    return _other(pointing) if _comparator_first(sentence, clause, first.start(), focus) else pointing


def opposed(directions: Sequence[Direction]) -> bool:
    """Whether at least two different directions are stated."""
    return len({d for d in directions if d}) > 1


def _other(pointing: Direction) -> Direction:
    return "more" if pointing == "less" else "less"


def _comparator_first(sentence: str, clause: str, at: int, focus: Focus) -> bool:
    """Whether the sentence speaks of the comparator against the intervention: "warfarin caused more ... than apixaban"."""
    split = sentence.find(clause) + at
    before, after = ({stem(w) for w in content_words(part)} for part in (sentence[:split], sentence[split:]))
    own, other = focus.intervention - focus.comparator, focus.comparator - focus.intervention
    return bool(other & before and own & after and not own & before and not other & after)
