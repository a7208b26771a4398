"""Ages in questions and sentences: spans of years, worked out by hand."""

import pytest

from research.reading.ages import Span, ages_asked, ages_named, of_that_age


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("women aged 40 to 49", 40, 49),
        ("ages 5-11 years", 5, 11),
        ("adults aged 65 years or older", 65, 120),
        ("women over the age of 75", 75, 120),
        ("those over 80 years", 80, 120),
        ("people younger than 18", 0, 18),
        ("children under 5", 0, 5),
    ],
)
def test_a_named_age_is_read_as_a_span(text: str, low: int, high: int) -> None:
    """An open end reaches to 0 or to 120 years; both ends are included."""
    assert ages_named(text) == [Span(low, high)]


@pytest.mark.parametrize(
    "text",
    [
        "over 100 patients",
        "under 30% of them",
        "above 140 mm Hg",
        "below 12 weeks",
        "aged",
        "HbA1c below 7.0%",
        "eGFR below 60 mL/min",
        "BMI above 30",
        "women followed for 2 to 5 years.",
        "over 5 years of follow-up",
    ],
)
def test_other_figures_are_no_ages(text: str) -> None:
    """Counts, shares, pressures, kidney function, weight and lengths of time are not read as years."""
    assert ages_named(text) == []


def test_several_ages_come_in_their_order() -> None:
    """Of a sentence that names two groups both are read."""
    assert ages_named("Men aged 50 to 59 and women aged 40 to 49 took part") == [Span(50, 59), Span(40, 49)]


def test_a_single_age_is_read_in_questions_only() -> None:
    """ "A 75-year-old man" asks about the age of 75; in a sentence a single age is no span. Nobody is 130."""
    assert ages_asked("Should a 75-year-old man take a statin?") == Span(75, 75)
    assert ages_asked("Statins in men aged 75") == Span(75, 75)
    assert ages_named("A 75-year-old man took a statin.") == []
    assert ages_asked("Statins in men aged 130") is None
    assert ages_asked("Do statins prevent stroke?") is None


def test_spans_overlap_at_their_ends() -> None:
    """40 to 49 and 49 to 60 share the age of 49; 40 to 49 and 50 to 60 share none; either may be asked first."""
    assert Span(40, 49).overlaps(Span(49, 60)) and Span(49, 60).overlaps(Span(40, 49))
    assert not Span(40, 49).overlaps(Span(50, 60)) and not Span(50, 60).overlaps(Span(40, 49))


def test_a_sentence_is_of_the_age_asked_about_or_of_another_or_untold() -> None:
    """One span of several is enough; None where the question or the sentence names no age."""
    question = "Does screening save lives in women aged 40 to 49?"
    assert of_that_age(question, "Deaths were fewer in women aged 39 to 49 and in women aged 70 to 74.") is True
    assert of_that_age(question, "Deaths were fewer in women aged 70 to 74.") is False
    assert of_that_age(question, "Deaths were fewer.") is None
    assert of_that_age("Does screening save lives?", "Deaths were fewer in women aged 70 to 74.") is None
