"""Stricter guards than reading has: for a reply at a report's head, a sentence that may be misheard says nothing."""

import re

from evidence.text.typography import fold
from research.reading.verdict.asked import Asked
from research.reading.verdict.cues import CUES, DENIALS
from research.reading.verdict.features import Read, nearest_clause
from research.reading.verdict.guards import UNDECIDED, guarded
from research.reading.verdict.model import Scores

_TAKEN_BACK = re.compile(
    r"\b(?:retract\w*|refuted|disproven?|debunked|withdrawn|no longer|formerly|once thought|could not be (?:confirmed|reproduced)|"
    r"(?:was|were|been) thought to)\b",
    re.IGNORECASE,
)
_NAUGHT = re.compile(r"\b(?:no|none|neither|nor|never)\b", re.IGNORECASE)
_ANY_DENIAL = re.compile(r"\b(?:no|not|without|neither|nor|free of|absence of)\b", re.IGNORECASE)
_DENIES = (*DENIALS, "no evidence", "same")
# who is meant, not what was found: "patients who do not have risk factors", "without heart failure"
_RESTRICTS = re.compile(r"\b(?:who|whom|which|that)\b[^,;]*|\bwithout \w+(?: \w+)?", re.IGNORECASE)
_OPPOSITE = re.compile(r"(?:dis|in|im|un|non-?|anti-?|a)(?=\w{4})", re.IGNORECASE)  # before a word of the question
_WORD = re.compile(r"[^\W_][\w-]*")


def strictly(question: str, asked: Asked, sentence: str, read: Read, scores: Scores) -> Scores:
    """The scores (yes, no, undecided) as `guarded` leaves them, or undecided where the sentence may be misheard."""
    yes, no, undecided = guarded(question, asked, sentence, read, scores)
    text = fold(sentence)
    if says_the_opposite_of(question, text) or says_the_opposite_of(text, question):
        return UNDECIDED
    if yes > no and (_TAKEN_BACK.search(text) or _NAUGHT.search(text)):
        return UNDECIDED
    clause = _RESTRICTS.sub(" ", nearest_clause(asked, text))
    denied = bool(_ANY_DENIAL.search(clause)) or any(CUES[name].search(clause) for name in _DENIES)
    # less or more, better or worse alone deny nothing: "poor outcome was lower" is no "no" to "does it improve outcome"
    return UNDECIDED if no > yes and not denied else (yes, no, undecided)


def says_the_opposite_of(question: str, text: str) -> bool:
    """Whether a word of the text is a word of the question with a denying prefix: "independent" for "dependent"."""
    own = {w.lower() for w in _WORD.findall(question)}
    found = {w.lower() for w in _WORD.findall(text)} - own
    return any(m and w[m.end() :] in own for w in found if (m := _OPPOSITE.match(w)))
