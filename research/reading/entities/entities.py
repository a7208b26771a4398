"""The things that sentences name in answer to a factoid or list question, best first, each where it stands.

Ranked by the documents that name it and its closeness to the question's words; a thing that the question itself names
is no answer. What each mark is worth was set by hand on half of BioASQ's questions.
"""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from evidence.text.typography import fold
from evidence.text.words import content_words, stem
from research.reading.entities.candidates import candidates, is_drug, is_name, is_number
from research.reading.terms import ASKING
from research.reading.verdict.asked import Asked, read_asked
from research.reading.verdict.features import overlap
from research.reading.verdict.weigh import Statement

NEAR = 60  # characters: about ten words
NAME, TERM, FITS, LISTED = 0.3, 0.8, 1.0, 0.5
WORTH = 0.75  # of the best score: what a list still holds
_HOW_MANY = re.compile(
    r"\b(?:how (?:many|much|long|often|old|common)|percentage|proportion|prevalence|incidence|when|year|number)\b", re.I
)
_WHICH_DRUG = re.compile(
    r"\b(?:drugs?|antibod\w+|inhibitors?|agents?|medications?|statins?|treatments?|antivirals?|vaccines?)\b", re.I
)
_WHICH_GENE = re.compile(
    r"\b(?:genes?|proteins?|enzymes?|receptors?|kinases?|mutations?|antigens?|factors?|biomarkers?)\b", re.I
)
_LISTED = re.compile(r"\s*(?:,|;|\band\b|\bor\b|\()")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a thing stands in a document's text, and the sentence around it."""

    start: int
    end: int
    statement: Statement


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing as it is first written, its score (higher is better, no unit), and all the places found."""

    text: str
    score: float
    documents: int
    places: tuple[Place, ...]


def entities(
    question: str, statements: Sequence[Statement], most: int = 5, is_term: Callable[[str], bool] | None = None
) -> list[Entity]:
    """At most `most`, best first; ties by alphabet. `is_term` says whether a vocabulary holds a text (MeSH)."""
    asked = read_asked(question)
    found: dict[str, list[tuple[float, Place]]] = {}
    for statement in statements:
        share = overlap(asked, statement.text)
        for start, end in candidates(statement.text):
            key = folded(statement.text[start:end])
            if len(key) > 1 and not _is_asked(asked, statement.text[start:end]):
                place = Place(statement.start + start, statement.start + end, statement)
                found.setdefault(key, []).append((share + closeness(asked, statement.text, start, end), place))
    ranked = sorted(
        ((_entity(question, places, is_term)) for places in found.values()), key=lambda e: (-e.score, e.text)
    )
    return _apart(ranked, most)


def listed(
    question: str, statements: Sequence[Statement], most: int = 8, is_term: Callable[[str], bool] | None = None
) -> list[Entity]:
    """For a list question: those that score nearly as well as the best."""
    found = entities(question, statements, most, is_term)
    return [e for e in found if e.score >= WORTH * found[0].score]


def closeness(asked: Asked, sentence: str, start: int, end: int) -> float:
    """Share of the question's words within NEAR characters, 0 to 1."""
    return overlap(asked, sentence[max(0, start - NEAR) : start] + " " + sentence[end : end + NEAR])


def folded(text: str) -> str:
    """One form for spellings of a name: lower case, letters and digits only."""
    return re.sub(r"[\W_]+", "", fold(text).lower())


def _entity(question: str, found: Sequence[tuple[float, Place]], is_term: Callable[[str], bool] | None) -> Entity:
    first = min(found, key=lambda f: (-f[0], f[1].statement.document_id, f[1].start))[1]
    text = _text(first)
    documents = len({place.statement.document_id for _, place in found})
    near = max(score for score, _ in found)
    score = near + math.log2(1 + documents) + 0.3 * math.log2(1 + len(found)) + _form(question, text)
    score += LISTED if any(_is_listed(place) for _, place in found) else 0.0
    score += TERM if is_term is not None and is_term(text) else 0.0
    return Entity(text, score, documents, tuple(place for _, place in found))


def _form(question: str, text: str) -> float:
    """What it is worth to be written as the question wants."""
    if bool(_HOW_MANY.search(question)) != is_number(text):
        return -FITS
    score = NAME if is_name(text) else 0.0
    score += FITS if _WHICH_DRUG.search(question) and is_drug(text) else 0.0
    return score + (FITS / 2 if _WHICH_GENE.search(question) and is_name(text) else 0.0)


def _is_asked(asked: Asked, text: str) -> bool:
    """Whether it holds nothing but what the question says and what every question says ("patients", "drug")."""
    return {stem(w) for w in content_words(text) if w not in ASKING} <= asked.stems


def _is_listed(place: Place) -> bool:
    """Whether a comma, a bracket or "and" follows."""
    return bool(_LISTED.match(place.statement.text, place.end - place.statement.start))


def _text(place: Place) -> str:
    return place.statement.text[place.start - place.statement.start : place.end - place.statement.start]


def _apart(ranked: Sequence[Entity], most: int) -> list[Entity]:
    """Without those that are a part of a better one, or hold one."""
    kept: list[Entity] = []
    for entity in ranked:
        key = folded(entity.text)
        if all(key not in folded(k.text) and folded(k.text) not in key for k in kept):
            kept.append(entity)
        if len(kept) == most:
            break
    return kept
