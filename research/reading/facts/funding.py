"""Who paid for a study, or what its authors declare, in the first sentence that says so."""

import re

from evidence.model import Document
from evidence.report import Stated
from evidence.text.sentences import sentences
from research.reading.facts.zones import stated

LONGEST = 250  # characters shown
_HEADED = re.compile(
    r"\bfund(?:ing|ed)\b|\bfinancial (?:support|disclosure)|\bsponsor|\bgrants?\b|\bsources? of support", re.IGNORECASE
)
_CONFLICTS = re.compile(
    r"\b(?:conflicts?|competing|declarations?) (?:of )?interests?\b|\bdisclosures?\b|\bduality of interest",
    re.IGNORECASE,
)
_NO_FUNDING = re.compile(r"\bno (?:\w+ ){0,3}(?:funding|financial support)\b", re.IGNORECASE)
_PAID = re.compile(
    r"\b(?:funded by|was funded|were funded|supported (?:in part |financially )?by (?:a |an |the |research "
    r"|\w+ ){0,4}(?:grants?|national|ministry|foundation|council|institutes?|fund|university|department)"
    r"|sponsored by|funding (?:was|for|from|by)|^funding\b|received (?:no )?(?:\w+ ){0,3}funding|grant support"
    r"|financial support|unrestricted (?:educational )?grant)",
    re.IGNORECASE,
)  # fmt: skip
_OTHERS = re.compile(
    r"\b(?:should|trials? (?:funded|sponsored)|studies (?:funded|sponsored)|publicly funded|industry[- ]funded"
    r"|whether|included (?:trials|studies))\b",
    re.IGNORECASE,
)


def funding(document: Document) -> Stated | None:
    """A section headed so, else a sentence of the abstract or the end matter, else the statement of interests."""
    text = document.text
    for heading in (_HEADED, _CONFLICTS):
        for section in document.sections:
            if heading.search(section.label) and section.category not in ("METHODS", "RESULTS"):
                return _first(text, section.start, section.end)
        found = _said(text) if heading is _HEADED else None
        if found:
            return found
    return None


def _said(text: str) -> Stated | None:
    """The last such sentence of the text: money is named at the end."""
    for match in reversed([*_PAID.finditer(text), *_NO_FUNDING.finditer(text)]):
        around = sentences(text, max(0, match.start() - 600), min(len(text), match.end() + 600))
        at = next(((s, t) for s, t in around if s <= match.start() < t), None)
        if at and (at[0] == 0 or at[0] > max(0, match.start() - 600)) and not _OTHERS.search(text, *at):
            return _clipped(text, *at)
    return None


def _first(text: str, start: int, end: int) -> Stated | None:
    found = sentences(text, start, end)
    return _clipped(text, *found[0]) if found else None


def _clipped(text: str, start: int, end: int) -> Stated | None:
    """The sentence; a longer one up to its last whole phrase or word."""
    if end - start > LONGEST:
        cut = max(text.rfind(mark, start + LONGEST // 2, start + LONGEST) for mark in (";", ","))
        end = cut if cut > start else text.rfind(" ", start, start + LONGEST)
    return stated(text, start, end, LONGEST)
