"""Which sentences are quoted where it is asked whether a treatment works: first those that say what it did.

A likeness to the question alone prefers "X is a drug developed for Y". Where no treatment is asked about, or one against
another, this was seen to prefer worse sentences on BioASQ (2 of 9 changed for the worse): there the order stays.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from evidence.model import Plan
from evidence.text.findings import findings
from evidence.text.question_type import question_type
from evidence.text.synonyms import canonical
from research.answer.grounds import is_aside
from research.answer.relation import speaks
from research.reading.answers import OFF, Answer
from research.reading.background import is_background
from research.reading.focus import Focus
from research.reading.gate import HARMS, meaning

_LETTERED = re.compile(
    r"\b(vitamin|hepatitis|factor|influenza|coenzyme|streptococcus|botulinum toxin) ([A-Z]|\d{1,2})\b", re.IGNORECASE
)
ACCURACY = frozenset({"sensitivity", "specificity", "AUC", "LR_pos", "LR_neg", "PPV", "NPV"})
OF_ITS_KIND = 0.2  # what it is worth to state accuracy where a test is asked about, a harm where harms are; by hand
SPEAKS = 0.4  # what it is worth to say it: set by hand, about the step from a poor likeness to a good one


def on_the_matter(question: str, answers: Iterable[Answer], focus: Focus) -> list[Answer]:
    """The answers; those on another treatment, or that name it only by the way, are marked as such, and put behind."""
    lettered = [m.groups() for m in _LETTERED.finditer(canonical(question))]
    return [
        replace(a, off=True, score=a.score - OFF) if not a.off and _is_of_another(a, focus, lettered) else a
        for a in answers
    ]


def _is_of_another(answer: Answer, focus: Focus, lettered: Sequence[Sequence[str]]) -> bool:
    """By the way, or "vitamin E" where vitamin D is asked about: single letters are no words to the index."""
    held = canonical(f"{answer.evidence.document.title} {meaning(answer)}")
    exact = all(re.search(rf"\b{name}s?[\s-]{letter}\b", held, re.IGNORECASE) for name, letter in lettered)
    return not exact or is_background(answer.text, focus)


def preferred(plan: Plan, answers: Iterable[Answer]) -> list[Answer]:
    """The answers, with what it is worth to speak to the question in their scores; as they are for other questions."""
    if plan.kind == "diagnosis":
        return _raised(answers, lambda a: any(f.measure in ACCURACY for f in findings(a.text)))
    if plan.kind == "harm" and plan.intervention and not plan.outcome:
        return _raised(answers, lambda a: bool(HARMS.words.search(a.text)))
    if question_type(plan.question) != "yesno" or not plan.intervention or plan.comparator:
        return list(answers)
    return [replace(a, score=a.score + SPEAKS) if _speaks(plan.question, a) else a for a in answers]


def _raised(answers: Iterable[Answer], wanted: Callable[[Answer], bool]) -> list[Answer]:
    return [replace(a, score=a.score + OF_ITS_KIND) if wanted(a) else a for a in answers]


def _speaks(question: str, answer: Answer) -> bool:
    return not is_aside(answer.text) and speaks(question, meaning(answer))
