"""For a question and documents: the sentences that answer it, scored. No model writes anything here."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from evidence.model import Document, Evidence
from evidence.ports import Embedder
from evidence.text.short_forms import short_forms, spelt_out
from research.reading.ages import of_that_age
from research.reading.closest import LONG, closest_parts, text_in
from research.reading.population import off_population
from research.reading.quotable import is_recommendation, is_row, quotable
from research.reading.sentences.of_documents import probabilities
from research.reading.terms import Terms, stems

# What a sentence's place and form are worth where it is chosen which sentences are read closely. Set by hand.
PLACE = {"CONCLUSIONS": 0.12, "RESULTS": 0.10, "METHODS": -0.12, "OBJECTIVE": -0.15, "BACKGROUND": -0.04}
LIKENESS, COVERAGE, LEXICAL = 0.55, 0.35, 0.10
NUMBERS = 0.04
PROBABLE, USUAL = 0.4, 0.25  # a probability of 0 to 1 adds -0.10 to 0.30, about what place and form were worth
RECOMMENDATION = 0.2  # what it is worth to be the recommendation itself
TABULAR = 0.12  # what it costs to be a row of a table
UNKNOWN = 0.3  # what it costs to say what is not known before the study says what it found
OF_AGE = 0.35  # what it is worth to name the age that is asked about
OFF = 0.2  # what it costs to be about animals, or children where adults are asked about
MOST_READ = 100  # sentences given to the embedder: about 1.1 CPU seconds without AMX

_NUMBER = re.compile(r"\d")
_NOT_KNOWN = re.compile(
    r"\bno (?:therapy|treatment|cure|drug)s? (?:with|of) proven\b|\bhas not been (?:directly )?(?:compared|studied|tested)\b|"
    r"\b(?:is|are|was|were|remains?|remained|has been|have been)\b(?:\s+\w+){0,2}?\s+(?:unknown|unclear|uncertain|elusive|"
    r"debated|controversial|understudied|"
    r"(?:poorly|incompletely|not (?:\w+ )?)(?:understood|known|studied|characteri[sz]ed|defined|established))\b",
    re.IGNORECASE,
)
EARLY = 0.5  # of a short text: what is said there to be unknown is why the study was done


@dataclass(frozen=True, slots=True)
class Answer:
    """A sentence of a document (offsets into its text), how well it answers, and its likeness to the question."""

    evidence: Evidence
    start: int
    end: int
    text: str
    score: float
    likeness: float | None  # cosine with the question; None where there is no embedder
    coverage: float  # of the question's topic words, in the sentence and its title together
    in_document: float  # of the same, anywhere in what was read of the document
    off: bool = False  # about others than the question asks about
    tabular: bool = False  # a row of a table, no sentence
    meaning: str = (
        ""  # the text, with the long forms of what its document abbreviates: to compare words by, not to show
    )


def read_answers(
    question: str, terms: Terms, pool: Sequence[Evidence], embedder: Embedder | None, most: int = MOST_READ
) -> list[Answer]:
    """The `most` quotable sentences of the pool that are nearest by words, best first; ties by document id and place."""
    parts = {e.document.id: closest_parts(e.document, question) for e in pool}
    found = [(e, s, t) for e in pool for s, t in quotable(e.document, parts[e.document.id])]
    if not found:
        return []
    lexical = _lexical(question, [e.document.text[s:t] for e, s, t in found])
    forms = {e.document.id: short_forms(text_in(e.document, parts[e.document.id])) for e in pool}
    meant = [spelt_out(e.document.text[s:t], forms[e.document.id]) for e, s, t in found]
    ground = [_ground(terms, e.document, s, text) for (e, s, _), text in zip(found, meant, strict=True)]
    first = sorted(range(len(found)), key=lambda i: -(ground[i][0] + 0.3 * lexical[i]))[:most]
    likeness = _likeness(question, [found[i][0].document.text[found[i][1] : found[i][2]] for i in first], embedder)
    probable = probabilities(question, terms, [(found[i][0].document, *found[i][1:]) for i in first], likeness)
    whole = {e.document.id: terms.coverage(stems(text_in(e.document, parts[e.document.id]))) for e in pool}
    answers = []
    for i, alike, p in zip(first, likeness, probable, strict=True):
        evidence, start, end = found[i]
        score = COVERAGE * ground[i][0] + LEXICAL * lexical[i] + LIKENESS * (alike or 0.0) + PROBABLE * (p - USUAL)
        text = evidence.document.text[start:end]
        of_age = of_that_age(question, text)
        off = of_age is False or off_population(question, f"{evidence.document.title} {text}")
        score += OF_AGE if of_age else 0.0
        tabular = is_row(evidence.document, start, end)
        score -= (OFF if off else 0.0) + (TABULAR if tabular else 0.0)
        score -= UNKNOWN if _sets_out(evidence.document, start, text) else 0.0
        score += RECOMMENDATION if is_recommendation(evidence.document, start, end) else 0.0
        answers.append(
            Answer(
                evidence,
                start,
                end,
                text,
                score,
                alike,
                ground[i][0],
                whole[evidence.document.id],
                off,
                tabular,
                meant[i],
            )
        )
    return sorted(answers, key=lambda a: (-a.score, a.evidence.document.id, a.start))


def _sets_out(document: Document, start: int, text: str) -> bool:
    """Whether a sentence names what was not known when the study began."""
    section = next((s for s in document.sections if s.start <= start < s.end), None)
    if section and section.category:
        early = section.category in ("BACKGROUND", "OBJECTIVE")
    else:
        early = len(document.text) <= LONG and start < EARLY * len(document.text)
    return early and bool(_NOT_KNOWN.search(text))


def _ground(terms: Terms, document: Document, start: int, text: str) -> tuple[float, float]:
    """(coverage, what place and form are worth) of a sentence that begins there; `text` with its short forms spelt out."""
    own = terms.coverage(stems(text))
    with_title = terms.coverage(stems(text) | stems(document.title))
    section = next((s for s in document.sections if s.start <= start < s.end), None)
    place = PLACE.get(section.category, 0.0) if section else 0.0
    return 0.6 * own + 0.4 * with_title, place + (NUMBERS if _NUMBER.search(text) else 0.0)


def _lexical(question: str, texts: Sequence[str]) -> list[float]:
    """BM25 of the run's own sentences (rank-bm25), scaled to 0..1."""
    from rank_bm25 import BM25Okapi

    from evidence.text.words import content_words, stem

    corpus = [[stem(w) for w in content_words(t)] or [""] for t in texts]
    scores = [float(s) for s in BM25Okapi(corpus).get_scores([stem(w) for w in content_words(question)])]
    top = max(scores, default=0.0)
    return [max(s, 0.0) / top if top > 0 else 0.0 for s in scores]


def _likeness(question: str, texts: Sequence[str], embedder: Embedder | None) -> Sequence[float | None]:
    if embedder is None:
        return [None] * len(texts)
    vectors: Any = embedder.embed_passages(texts)
    return [float(x) for x in vectors @ embedder.embed_query(question)[0]]
