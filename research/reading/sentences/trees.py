"""Boosted decision trees from JSON, and their answer; numpy does the comparing, all trees at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:  # numpy costs 0.09 CPU seconds at start-up
    import numpy as np
    from numpy.typing import NDArray

WEIGHTS = Path(__file__).with_name("weights.json")
PARTS = ("feature", "threshold", "left", "right", "value")  # of a node; node 0 is the root, a leaf points at itself


@dataclass(frozen=True, slots=True)
class Trees:
    """A sum of trees over named features. Arrays are (trees, nodes), short trees filled up with unused nodes."""

    names: tuple[str, ...]
    start: float  # the sum before any tree
    depth: int  # comparisons from a root to its deepest leaf
    feature: "NDArray[np.intp]"
    threshold: "NDArray[np.float64]"
    left: "NDArray[np.intp]"
    right: "NDArray[np.intp]"
    value: "NDArray[np.float64]"

    @classmethod
    def of(
        cls, names: Sequence[str], start: float, depth: int, nodes: Sequence[Mapping[str, Sequence[float]]]
    ) -> "Trees":
        """From a mapping of `PARTS` to lists for each tree."""
        import numpy as np

        longest = max(len(tree["left"]) for tree in nodes)
        filled = {part: [[*tree[part], *[0] * (longest - len(tree[part]))] for tree in nodes] for part in PARTS}
        whole = {part: np.asarray(filled[part], np.intp) for part in ("feature", "left", "right")}
        real = {part: np.asarray(filled[part], np.float64) for part in ("threshold", "value")}
        return cls(
            tuple(names), start, depth, whole["feature"], real["threshold"], whole["left"], whole["right"],
            real["value"],
        )  # fmt: skip

    def sums(self, rows: Sequence[Sequence[float]]) -> list[float]:
        """One number (log-odds, for a classifier) for each row of features (n, len(names))."""
        import numpy as np

        if not len(rows):
            return []
        table = np.asarray(rows, np.float32)  # as it was learned
        each, tree = np.arange(len(table))[:, None], np.arange(len(self.feature))[None, :]
        at = np.zeros((len(table), len(self.feature)), np.intp)
        for _ in range(self.depth):
            goes_left = table[each, self.feature[tree, at]] <= self.threshold[tree, at]
            at = np.where(goes_left, self.left[tree, at], self.right[tree, at])
        return [float(x) for x in self.start + self.value[tree, at].sum(axis=1)]


@cache
def load_trees(name: str, path: Path = WEIGHTS) -> Trees:
    """The trees of that name in a file of weights. Raises KeyError for another name."""
    kept = _models(path)[name]
    return Trees.of(kept["names"], kept["start"], kept["depth"], kept["trees"])


@cache
def _models(path: Path) -> dict[str, dict[str, Any]]:
    """All models of a file of weights, read once."""
    models: dict[str, dict[str, Any]] = msgspec.json.decode(path.read_bytes())["models"]
    return models
