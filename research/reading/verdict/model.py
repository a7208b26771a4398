"""The learned weights of a sentence's features: a softmax over yes, no and undecided, in plain Python.

Trained by benchmarks/train_yesno.py; its card stands in the same file, weights.json.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal

Reply = Literal["yes", "no", "undecided"]
CLASSES: tuple[Reply, Reply, Reply] = ("yes", "no", "undecided")
Scores = tuple[float, float, float]  # in the order of CLASSES


@dataclass(frozen=True, slots=True)
class Weights:
    """For each feature, what it adds to each class's score; `bias` is what every sentence starts with."""

    bias: Scores
    features: Mapping[str, Scores]

    def scores(self, values: Mapping[str, float]) -> Scores:
        """Log-odds up to a constant. Features without a weight say nothing."""
        yes, no, undecided = self.bias
        for name, value in values.items():
            if name in self.features:
                a, b, c = self.features[name]
                yes, no, undecided = yes + value * a, no + value * b, undecided + value * c
        return yes, no, undecided


def probabilities(scores: Scores) -> Scores:
    """Softmax; they sum to 1."""
    top = max(scores)
    yes, no, undecided = (math.exp(s - top) for s in scores)
    total = yes + no + undecided
    return yes / total, no / total, undecided / total


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    """The weights that ship."""
    return read_weights(files("research.reading.verdict").joinpath("weights.json").read_text(encoding="utf-8"))


def read_weights(text: str) -> Weights:
    """Of the JSON `{"card", "bias": [yes, no, undecided], "features": {name: [yes, no, undecided]}}`."""
    value = json.loads(text)
    return Weights(_three(value["bias"]), {name: _three(three) for name, three in value["features"].items()})


def _three(values: list[float]) -> Scores:
    yes, no, undecided = values
    return yes, no, undecided
