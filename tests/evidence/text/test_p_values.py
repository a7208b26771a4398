"""P values: the number, its comparison and what it is about."""

import pytest

from evidence.text.p_values import p_values

READ = [
    ("P<0.001", ["<0.001 "]),
    ("p = .03", ["=.03 "]),
    ("P > 0·99", [">0·99 "]),
    ("p adj = 0.001", ["=0.001 "]),
    ("p-value: 0.128", ["0.128 "]),
    ("P values for between-groups differences: .88c", [".88 "]),
    ("P for trend <0.001", ["<0.001 trend"]),
    ("Pinteraction = 0.03", ["=0.03 interaction"]),
    ("P = 0.03 for interaction", ["=0.03 interaction"]),
    ("trend: P = 2 × 10(-5)", ["=2 × 10(-5) trend"]),
    ("p = 0.23 and 0.58, respectively", ["=0.23 ", "0.58 "]),
    ("(p=0.016, p=0.0003)", ["=0.016 ", "=0.0003 "]),
]


@pytest.mark.parametrize(("text", "expected"), READ)
def test_p_values_are_read_with_their_comparison_and_subject(text: str, expected: list[str]) -> None:
    found = [f"{value.number.relation}{value.number.text} {value.about}" for value in p_values(text)]
    assert found == expected


@pytest.mark.parametrize(
    "text", ["Placebo: 0 (0.0)", "episodes per child year: 0.02", "p53 = 0.3", "P = 3", "IL-6 <0.5", "p < .000.1"]
)
def test_what_is_no_p_value_is_not_read(text: str) -> None:
    assert p_values(text) == []
