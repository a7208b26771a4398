"""Choose sentences: the best of each document, strong designs before weak, no two saying the same."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from research.reading.answers import Answer
from research.reading.terms import stems

SAME = 0.6  # shared stems of the shorter sentence, above which two sentences say the same
DESIGN_STEP = 0.02  # what a step of the evidence hierarchy is worth against likeness to the question
# Guidelines and syntheses first, then trials, then the rest (Haynes' pyramid; not a grade of certainty).
STRENGTH = {
    "guideline": 5, "systematic-review": 5, "meta-analysis": 5, "rct": 4, "controlled-trial": 3, "cohort": 2,
    "diagnostic-accuracy": 2, "case-control": 1, "cross-sectional": 1, "observational": 1,
    "case-report": -3, "case-series": -2, "animal-study": -4, "in-vitro": -4, "letter": -3, "comment": -3,
    "editorial": -3, "news": -4, "protocol": -4,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Group:
    """Answers that belong under one heading, best first."""

    title: str
    answers: tuple[Answer, ...]


def strength(answer: Answer) -> int:
    """The design's place in the hierarchy; 0 where nothing is indexed."""
    return STRENGTH.get(answer.evidence.document.design, 0)


def weighted(answer: Answer) -> Answer:
    """With the design's worth in its score."""
    return replace(answer, score=answer.score + DESIGN_STEP * strength(answer))


def best_of_each(answers: Iterable[Answer], per_document: int = 1) -> list[Answer]:
    """In order, at most so many of each document."""
    taken: dict[str, int] = {}
    kept = []
    for answer in answers:
        document_id = answer.evidence.document.id
        if taken.get(document_id, 0) < per_document:
            taken[document_id] = taken.get(document_id, 0) + 1
            kept.append(answer)
    return kept


def without_repeats(answers: Sequence[Answer]) -> list[Answer]:
    """In order, leaving out what an earlier one has said."""
    kept: list[tuple[Answer, set[str]]] = []
    for answer in answers:
        words = stems(answer.text)
        if all(len(words & other) / max(1, min(len(words), len(other))) < SAME for _, other in kept):
            kept.append((answer, words))
    return [answer for answer, _ in kept]
