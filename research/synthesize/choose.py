"""Choose sentences: strong designs before weak, the best of each document, no two the same; and why others are not shown."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from evidence.text.effects import effects
from research.reading.answers import Answer
from research.reading.terms import stems

SAME = 0.85  # shared stems of the shorter sentence, above which two sentences say the same
DESIGN_STEP = 0.02  # what a step of the evidence hierarchy is worth against likeness to the question
# Guidelines and syntheses first, then trials, then the rest (Haynes' pyramid; not a grade of certainty).
STRENGTH = {
    "guideline": 5, "systematic-review": 5, "meta-analysis": 5, "rct": 4, "controlled-trial": 3, "cohort": 2,
    "diagnostic-accuracy": 2, "case-control": 1, "cross-sectional": 1, "observational": 1,
    "case-report": -3, "case-series": -2, "animal-study": -6, "in-vitro": -6, "letter": -3, "comment": -3,
    "editorial": -3, "news": -4, "protocol": -4,
}  # fmt: skip

NO_ANSWER = "no sentence of it answers the question"
SAID = "its best sentence says the same as one that is quoted"
BELOW = "answers too; stronger or closer answers fill the report"


@dataclass(frozen=True, slots=True)
class Chosen:
    """Answers to show, best first, and for the other documents why not, by id."""

    answers: tuple[Answer, ...]
    passed_over: dict[str, str]


def strength(answer: Answer) -> int:
    """The design's place in the hierarchy; 0 where nothing is indexed."""
    return STRENGTH.get(answer.evidence.document.design, 0)


def weighted(answer: Answer) -> Answer:
    """With the design's worth in its score."""
    return replace(answer, score=answer.score + DESIGN_STEP * strength(answer))


def choose(passed: Sequence[Answer], documents: int) -> Chosen:
    """Of answers in order: the first of each of so many documents, and its first estimate with it."""
    kept: list[tuple[Answer, set[str]]] = []
    taken: dict[str, int] = {}
    passed_over: dict[str, str] = {}
    for answer in passed:
        document_id, words = answer.evidence.document.id, stems(answer.text)
        if document_id not in taken and len(taken) >= documents:
            passed_over.setdefault(document_id, BELOW)
        elif any(_same(words, other) for _, other in kept):
            passed_over.setdefault(document_id, SAID)
        elif document_id not in taken or (taken[document_id] == 1 and _adds_an_estimate(answer, kept)):
            taken[document_id] = taken.get(document_id, 0) + 1
            kept.append((answer, words))
    return Chosen(tuple(a for a, _ in kept), {i: why for i, why in passed_over.items() if i not in taken})


def _same(words: set[str], other: set[str]) -> bool:
    return len(words & other) / max(1, min(len(words), len(other))) >= SAME


def _adds_an_estimate(answer: Answer, kept: Sequence[tuple[Answer, set[str]]]) -> bool:
    """Whether the sentence states an effect and the document's quoted one does not."""
    first = next(a for a, _ in kept if a.evidence.document.id == answer.evidence.document.id)
    return bool(effects(answer.text)) and not effects(first.text)
