"""Which way a sentence points on the outcome asked about: read by hand."""

from dataclasses import replace

import pytest

from research.contradict import opposed
from research.plan import make_plan
from research.reading.focus import read_focus
from research.reading.terms import read_terms
from research.reading.ways.by_words import REFUSED, Heard
from research.reading.ways.way import direction, settled


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
    "sentence",
    [
        "Whether apixaban reduces major bleeding is unclear.",
        "Apixaban is used to reduce major bleeding.",
        "Stopping apixaban increased major bleeding.",
        "People with major bleeding had lower levels of apixaban.",
        "Apixaban had similar effects on major bleeding in women and men.",
        "Apixaban plus aspirin reduced major bleeding more than apixaban alone.",
        "Adding aspirin to apixaban increased major bleeding.",
        "Major bleeding was rarer and fell in those who reduced their apixaban intake.",
        "If we assume that apixaban reduces major bleeding by half, ten people must be treated.",
        "This study compares the ability of apixaban to reduce major bleeding with that of placebo.",
        "Another drug could reduce major bleeding where apixaban cannot be had.",
        "The trials of apixaban were not powered to find a difference in major bleeding.",
        "Old age is associated with more major bleeding as well as a decrease in apixaban.",
        "Levels of apixaban gradually decrease with age and are associated with more major bleeding.",
        "Apixaban was given to people with atrial fibrillation in an attempt to reduce major bleeding.",
        "Apixaban was given to assess the effect on major bleeding.",
        "Apixaban reduced major bleeding, but one study reported more major bleeding.",
        "Apixaban reduced stroke in patients with atrial fibrillation and major bleeding was recorded.",
    ],
)
def test_silence(sentence: str) -> None:
    """What is open, a purpose, of the drug's lack, of whom it was, of evenness or of two minds says no direction."""
    assert points(sentence) == ""


@pytest.mark.parametrize(
    ("towards", "sentence"),
    [
        ("", "Ibuprofen and nimesulide had no significant difference between them in pain."),
        ("none", "Ibuprofen had no significant effect on pain compared with placebo."),
        ("", "Pain increased with ibuprofen and there was no change in placebo."),
        ("", "Patients given ibuprofen had significantly greater relief of pain."),
        ("", "Ibuprofen is increasingly used for pain."),
        ("", "Massage reduced pain and the need for ibuprofen."),
        ("", "In contrast to ibuprofen, massage reduced pain."),
        ("", "Ibuprofen is often taken by adults to reduce pain."),
        ("less", "Ibuprofen significantly reduced pain."),
    ],
)
def test_without_a_comparator(towards: str, sentence: str) -> None:
    """Two treatments that do alike are not two without effect."""
    question = "Does ibuprofen reduce pain?"
    terms = read_terms(question, lambda words: [10] * len(words), 100)
    assert direction(sentence, read_focus(make_plan(question), terms)) == towards


def test_readings_that_contradict_each_other_are_not_said() -> None:
    """The words say "more"; the learned reading takes "reduced" for bleeding's. In trials such words were right 9 times of 23."""
    assert points("Apixaban reduced stroke but increased major bleeding.") == ""


@pytest.mark.parametrize(
    ("towards", "heard", "shares"),
    [
        ("less", Heard("less"), (0.2, 0.2, 0.6)),
        ("", Heard("more"), (0.2, 0.2, 0.6)),
        ("", Heard("less"), (0.3, 0.3, 0.4)),
        ("", Heard(), (0.1, 0.1, 0.8)),
        ("", Heard(), (0.01, 0.01, 0.98)),
        ("none", Heard(), (0.85, 0.1, 0.05)),
        ("", REFUSED, (0.98, 0.01, 0.01)),
    ],
)
def test_settled(towards: str, heard: Heard, shares: tuple[float, ...]) -> None:
    """Agreement from 0.5 on; alone only no difference, from 0.8 on; never against the words, never where they refuse."""
    assert settled(heard, shares) == towards


@pytest.mark.parametrize(
    ("directions", "are"),
    [([], False), (["less"], False), (["less", "less", ""], False), (["less", "none"], True), (["more", "less"], True)],
)
def test_opposed(directions: list[str], are: bool) -> None:
    """Silence opposes nothing."""
    assert opposed(directions) is are  # type: ignore[arg-type]
