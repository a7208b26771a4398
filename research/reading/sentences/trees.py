"""Boosted decision trees as JSON, and their answer; numpy does the comparing."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

WEIGHTS = Path(__file__).with_name("weights.json")


@dataclass(frozen=True, slots=True)
class Trees:
    """A sum of trees over named features, in log-odds. Node 0 is a tree's root; a leaf points at itself."""

    names: tuple[str, ...]
    start: float  # log-odds before any tree
    depth: int  # comparisons from a root to its deepest leaf
    nodes: Sequence[dict[str, list[float]]]  # one dict a tree: feature, threshold, left, right, value

    def log_odds(self, rows: Sequence[Sequence[float]]) -> list[float]:
        """One number for each row of features (n, len(names))."""
        import numpy as np

        if not rows:
            return []
        table = np.asarray(rows, np.float32)
        each = np.arange(len(table))
        total = np.full(len(table), self.start)
        for tree in self.nodes:
            feature, left, right = (np.asarray(tree[k], np.intp) for k in ("feature", "left", "right"))
            threshold, at = np.asarray(tree["threshold"]), np.zeros(len(table), np.intp)
            for _ in range(self.depth):
                at = np.where(table[each, feature[at]] <= threshold[at], left[at], right[at])
            total += np.asarray(tree["value"])[at]
        return [float(x) for x in total]


@cache
def load_trees(name: str, path: Path = WEIGHTS) -> Trees:
    """The trees called `name` ("words" or "words_and_likeness"). Raises KeyError for another name."""
    kept: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["models"][name]
    return Trees(tuple(kept["names"]), kept["start"], kept["depth"], kept["trees"])
