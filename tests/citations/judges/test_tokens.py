"""Rows of tokens: what is written otherwise and means the same gives the same row."""

import pytest

from citations.judges.roles import with_roles
from citations.judges.tokens import tokens, values_in


def keys(text: str, **forms: str) -> list[str]:
    return [token.key for token in with_roles(tokens(text, forms))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mortality was 0·79", "Mortality was .79"),
        ("12 patients", "Twelve participants"),
        ("in 1,234 women", "in 1\u2009234 women"),
        ("5 μg/kg for 2 weeks", "5 mcg per kg for two weeks"),
        ("12.5 percent", "12·5 %"),
        ("95% CI 0.6–0.9", "95% confidence interval 0.60 to 0.90"),
        ("haemorrhage in the randomised tumour group", "hemorrhage in the randomized tumor group"),
        ("at least 5 days", "≥ 5 days"),
        ("no more than 5 days", "at most 5 days"),
        ("fewer than 20", "< 20"),
        ("a non-significant rise", "a nonsignificant rise"),
        ("heart attacks", "myocardial infarction"),
        ("RESULTS: We found that death fell", "Mortality decreased"),
        ("Smith et al. (2020) reported that death fell", "Mortality decreased"),
        ("IL-6 rose", "IL6 was higher"),
    ],
)
def test_rows_agree_where_only_the_form_differs(one: str, other: str) -> None:
    """Typography, number words, units, spelling, synonyms and reporting frames are evened out."""
    assert keys(one) == keys(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("12 patients", "312 patients"),
        ("0.05", "0.5"),
        ("-0.5", "0.5"),
        ("5 mg", "5 μg"),
        ("5 mM", "5 mm"),
        ("at least 5", "at most 5"),
        ("with pain", "without pain"),
        ("increased", "decreased"),
        ("A was inhibited by B", "A inhibited B"),
        ("it is noted that A fell", "it is not that A fell"),
        ("RR 0.6", "OR 0.6"),
        ("We suggest that death fell", "We found that death fell"),
        ("95% CI 0.6 to 0.9", "95% CI 0.9, P = 0.6"),
    ],
)
def test_rows_differ_where_the_sense_does(one: str, other: str) -> None:
    """No evening out goes so far that another number, unit, direction, agent or certainty looks the same."""
    assert keys(one) != keys(other)


def test_short_forms_are_spelt_out_and_their_definition_says_nothing_more() -> None:
    """Where a document defines DMD, the short form and the long one are one thing."""
    forms = {"DMD": "Duchenne muscular dystrophy"}
    assert keys("Boys with DMD", **forms) == keys("Boys with Duchenne muscular dystrophy (DMD)", **forms)


def test_a_bound_is_no_estimate_and_a_p_value_neither() -> None:
    """Each number carries its part: estimate, level, bounds, p value."""
    assert keys("RR 0.8, 95% CI 0.6-0.9, P = .01") == [
        "risk_ratio", "0.8", "level:95", "%", "confidenc_interval", "ci:0.6", "ci:0.9", "p", "p:0.01",
    ]  # fmt: skip


def test_values_in_holds_every_number_of_a_text() -> None:
    """Digits with groups, decimals of every kind, and words."""
    assert {"1234", "0.5", "0.05", "12"} <= values_in("In 1,234 women, 0·5 (P = .05) in twelve")


@pytest.mark.parametrize("char", [" ", "1", ",", "(", "-", "111,", "“", "a ", ". "])
def test_a_long_line_of_one_character_is_read(char: str) -> None:
    """300,000 characters of anything come to at most one value and one key; a reading in square time would not end."""
    line = char * (300_000 // len(char))
    assert len(values_in(line)) <= 1
    assert len({token.key for token in tokens(line)}) <= 1
