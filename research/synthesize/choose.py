"""Choose sentences: strong designs before weak, the best of each document, no two the same; and why others are not shown."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from evidence.text.findings import findings
from evidence.text.measures import OF_ONE_GROUP
from evidence.text.numbers import numbers
from research.reading.answers import Answer
from research.reading.quotable import is_recommendation
from research.reading.terms import stems
from research.synthesize.designs import STRENGTH

SAME = 0.85  # shared stems of the shorter sentence, above which two sentences say the same
DESIGN_STEP = 0.02  # what a step of the evidence hierarchy is worth against likeness to the question
SAME_TO_READERS = 0.75  # the same for a bottom line, where other figures make no other sentence

_TURN = re.compile(
    r"\b(?:no|not|without|never|neither|nor|fail\w*|un\w+ed|non-?inferior|reduc\w*|increas\w*|decreas\w*|lower\w*|higher|"
    r"less|more|fewer|greater|wors\w*|better|improv\w*|shorten\w*|prolong\w*|hypothes\w*|may|might|could)\b|n't\b",
    re.IGNORECASE,
)
NO_ANSWER = "no sentence of it answers the question"
NOTHING_TO_QUOTE = "it has no sentence that can stand alone"
UNREAD = "its sentences share too few words with the question to be read closely"
REMOVED = "its statement did not stand in the citation check"
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


def choose(passed: Sequence[Answer], documents: int, before: Sequence[Answer] = ()) -> Chosen:
    """Of answers in order: the first of each of so many documents, and with it an estimate or another recommendation.

    What is quoted `before`, under another heading, is not quoted again word for word, nor twice from one place.
    """
    said = {a.text for a in before}
    kept: list[Answer] = []
    taken: dict[str, int] = {}
    passed_over: dict[str, str] = {}
    for answer in passed:
        document_id = answer.evidence.document.id
        if document_id not in taken and len(taken) >= documents:
            passed_over.setdefault(document_id, BELOW)
        elif answer.text in said or any(says_the_same(answer.text, other.text) for other in kept):
            passed_over.setdefault(document_id, SAID)
        elif document_id not in taken or (taken[document_id] == 1 and _adds(answer, kept)):
            taken[document_id] = taken.get(document_id, 0) + 1
            kept.append(answer)
    return Chosen(tuple(kept), {i: why for i, why in passed_over.items() if i not in taken})


def says_the_same(one: str, other: str) -> bool:
    """Nearly the same words, and the same figures, negations and directions: opposite findings are never one."""
    return _alike(one, other, SAME) and {n.text for n in numbers(one)} == {n.text for n in numbers(other)}


def says_it_again(one: str, other: str) -> bool:
    """Much the same words with the same negations and directions, whatever the figures: a reader learns it once."""
    return _alike(one, other, SAME_TO_READERS)


def _alike(one: str, other: str, share: float) -> bool:
    words, others = stems(one), stems(other)
    shared = len(words & others) / max(1, min(len(words), len(others)))
    return shared >= share and _turns(one) == _turns(other)


def _turns(text: str) -> set[str]:
    """The words that turn a finding round."""
    return {m.group().lower() for m in _TURN.finditer(text)}


def _adds(answer: Answer, kept: Sequence[Answer]) -> bool:
    """Whether it is another recommendation, or states an effect where the document's quoted sentence does not."""
    document = answer.evidence.document
    first = next(a for a in kept if a.evidence.document.id == document.id)
    if is_recommendation(document, answer.start, answer.end) and not answer.off:
        return True
    return _estimates(answer.text) and not _estimates(first.text)


def _estimates(sentence: str) -> bool:
    return any(f.measure and f.measure not in OF_ONE_GROUP for f in findings(sentence))
