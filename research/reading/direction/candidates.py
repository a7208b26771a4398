"""The sentences of an article that could say how an outcome went in one arm against another, the likeliest 60."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from evidence.model import Document
from evidence.text.direction_slots import Asked
from evidence.text.sentences import sentences
from evidence.text.words import content_words, stem

KEPT = 60  # sentences that are read closely
_CLOSE = 0.35  # share of a neighbour's words that count: an outcome is often named one sentence before its figures
_SHORTEST, _LONGEST = 12, 1_200  # characters


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence at its offsets in the article, with its section's label and category, and place from 0 to 1."""

    start: int
    end: int
    text: str
    label: str
    category: str
    place: float
    known: frozenset[str]  # its words as `direction_slots` knows them
    order: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """`outcome`, `own` and `other`: shares (0 to 1) of each one's words, by rarity in the article, that it names;
    `before` the same of the outcome for the sentence before, `headed` for the section's label."""

    sentence: Sentence
    outcome: float
    own: float
    other: float
    before: float
    headed: float
    score: float


def sentences_of(document: Document) -> tuple[Sentence, ...]:
    """Each sentence of the sections, in order; references and the like are left out."""
    found: list[Sentence] = []
    total = max(len(document.text), 1)
    for section in document.sections:
        if section.label.startswith(("References", "Acknowledg", "Funding", "Competing", "Author")):
            continue
        for start, end in sentences(document.text, section.start, section.end):
            text = document.text[start:end]
            if _SHORTEST <= len(text) <= _LONGEST:
                found.append(
                    Sentence(start, end, text, section.label, section.category, start / total, _known(text), len(found))
                )
    return tuple(found)


@lru_cache(maxsize=20_000)
def _known(text: str) -> frozenset[str]:
    """Stems cut at seven letters, as `direction_slots.asked` gives them."""
    return frozenset(stem(w)[:7] for w in content_words(text))


def candidates(written: Sequence[Sentence], sides: Asked, limit: int = KEPT) -> list[Candidate]:
    """The `limit` likeliest by the words that they share with what is asked, best first."""
    weights = _rarity(written, sides.outcome | sides.own | sides.other)
    shares = [_share(s.known, sides.outcome, weights) for s in written]
    found = []
    for sentence, share in zip(written, shares, strict=True):
        own, other = (_share(sentence.known, side, weights) for side in (sides.own, sides.other))
        before = shares[sentence.order - 1] if sentence.order else 0.0
        headed = _share(_known(sentence.label), sides.outcome, weights)
        score = (
            share + _CLOSE * max(before, headed) + 0.25 * own + 0.15 * other + 0.2 * (sentence.category == "RESULTS")
        )
        found.append(Candidate(sentence, share, own, other, before, headed, score))
    return sorted(found, key=lambda c: (-c.score, c.sentence.start))[:limit]


def _rarity(written: Sequence[Sentence], words: frozenset[str]) -> dict[str, float]:
    """ln(1 + N / (n + 0.5)), n sentences of the article's N holding a word."""
    held = Counter(w for s in written for w in words & s.known)
    return {w: math.log(1 + len(written) / (held[w] + 0.5)) for w in words}


def _share(known: frozenset[str], aim: frozenset[str], weights: dict[str, float]) -> float:
    total = sum(weights[w] for w in aim)
    return sum(weights[w] for w in aim & known) / total if total else 0.0
