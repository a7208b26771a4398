"""The weights of the lexical judge, read from lexical.json: linear models, boosted trees, and limits."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from evidence.text.trees import Trees, trees_of

_FILE = Path(__file__).with_name("lexical.json")
_LEAST = 1e-4  # below which no model's chance is believed


@dataclass(frozen=True, slots=True)
class Linear:
    """Logistic regression: for each class a start and a weight for each of `names`; one class gives the odds of it."""

    names: tuple[str, ...]
    start: tuple[float, ...]
    by_class: tuple[tuple[float, ...], ...]

    def odds(self, figures: Mapping[str, float]) -> list[float]:
        """Log odds of each class; raises KeyError where a named figure is missing."""
        row = [figures[name] for name in self.names]
        return [
            start + sum(w * x for w, x in zip(weights, row, strict=True))
            for start, weights in zip(self.start, self.by_class, strict=True)
        ]

    def chances(self, figures: Mapping[str, float]) -> tuple[float, ...]:
        """The probability of each class (softmax); they sum to 1."""
        odds = self.odds(figures)
        return _shares(odds)


@dataclass(frozen=True, slots=True)
class Average:
    """Two models' geometric mean: a linear one, which is steady, and trees, which see what matters together."""

    linear: Linear
    trees: Trees

    def chances(self, figures: Mapping[str, float]) -> tuple[float, ...]:
        """The probability of each class; they sum to 1. Raises KeyError where a named figure is missing."""
        both = zip(self.linear.chances(figures), self.trees.chances(figures), strict=True)
        return _shares([(math.log(max(a, _LEAST)) + math.log(max(b, _LEAST))) / 2 for a, b in both])


def _shares(odds: Sequence[float]) -> tuple[float, ...]:
    most = max(odds)
    shares = [math.exp(o - most) for o in odds]
    whole = sum(shares)
    return tuple(share / whole for share in shares)


@dataclass(frozen=True, slots=True)
class Limits:
    """The least chance from which on a verdict is given; above 1 where none is ever given."""

    supported: float
    contradicted: float
    not_found: float


@dataclass(frozen=True, slots=True)
class Weights:
    """What is shipped for one way of reading: the choice of sentences, the judgement and its limits."""

    choice: Linear
    judge: Average
    limits: Limits


@lru_cache(maxsize=2)
def weights(*, embedded: bool) -> Weights:
    """The weights for figures with cosines, or for those without."""
    return weights_of(json.loads(_FILE.read_text(encoding="utf-8"))["embedded" if embedded else "plain"])


def weights_of(written: Mapping[str, Any]) -> Weights:
    """Weights from their JSON form."""
    return Weights(
        linear_of(written["choice"]),
        Average(linear_of(written["linear"]), trees_of(written["trees"])),
        Limits(**written["limits"]),
    )


def linear_of(written: Mapping[str, Any]) -> Linear:
    """A linear model from `names`, `start` and one list of weights for each class."""
    rows: Sequence[Sequence[float]] = written["by_class"]
    return Linear(tuple(written["names"]), tuple(written["start"]), tuple(tuple(row) for row in rows))
