"""Words around effects: what part they play, when they were measured, numbers told in words; all at their offsets."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.text.cues import cues
from evidence.text.quantities import quantities
from evidence.text.times import time_points

TIMES = [
    ("at 12 weeks", ["at 12 weeks"]),
    ("by day 28", ["by day 28"]),
    ("after a median follow-up of 5 years", ["after a median follow-up of 5 years"]),
    ("30-day mortality and 6-month survival", ["30-day", "6-month"]),
    ("a 12-year-old boy", []),
    ("at 12 mg", []),
    ("at 12 mo/kg", []),
]


@pytest.mark.parametrize(("text", "expected"), TIMES)
def test_time_points(text: str, expected: list[str]) -> None:
    assert [time.text for time in time_points(text)] == expected


QUANTITIES = [
    ("one in five, as said", Fraction(1, 5)),
    ("1 in 20 people", Fraction(1, 20)),
    ("two thirds of patients", Fraction(2, 3)),
    ("half of them", Fraction(1, 2)),
    ("a quarter of", Fraction(1, 4)),
    ("2.5-fold", Fraction(5, 2)),
    ("a twofold rise", Fraction(2)),
    ("risk halved", Fraction(1, 2)),
    ("doubled", Fraction(2)),
]


@pytest.mark.parametrize(("text", "value"), QUANTITIES)
def test_quantities_in_words_are_exact(text: str, value: Fraction) -> None:
    assert [quantity.value for quantity in quantities(text)] == [value]


@pytest.mark.parametrize("text", ["the third of May", "one in ten years", "five in two", "manifold"])
def test_what_is_no_quantity_is_not_read(text: str) -> None:
    assert quantities(text) == []


CUES = [
    ("The primary outcome was death", ["primary"]),
    ("secondary composite endpoints", ["secondary"]),
    ("in a subgroup, risk was lower than in controls", ["subgroup", "decreased", "compared"]),
    ("did not differ significantly", ["no difference"]),
    ("no significant difference", ["no difference"]),
    ("was non-inferior to", ["non-inferior"]),
    ("reduced mortality versus placebo", ["decreased", "compared"]),
]


@pytest.mark.parametrize(("text", "kinds"), CUES)
def test_cues(text: str, kinds: list[str]) -> None:
    assert [cue.kind for cue in cues(text)] == kinds


@given(st.text(), st.sampled_from(["at 12 weeks", "one in five of", "primary outcome", "doubled"]), st.text())
def test_offsets_give_the_text(before: str, piece: str, after: str) -> None:
    text = before + piece + after
    for found in (*time_points(text), *quantities(text)):
        assert text[found.start : found.end] == found.text
    assert all(0 <= cue.start < cue.end <= len(text) for cue in cues(text))
