"""Which way a sentence points on the question's outcome, and where the evidence points different ways.

A narrow reading by words; it never decides what is quoted, only what is set side by side.
"""

import re
from collections.abc import Sequence
from typing import Literal

Direction = Literal["less", "more", "none", ""]

_NONE = re.compile(
    r"\b(?:no (?:statistically )?(?:significant |clear |clinically (?:important|meaningful) )?(?:difference|effect|benefit|reduction|"
    r"increase|change|association|improvement|evidence (?:of|that|for))|(?:did|does|do|was|were|is|are|has|have|had) not\b[^.;,]{0,40}?"
    r"\b(?:reduc\w*|increas\w*|lower\w*|improv\w*|differ\w*|prevent\w*|affect\w*|associat\w*|significan\w*|superior|decreas\w*|chang\w*)|"
    r"not (?:significantly |statistically )?(?:different|associated|superior|reduced|increased|significant)|"
    r"similar (?:rates?|risks?|incidence|between|in both)|neither\b|non-?significant|comparable (?:rates?|risks?))",
    re.IGNORECASE,
)
_LESS = re.compile(
    r"\b(?:reduc\w+|lower\w*|fewer|less|decreas\w+|declin\w+|halv\w+|prevent(?:s|ed)|protect\w+|smaller)\b", re.IGNORECASE
)
_MORE = re.compile(r"\b(?:increas\w+|higher|more|greater|elevat\w+|rais(?:es|ed)|worse\w*|doubl\w+|excess)\b", re.IGNORECASE)


def direction(sentence: str) -> Direction:
    """"none" where it says that there is no effect; else the way that its first directional word points; else ""."""
    if _NONE.search(sentence):
        return "none"
    less, more = _LESS.search(sentence), _MORE.search(sentence)
    if less and (not more or less.start() < more.start()):
        return "less"
    return "more" if more else ""


def opposed(directions: Sequence[Direction]) -> bool:
    """Whether at least two different directions are stated."""
    return len({d for d in directions if d}) > 1
