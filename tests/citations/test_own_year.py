"""A year that tells when the cited paper appeared is no figure of it."""

import pytest

from citations.own_year import without_year
from tests.fakes import document

PAPER = document(1)  # of 2020, and its text does not say so


@pytest.mark.parametrize(
    ("claim", "left"),
    [
        ("In a 2020 review, aspirin helped.", "In a review, aspirin helped."),
        ("Smith (2020) found bleeding.", "Smith found bleeding."),
        ("The 2020 trial found bleeding.", "The trial found bleeding."),
        ("Smith et al. (2020) found bleeding.", "Smith et al. found bleeding."),
        ("A 2020 Cochrane systematic review found bleeding.", "A Cochrane systematic review found bleeding."),
        ("The 2020 guidelines advise it.", "The guidelines advise it."),
        ("A trial published in 2020 found bleeding.", "A trial published found bleeding."),
    ],
)
def test_the_papers_own_year_is_left_out(claim: str, left: str) -> None:
    assert without_year(claim, PAPER) == left


@pytest.mark.parametrize(
    "claim",
    [
        "Of 5000 adults, 2020 patients bled.",
        "It bled in 2020 of 3000 patients.",
        "The 2020 patients bled.",
        "From 2018 to 2020 it rose.",
        "In 2019, aspirin helped.",
        "A dose of 2020 mg helped.",
        "It rose in 2020–2022.",
        "In 2020.5 units it rose.",
        "It was seen in 2020.",
        "In 2020 infants aspirin helped.",
        "Of the 2020 eligible infants most bled.",
        "The 2020 survivors bled.",
        "A 2020 mg dose helped.",
        "A 2020 kcal diet helped.",
        "The 2020 trials found bleeding.",
        "Deaths (2020) rose, and bleeding (2020) did not.",
        "Published in 2020 and 2021, they agree.",
    ],
)
def test_a_count_a_period_an_event_and_another_year_stay(claim: str) -> None:
    """A figure that the source does not state is never cut out of a claim because it looks like the paper's year."""
    assert without_year(claim, PAPER) == claim


def test_a_year_that_stands_in_the_text_stays() -> None:
    assert without_year("In 2020, it rose.", document(1, body="We enrolled patients in 2020.")) == "In 2020, it rose."
