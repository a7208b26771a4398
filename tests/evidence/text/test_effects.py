"""Effects: the right numbers with the right measure, as written; nothing where that is not plain."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.text.effects import effects

READ = [
    ("hazard ratio, 0.48; 95% CI, 0.39 to 0.59", "HR 0.48 0.39 0.59 95 -"),
    ("HR 0·48 (95% CI 0·39–0·59)", "HR 0·48 0·39 0·59 95 -"),
    ("(RR = 0.48 [0.39-0.59])", "RR 0.48 0.39 0.59 - -"),
    ("odds ratio [OR] 1.2, 95% confidence interval [CI] 0.9-1.6; P=0.21", "OR 1.2 0.9 1.6 95 0.21"),
    ("HR (95% CI) 0.48 (0.39-0.59), p<0.001", "HR 0.48 0.39 0.59 95 0.001"),
    ("hazard ratio for death, 0.79; 95% CI, 0.65 to 0.97; P = 0.02", "HR 0.79 0.65 0.97 95 0.02"),
    ("relative risk, 1.05; 95 percent confidence interval, 0.9 to 1.2", "RR 1.05 0.9 1.2 95 -"),
    ("mean difference −3.2 mmHg (95% CI −5.1 to −1.3; P = .002)", "MD −3.2 −5.1 −1.3 95 .002"),
    ("SMD -0.35 (99% CI -0.5, -0.2)", "SMD -0.35 -0.5 -0.2 99 -"),
    ("risk difference, 1.2 percentage points (95% CI, 0.4 to 2.0)", "RD 1.2 0.4 2.0 95 -"),
    ("incidence rate ratio 0.80 (0.70-0.90)", "IRR 0.80 0.70 0.90 - -"),
    ("sensitivity of 97% (95% CI 92-99%)", "sensitivity 97 92 99 95 -"),
    ("specificity was 88%", "specificity 88 - - - -"),
    ("NNT 25", "NNT 25 - - - -"),
]


@pytest.mark.parametrize(("text", "expected"), READ)
def test_the_common_forms_are_read_as_written(text: str, expected: str) -> None:
    (effect,) = effects(f"We saw {text}, after all.")
    parts = (effect.estimate, effect.low, effect.high, effect.level, effect.p)
    assert [effect.measure, *(part.text if part else "-" for part in parts)] == expected.split()


NOT_READ = [
    "12 or 13 people",
    "relative risk reduction 20%",
    "an odds ratio for patients aged 65 was given",
    "OR 0.63-0.69",
    "sensitivity and specificity were 97% and 90%",
    "0.9 for sensitivity and 0.95 (95% CI 0.90 to 0.96) for specificity",
]


@pytest.mark.parametrize("text", NOT_READ)
def test_nothing_is_read_where_it_is_not_plain(text: str) -> None:
    assert effects(text) == []


def test_an_interval_whose_ends_are_reversed_is_none() -> None:
    assert effects("HR 0.48 (0.59-0.39)")[0].low is None


def test_two_effects_keep_their_own_numbers() -> None:
    found = effects("Death (HR 0.8 [0.7-0.9]) fell more than bleeding (RR 1.2; 95% CI 1.1-1.3) rose.")
    assert [(e.measure, e.estimate.text) for e in found] == [("HR", "0.8"), ("RR", "1.2")]


def test_the_span_ends_with_its_bracket_or_per_cent_sign() -> None:
    text = "So HR 0·48 (95% CI 0·39–0·59). Sensitivity 97%."
    assert [text[e.start : e.end] for e in effects(text)] == ["HR 0·48 (95% CI 0·39–0·59)", "Sensitivity 97%"]


PIECES = st.sampled_from(
    ["HR ", "odds ratio", " [OR] ", "0.48", " (", "95% CI ", "0·39", "–", " to ", ")", "; P<", ".001", ". ", "\n", "α"]
)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_offsets_hold_on_any_mixture(text: str) -> None:
    for effect in effects(text):
        assert effect.start < effect.estimate.start < effect.estimate.end <= effect.end <= len(text)
        for part in (effect.estimate, effect.low, effect.high, effect.level, effect.p):
            assert part is None or text[part.start : part.end] == part.text
