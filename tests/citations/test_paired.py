"""Intervals and paired tests: worked out by hand where all ways can be counted, and equal for equal seeds."""

import random

import pytest

from citations.bootstrap import mean_of
from citations.paired import ALL_SIGNS, compare


def test_the_exact_test_counts_all_ways_to_give_out_signs() -> None:
    """Differences 1, 1, 1: of 8 ways two (+++ and ---) are as far from 0, so p = 2 / 8."""
    found = compare([1.0, 1.0, 1.0], [0.0, 0.0, 0.0])
    assert found is not None
    assert (found.p, found.difference.value) == (0.25, 1.0)
    assert (found.better, found.worse, found.equal) == (3, 0, 0)


def test_sizes_of_differences_count() -> None:
    """Differences 3, -1: |2| is reached by +3-1, -3+1, +3+1, -3-1: every way, so p = 1. With 3 and 1, 2 of 4."""
    assert (one := compare([3.0, 0.0], [0.0, 1.0])) is not None and one.p == 1.0
    assert (two := compare([3.0, 1.0], [0.0, 0.0])) is not None and two.p == 0.5


def test_equal_systems_differ_by_nothing() -> None:
    found = compare([0.1, 0.2, 0.3], [0.1, 0.2, 0.3])
    assert found is not None
    assert (found.p, found.difference.value, found.difference.low, found.difference.high) == (1.0, 0.0, 0.0, 0.0)
    assert (found.better, found.worse, found.equal) == (0, 0, 3)


def test_rounding_makes_no_difference() -> None:
    """0.1 + 0.2 is not 0.3 to a computer; it is to a reader."""
    found = compare([0.1 + 0.2], [0.3])
    assert found is not None and found.equal == 1


def test_many_questions_are_drawn_and_agree_with_the_exact_count() -> None:
    """14 equal differences: exact p = 2 / 2^14 = .00012; of 10,000 draws about 1 is as far, so p is below .001."""
    found = compare([1.0] * (ALL_SIGNS + 2), [0.0] * (ALL_SIGNS + 2))
    assert found is not None and 1 / 10_001 <= found.p < 0.001


def test_a_drawn_p_is_never_nought() -> None:
    """40 equal differences: no draw of 10,000 reaches a chance of 2 / 2^40, so p is (1 + 0) / (1 + 10,000)."""
    found = compare([1.0] * 40, [0.0] * 40)
    assert found is not None and found.p == 1 / 10_001


def test_drawn_p_is_near_the_exact_one() -> None:
    """13 differences of 1 of which 3 are against: P(at least 10 or at most 3 of 13 heads) = 2 x 378 / 8192 = .0923."""
    found = compare([1.0] * 10 + [0.0] * 3, [0.0] * 10 + [1.0] * 3)
    assert found is not None and found.p == pytest.approx(756 / 8192, abs=0.01)


def test_other_way_round_the_sign_turns_and_p_stays() -> None:
    draw = random.Random(1)
    first, second = [[draw.random() for _ in range(40)] for _ in range(2)]
    one, other = compare(first, second), compare(second, first)
    assert one is not None and other is not None
    assert one.p == other.p
    assert one.difference.value == pytest.approx(-other.difference.value)


def test_systems_of_equal_worth_are_seldom_told_apart() -> None:
    """Of 100 comparisons of mere noise about 5 have p <= .05; more than 15 would be a broken test."""
    draw = random.Random(2)
    ps = []
    for seed in range(100):
        found = compare([draw.random() for _ in range(10)], [draw.random() for _ in range(10)], seed)
        assert found is not None
        ps.append(found.p)
    assert sum(p <= 0.05 for p in ps) <= 15


def test_questions_must_match() -> None:
    with pytest.raises(ValueError):
        compare([1.0], [1.0, 2.0])
    assert compare([], []) is None


def test_the_interval_of_a_mean() -> None:
    """50 noughts and 50 ones: standard error .05, so the interval is about .40 to .60; the same again, the same."""
    values = [0.0] * 50 + [1.0] * 50
    found = mean_of(values)
    assert found is not None and (found.value, found.of) == (0.5, 100)
    assert found.low == pytest.approx(0.40, abs=0.03)
    assert found.high == pytest.approx(0.60, abs=0.03)
    assert mean_of(values) == found
    assert mean_of(values, seed=1) != found


def test_the_interval_of_equal_values_is_a_point_and_of_none_nothing() -> None:
    found = mean_of([0.25] * 8)
    assert found is not None and (found.low, found.value, found.high) == (0.25, 0.25, 0.25)
    assert mean_of([]) is None
