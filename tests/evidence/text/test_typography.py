"""Folding: what prints alike agrees, what means something else never does, and offsets lead back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.text.typography import fold, fold_with_map

ALIKE = [
    ("0·79", "0.79"),
    ("0.65–0.82", "0.65-0.82"),
    ("−3.2", "-3.2"),
    ("non‑inferior", "non-inferior"),
    ("1\u2009234\u00a0mg", "1 234 mg"),
    ("“don’t”", '"don\'t"'),
    ("ﬁrst ﬂow", "first flow"),
    ("TNF-α", "TNF-alpha"),
    ("Δ", "Delta"),
    ("5 µg", "5 ug"),
    ("5 μg", "5 ug"),
    ("μ-opioid", "mu-opioid"),
    ("79 percent", "79%"),
    ("79 per cent", "79%"),
    ("79 %", "79%"),
    ("pla\u00adcebo", "placebo"),
    ("café", "cafe\u0301"),
    ("５０", "50"),
    ("5 +/- 3", "5 ± 3"),
    ("m²", "m2"),
    ("Ca²⁺", "Ca2+"),
    ("CO₂", "CO2"),
    ("a \n\t b", "a b"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_what_prints_alike_agrees(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("10²", "102"), ("10₂", "102"), ("10⁻³", "10-3"), ("5½", "51/2"), ("1①", "11")]
)
def test_a_raised_or_circled_digit_never_joins_a_number(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_powers_are_written_with_a_caret() -> None:
    assert fold("10² 10⁻³ 10¹²") == "10^2 10^-3 10^12"


@pytest.mark.parametrize("text", ["=", "<", ">", "a percentage", "mg·kg", "½"])
def test_what_has_no_other_spelling_stays(text: str) -> None:
    assert fold(text) == text


def test_not_equal_is_not_equal() -> None:
    """NFD makes ≠ an equals sign with a stroke; folding must not."""
    assert fold("a ≠ b") == "a ≠ b"


def test_the_map_leads_back() -> None:
    """The f and i of the ligature come from character 0; the per cent sign from where "percent" begins."""
    assert fold_with_map("ﬁ 5 percent") == ("fi 5%", [0, 0, 1, 2, 4])


@given(st.text())
def test_the_map_is_as_long_as_the_folded_text_never_decreasing_and_in_range(text: str) -> None:
    folded, origin = fold_with_map(text)
    assert folded == fold(text)
    assert len(origin) == len(folded)
    assert origin == sorted(origin)
    assert all(0 <= at < len(text) for at in origin)


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E)))
def test_plain_ascii_keeps_its_digits(text: str) -> None:
    """No digit is lost, added or moved past another."""
    assert [c for c in fold(text) if c.isdigit()] == [c for c in text if c.isdigit()]


@given(st.text())
def test_digits_next_to_each_other_were_so_before(text: str) -> None:
    """Two digits that touch after folding touched before, or only characters that print nothing lay between."""
    folded, origin = fold_with_map(text)
    for k in range(1, len(folded)):
        if folded[k - 1].isdecimal() and folded[k].isdecimal():
            assert not fold(text[origin[k - 1] + 1 : origin[k]])
