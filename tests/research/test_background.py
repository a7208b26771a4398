"""A treatment that is named only by the way: what patients were on, what another was measured against."""

import pytest

from research.plan import make_plan
from research.reading.background import is_background
from research.reading.focus import Focus, read_focus
from research.reading.terms import read_terms


def focus(question: str = "Does metformin reduce mortality?") -> Focus:
    """Every word in 10 of 1,000 documents."""
    return read_focus(make_plan(question), read_terms(question, lambda words: [10] * len(words), 1000))


@pytest.mark.parametrize(
    "sentence",
    [
        "Among patients treated with metformin, the use of aspirin lowered mortality.",
        "Aspirin added to metformin lowered mortality.",
        "In patients already receiving metformin aspirin lowered mortality.",
        "Mortality was lower with aspirin than with metformin.",
        "Mortality was lower with aspirin instead of metformin.",
        "Aspirin on a background of metformin lowered mortality.",
    ],
)
def test_another_treatments_finding_is_background(sentence: str) -> None:
    """What was added to metformin, or measured against it, is not told of metformin."""
    assert is_background(sentence, focus())


@pytest.mark.parametrize(
    "sentence",
    [
        "Metformin lowered mortality.",
        "Among patients treated with metformin, mortality was lower.",
        "Metformin, added to metformin of another brand, lowered mortality.",
        "Aspirin lowered mortality.",
    ],
)
def test_its_own_finding_is_not(sentence: str) -> None:
    """Its subject, the outcome of those who took it, or one plain mention of several; and where it is not named at all."""
    assert not is_background(sentence, focus())


def test_where_two_are_compared_neither_is_background() -> None:
    """The comparator is set against the intervention because that is what is asked."""
    asked = focus("Does metformin reduce mortality compared with aspirin?")
    assert asked.comparator
    assert not is_background("Mortality was lower with aspirin than with metformin.", asked)


def test_without_a_treatment_asked_about_nothing_is_background() -> None:
    """A question on a disease names no intervention."""
    assert not is_background("Aspirin added to metformin lowered mortality.", focus("What is diabetes?"))
