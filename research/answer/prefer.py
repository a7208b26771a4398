"""Which sentences are quoted where it is asked whether a treatment works: first those that say what it did.

A likeness to the question alone prefers "X is a drug developed for Y". Where no treatment is asked about, or one against
another, this was seen to prefer worse sentences on BioASQ (2 of 9 changed for the worse): there the order stays.
"""

from collections.abc import Iterable
from dataclasses import replace

from evidence.model import Plan
from evidence.text.question_type import question_type
from research.answer.grounds import is_aside
from research.answer.relation import speaks
from research.reading.answers import OFF, Answer
from research.reading.background import is_background
from research.reading.focus import Focus
from research.reading.gate import meaning

SPEAKS = 0.25  # what it is worth to say it: set by hand, about the step from a poor likeness to a good one


def on_the_matter(answers: Iterable[Answer], focus: Focus) -> list[Answer]:
    """The answers; those that name the treatment only by the way are marked as about another, and put behind."""
    return [
        replace(a, off=True, score=a.score - OFF) if not a.off and is_background(a.text, focus) else a for a in answers
    ]


def preferred(plan: Plan, answers: Iterable[Answer]) -> list[Answer]:
    """The answers, with what it is worth to speak to the question in their scores; as they are for other questions."""
    if question_type(plan.question) != "yesno" or not plan.intervention or plan.comparator:
        return list(answers)
    return [replace(a, score=a.score + SPEAKS) if _speaks(plan.question, a) else a for a in answers]


def _speaks(question: str, answer: Answer) -> bool:
    return not is_aside(answer.text) and speaks(question, meaning(answer))
