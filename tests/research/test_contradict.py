"""Which way a sentence points on the outcome asked about: read by hand."""

from dataclasses import replace

import pytest

from research.contradict import direction, opposed
from research.plan import make_plan
from research.reading.focus import read_focus
from research.reading.terms import read_terms


def points(sentence: str) -> str:
    """On major bleeding, with apixaban against warfarin."""
    plan = replace(make_plan("Does it?"), outcome="major bleeding", intervention="apixaban", comparator="warfarin")
    return direction(
        sentence, read_focus(plan, read_terms("major bleeding apixaban warfarin", lambda words: [10] * len(words), 100))
    )


@pytest.mark.parametrize(
    ("towards", "sentence"),
    [
        ("less", "Apixaban reduced major bleeding."),
        ("less", "Apixaban caused less major bleeding than warfarin."),
        ("less", "Warfarin caused more major bleeding than apixaban."),
        ("less", "Apixaban reduced major bleeding in patients with more comorbidity."),
        ("more", "Major bleeding was increased with apixaban."),
        ("more", "Apixaban reduced stroke but increased major bleeding."),
        ("more", "Mortality was lower and major bleeding was higher with apixaban."),
        ("more", "Apixaban was associated with a higher risk of major bleeding than warfarin."),
        ("none", "There was no significant difference in major bleeding."),
        ("none", "Apixaban did not reduce major bleeding."),
        ("none", "Major bleeding was similar in both groups."),
        ("none", "Major bleeding was not reduced by apixaban."),
        ("none", "The reduction in major bleeding was not significant."),
        ("", "Stroke was reduced."),
        ("", "Major bleeding occurred in 12 patients."),
    ],
)
def test_direction(towards: str, sentence: str) -> None:
    """From the intervention's side; "" where the sentence does not say, or says it of something else."""
    assert points(sentence) == towards


@pytest.mark.parametrize(
    ("towards", "sentence"),
    [
        ("none", "Apixaban failed to reduce major bleeding."),
        ("none", "Apixaban reduced stroke without an increase in major bleeding."),
        ("less", "More patients on warfarin had major bleeding than on apixaban."),
        ("less", "Patients with higher baseline risk had less major bleeding on apixaban."),
        ("less", "Compared with warfarin, apixaban reduced major bleeding."),
        ("more", "Compared with warfarin, apixaban increased major bleeding."),
        ("less", "Major bleeding rates were higher with warfarin."),
        ("less", "Major bleeding occurred more often in the warfarin group."),
        ("less", "There was less major bleeding than with warfarin."),
        ("", "Warfarin increased major bleeding."),
        ("", "Effects on major bleeding did not differ by age or sex."),
        ("none", "Major bleeding did not differ between the two groups."),
        ("", "In patients with higher major bleeding risk, apixaban was given."),
    ],
)
def test_direction_of_harder_sentences(towards: str, sentence: str) -> None:
    """Common ways to say it that mislead a reading by the first word."""
    assert points(sentence) == towards


@pytest.mark.parametrize(
    ("directions", "are"),
    [([], False), (["less"], False), (["less", "less", ""], False), (["less", "none"], True), (["more", "less"], True)],
)
def test_opposed(directions: list[str], are: bool) -> None:
    """Silence opposes nothing."""
    assert opposed(directions) is are  # type: ignore[arg-type]
