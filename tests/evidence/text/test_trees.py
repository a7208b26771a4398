"""Boosted trees computed from their JSON form."""

import math

import pytest

from evidence.text.trees import trees_of

STUMP = [[0, -1, -1], [1.5, 0, 0], [1, 0, 0], [2, 0, 0], [0, -2.0, 3.0]]


def test_two_classes_are_a_logistic_of_start_plus_leaf() -> None:
    """At most 1.5 goes left: log odds 0.5 - 2; above it right: 0.5 + 3."""
    trees = trees_of({"names": ["a"], "start": [0.5], "trees": [[STUMP]]})
    assert trees.chances({"a": 1.5})[1] == pytest.approx(1 / (1 + math.exp(1.5)))
    assert trees.chances({"a": 1.6})[1] == pytest.approx(1 / (1 + math.exp(-3.5)))


def test_three_classes_share_by_softmax() -> None:
    """Log odds 3, 0 and 0 give e^3 of e^3 + 2; figures that are not named are not looked at."""
    trees = trees_of({"names": ["a"], "start": [0.0, 0.0, 0.0], "trees": [[STUMP], [], []]})
    assert trees.chances({"a": 2.0, "b": 9.0})[0] == pytest.approx(math.e**3 / (math.e**3 + 2))


def test_a_missing_figure_is_an_error_not_a_zero() -> None:
    """Weights that do not fit the features must not answer."""
    trees = trees_of({"names": ["a"], "start": [0.5], "trees": [[STUMP]]})
    with pytest.raises(KeyError):
        trees.chances({"b": 1.0})
