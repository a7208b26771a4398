"""What learned weights may not get wrong: doubt is no answer, the opposite is no yes, and no harm seen is not unsafe.

Written by hand; they look at one sentence and never make a side stronger than the weights made it.
"""

import re
from collections.abc import Callable

from evidence.text.typography import fold
from research.reading.verdict.asked import Asked, way
from research.reading.verdict.cues import DENIALS
from research.reading.verdict.features import Read
from research.reading.verdict.model import Scores

Guard = Callable[[str, Asked, str, Read, Scores], Scores]  # question, asked, sentence, read, scores: as `guarded`
UNDECIDED: Scores = (0.0, 0.0, 2.0)  # probability of undecided .79
_SAFE = re.compile(r"\b(?:safe(?:ly)?|safety|harmless|well[ -]tolerated)\b", re.IGNORECASE)
_HARM = re.compile(
    r"\b(?:adverse|side effects?|harms?|harmful|toxic\w*|complications?|malformations?|(?:birth )?defects|miscarriages?|injur\w+|"
    r"risks?|bleeding|deaths?|mortality|teratogen\w*)\b",
    re.IGNORECASE,
)
_DOUBT = re.compile(
    r"\b(?:unclear|unknown|uncertain|controversial|inconclusive|conflicting|remains? to be|"
    r"not (?:yet |fully |well )?(?:known|clear|established|determined))\b",
    re.IGNORECASE,
)
_NO_HARM = re.compile(r"\b(?:no|not|without|neither|nor|free of|absence of)\b", re.IGNORECASE)


def guarded(question: str, asked: Asked, sentence: str, read: Read, scores: Scores) -> Scores:
    """The scores (yes, no, undecided) as they may be believed."""
    text = fold(sentence)
    yes, no, undecided = scores
    if _DOUBT.search(text):
        return UNDECIDED
    if _SAFE.search(question) and not asked.negative and _HARM.search(text):
        return _of_safety(text, scores)
    denied = bool(read.words.keys() & set(DENIALS)) or bool(_NO_HARM.search(text))
    if {asked.way, way(text)} == {"up", "down"} and not denied and not asked.negative and yes > no:
        return UNDECIDED
    return yes, no, undecided


def _of_safety(text: str, scores: Scores) -> Scores:
    """A harm denied speaks for safety; a harm stated is at least no yes, unless it is called safe beside it."""
    yes, no, undecided = scores
    if any(h.start() > d.start() for d in _NO_HARM.finditer(text) for h in _HARM.finditer(text)):
        return (max(yes, no), min(yes, no), undecided) if no > yes and not _not_safe(text) else scores
    return UNDECIDED if yes > no and not _SAFE.search(text) else scores


def _not_safe(text: str) -> bool:
    """Whether it is the safety that is denied."""
    return bool(
        re.search(
            r"\b(?:not|never|unlikely to be) (?:\w+ ){0,2}?(?:safe|harmless|well[ -]tolerated)\b", text, re.IGNORECASE
        )
    )
