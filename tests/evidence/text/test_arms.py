"""Arms and what is computed from them: only where both stand as x of n, with the formula shown."""

from decimal import Decimal

import pytest

from evidence.text.arms import arms, sizes
from evidence.text.findings import read
from evidence.text.risks import number_needed, risk_difference
from evidence.text.shares import Share

DEATHS = "Death occurred in 12 of 100 (12%) with the drug and in 18 of 102 (17.6%) with placebo (P=.26)."


def test_two_arms_are_paired_with_the_p_value_of_their_comparison() -> None:
    (pair,) = arms(DEATHS, read(DEATHS))
    assert (pair.first.estimate.text, pair.second.estimate.text) == ("12", "17.6")
    assert pair.p is not None and pair.p.number.text == ".26"
    assert DEATHS[pair.start : pair.end].startswith("12 of 100") and DEATHS[pair.start : pair.end].endswith("P=.26")


@pytest.mark.parametrize("text", ["79.4% vs 60.3%", "6.6 ± 1.3 versus 6.1 ± 1.4", "2/15 compared with 3/9"])
def test_versus_pairs_values_built_alike(text: str) -> None:
    assert len(arms(text, read(text))) == 1


@pytest.mark.parametrize(
    "text", ["5 (2%) died. In the other trial 6 (3%) died", "5 (2%), 6 (3%) and 7 (4%)", "5 (2%) vs 6 of 10"]
)
def test_values_of_other_sentences_lists_and_kinds_are_no_pair(text: str) -> None:
    assert arms(text, read(text)) == []


def test_sizes_are_those_stated_as_n() -> None:
    assert [size.text for size in sizes("drug (n = 1,203) or placebo (N=98), 12 weeks")] == ["1,203", "98"]


def _shares() -> tuple[Share, Share]:
    (pair,) = arms(DEATHS, read(DEATHS))
    assert pair.first.share is not None and pair.second.share is not None
    return pair.first.share, pair.second.share


def test_a_risk_difference_is_computed_from_counts_and_says_how() -> None:
    """12/100 - 18/102 = 0.12 - 0.17647... = -5.647... percentage points."""
    computed = risk_difference(*_shares())
    assert computed is not None and computed.computed
    assert computed.formula == "12/100 - 18/102 = -5.6 percentage points"
    assert computed.value.quantize(Decimal("0.0001")) == Decimal("-5.6471")


def test_a_number_needed_is_the_inverse() -> None:
    """100 / 5.647... = 17.708..."""
    computed = number_needed(*_shares())
    assert computed is not None and computed.formula == "1 / |12/100 - 18/102| = 17.7"


def test_nothing_is_computed_from_percentages_alone_or_from_equal_risks() -> None:
    first, second = _shares()
    assert risk_difference(Share(first.percent), second) is None
    assert number_needed(first, first) is None
