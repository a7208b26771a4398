"""Quotations stand in the source exactly, or they do not stand."""

import pytest

from citations.judges.quotations import quotations, without_marks
from evidence.model import Passage

TEXT = "Mortality fell by 12·5% in 1 234 patients (P\u202f=\u202f0.04). It did not fall in the 312 controls."
PASSAGES = [Passage("a", 0, len(TEXT), TEXT)]


@pytest.mark.parametrize(
    "claim",
    [
        "They say “Mortality fell by 12.5 percent in 1 234 patients”.",
        'They say "mortality fell by 12·5%".',
        "They say “Mortality fell ... in 1 234 patients (P = 0.04).”",
        "They say “[Death] did not fall in the 312 controls.”",
    ],
)
def test_typography_may_differ(claim: str) -> None:
    """Other dots, spaces, per cent signs, a first capital, and what is marked as left out or put in."""
    assert [each.stands for each in quotations(claim, PASSAGES)] == [True]


@pytest.mark.parametrize(
    "claim",
    [
        "They say “Mortality fell by 125% in 1 234 patients”.",
        "They say “It did fall in the 312 controls”.",
        "They say “fall in the 12 controls”.",
        "They say “Mortality rose by 12.5%”.",
    ],
)
def test_content_may_not(claim: str) -> None:
    """A changed number, a lost "not", half a number, another direction."""
    assert [each.stands for each in quotations(claim, PASSAGES)] == [False]


def test_a_term_in_quotation_marks_is_no_quotation() -> None:
    """One or two words without a figure name something."""
    assert quotations("the “gold standard”", PASSAGES) == []
    assert without_marks("the “gold standard” and «another one»") == "the gold standard and another one"
