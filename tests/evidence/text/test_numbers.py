"""Numbers: whole, with sign and unit, at their offsets; names that hold digits are not numbers."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.text.numbers import numbers, numbers_missing


def values(text: str) -> list[str]:
    return [format(number.value, "f") for number in numbers(text)]


VALUES = [
    ("0.79 .79 0·79", ["0.79", "0.79", "0.79"]),
    ("1,234 and 1\u2009234 and 1\u202f234,", ["1234", "1234", "1234"]),
    ("1 234", ["1", "234"]),
    ("-3.2 −3.2 –3.2", ["-3.2", "-3.2", "-3.2"]),
    ("0.65-0.82, 0.65–0.82, 0.65 to 0.82", ["0.65", "0.82"] * 3),
    ("−0.65–−0.10", ["-0.65", "-0.10"]),
    ("10^3 10³ 1.2×10^3 1.2 × 10³", ["1000", "1000", "1200", "1200"]),
    ("10⁻² 1.2 x 10(-2) 1.2 × 10-2 1e-2", ["0.01", "0.012", "0.012", "0.01"]),
    ("0,79", ["0.79"]),
    ("P=.03", ["0.03"]),
    ("n=12.", ["12"]),
    ("(12,13)", ["12", "13"]),
    ("120/80", ["120", "80"]),
    ("2020-03-15", ["2020", "03", "15"]),
    ("1.4 +/- 0.24", ["1.4", "0.24"]),
]


@pytest.mark.parametrize(("text", "expected"), VALUES)
def test_values_are_read_exactly(text: str, expected: list[str]) -> None:
    assert [Decimal(v) for v in values(text)] == [Decimal(v) for v in expected]


NAMES = "IL-6 p53 COVID-19 H1N1 CD4+ NCT01234567 SARS-CoV-2 B12 5-HT3 5-FU 18F-FDG 2nd 25(OH)D v1.2 1.2.3 17β-estradiol"


@pytest.mark.parametrize("name", NAMES.split())
def test_a_name_that_holds_digits_holds_no_number(name: str) -> None:
    assert numbers(f"with {name}, and") == []


UNITS = [
    ("79%", "%"),
    ("79 percent", "%"),
    ("3.5 mg", "mg"),
    ("3.5mg", "mg"),
    ("5 µg", "ug"),
    ("5 mcg", "ug"),
    ("12-week", "week"),
    ("12 weeks", "week"),
    ("5 mg/kg per day", "mg/kg/day"),
    ("5 mM", "mM"),
    ("5 mm", "mm"),
    ("2 percentage points", "percentage point"),
    ("80 mm Hg", "mmHg"),
    ("12 patients", ""),
    ("12²", "^2"),
]


@pytest.mark.parametrize(("text", "unit"), UNITS)
def test_units_have_one_name(text: str, unit: str) -> None:
    assert [number.unit for number in numbers(text)] == [unit]


def test_a_ranges_unit_is_both_numbers() -> None:
    assert [number.unit for number in numbers("5 to 10 mg, 0.5-0.9")] == ["mg", "mg", "", ""]


def test_number_words_only_when_asked() -> None:
    assert numbers("Twelve patients") == []
    assert [n.value for n in numbers("Twelve patients, one death", words=True)] == [12, 1]


def test_the_comparison_before_a_number_is_kept() -> None:
    relations = [n.relation for n in numbers("P<0.05, p ≤ .05, n = 5, more than 12, fewer than 12, at least 3, 7")]
    assert relations == ["<", "≤", "=", ">", "<", "≥", ""]


STANDS = [
    ("0.79", "HR 0·79"),
    ("79%", "79 percent"),
    ("5 mg", "5 to 10 mg"),
    ("12 patients", "Twelve patients"),
    ("P<0.05", "p < .05"),
    ("1,234", "1\u2009234"),
    ("-3.2 kg", "−3.2 kg"),
    ("IL-6", "nothing"),
]
MISSING = [
    ("12", "312"),
    ("12", "12.5"),
    ("12", "12%"),
    ("12%", "12"),
    ("3.2", "−3.2"),
    ("5 mg", "5 g"),
    ("5 mM", "5 mm"),
    ("P<0.05", "P>0.05"),
    ("P=0.05", "P<0.05"),
    ("102", "10²"),
    ("234", "1,234"),
    ("6", "IL-6"),
    ("0.8", "0.79"),
]


@pytest.mark.parametrize(("claim", "passage"), STANDS)
def test_a_number_stands_however_it_is_set(claim: str, passage: str) -> None:
    assert numbers_missing(claim, passage) == []


@pytest.mark.parametrize(("claim", "passage"), MISSING)
def test_a_number_does_not_stand_in_another(claim: str, passage: str) -> None:
    assert len(numbers_missing(claim, passage)) == 1


PIECES = st.sampled_from([*"0123456789.,-−–·² \u2009%e×x^(/±<α", "10", " mg", "p", "IL-6", "𝟓", "٣", "\0"])


@given(st.one_of(st.text(), st.lists(PIECES).map("".join)))
def test_offsets_hold_and_nothing_is_missing_from_its_own_text(text: str) -> None:
    found = numbers(text)
    assert all(text[n.start : n.end] == n.text and n.text for n in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert numbers_missing(text, text) == []
