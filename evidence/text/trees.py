"""Boosted regression trees, as they are shipped: weights from a JSON file, computed in plain Python.

The method is Friedman's gradient boosting machine (Annals of Statistics 2001, 29:1189); a class's log odds are its start
plus the sum of one leaf of each of its trees.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Tree:
    """Node k asks whether figure `feature[k]` is at most `threshold[k]`: `left[k]` if so, else `right[k]`; a leaf has
    feature -1 and its `value`."""

    feature: tuple[int, ...]
    threshold: tuple[float, ...]
    left: tuple[int, ...]
    right: tuple[int, ...]
    value: tuple[float, ...]

    def leaf(self, figures: list[float]) -> float:
        """The value of the leaf that the figures fall into."""
        at = 0
        while self.feature[at] >= 0:
            at = self.left[at] if figures[self.feature[at]] <= self.threshold[at] else self.right[at]
        return self.value[at]


@dataclass(frozen=True, slots=True)
class Trees:
    """`names`: the figures in order; `start`: log odds of each class before any tree; `trees`: a list for each class.

    Two classes have one list, the log odds of the second. `sure_at` is the probability from which an answer was right
    19 times of 20 when this was trained.
    """

    names: tuple[str, ...]
    start: tuple[float, ...]
    trees: tuple[tuple[Tree, ...], ...]
    sure_at: float = 1.0

    def chances(self, figures: Mapping[str, float]) -> tuple[float, ...]:
        """The probability of each class; raises KeyError where a named figure is missing."""
        row = [figures[name] for name in self.names]
        odds = [start + sum(tree.leaf(row) for tree in own) for start, own in zip(self.start, self.trees, strict=True)]
        if len(odds) == 1:
            odds = [0.0, *odds]
        most = max(odds)
        shares = [math.exp(o - most) for o in odds]
        total = sum(shares)
        return tuple(share / total for share in shares)


def read_trees(path: Path) -> Trees:
    """The trees of a file that `benchmarks/train_direction.py` wrote."""
    written = json.loads(path.read_text(encoding="utf-8"))
    return trees_of(written)


def trees_of(written: Mapping[str, Any]) -> Trees:
    """Trees from their JSON form: names, start, sure_at, and trees as five lists each."""
    return Trees(
        tuple(written["names"]),
        tuple(written["start"]),
        tuple(tuple(Tree(*(tuple(part) for part in tree)) for tree in own) for own in written["trees"]),
        float(written.get("sure_at", 1.0)),
    )
