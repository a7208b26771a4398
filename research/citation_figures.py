"""Figures of agreement between verdicts and labels, with intervals: plain formulas over arrays."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # numpy costs 0.09 CPU seconds at start-up, and `--help` needs none of it
    import numpy as np
    from numpy.typing import NDArray

    Places = NDArray[np.int64]  # (n,), places of the pairs that are counted, with repeats
    Scores = NDArray[np.float64]  # (n,)

Z95 = 1.959963984540054  # two-sided 95% quantile of the standard normal distribution


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its 95% interval; `n` is how many pairs it is of. NaN where it cannot be told."""

    name: str
    value: float
    low: float
    high: float
    n: int


def share(name: str, hits: int, n: int) -> Figure:
    """hits / n with Wilson's score interval (Wilson 1927), which holds for shares near 0 and 1 as well."""
    if not n:
        return Figure(name, math.nan, math.nan, math.nan, 0)
    p, z2 = hits / n, Z95 * Z95
    middle = (p + z2 / (2 * n)) / (1 + z2 / n)
    width = Z95 / (1 + z2 / n) * math.sqrt(p * (1 - p) / n + z2 / (4 * n * n))
    low = 0.0 if hits == 0 else middle - width
    return Figure(name, p, low, 1.0 if hits == n else middle + width, n)


def auroc(scores: "Scores", is_true: "NDArray[np.bool_]") -> float:
    """The chance that a true pair scores above a false one, ties counted by half (Hanley and McNeil 1982). NaN if one-sided."""
    import numpy as np

    positives = int(is_true.sum())
    negatives = len(is_true) - positives
    if not positives or not negatives:
        return math.nan
    _, place, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = np.cumsum(counts) - (counts - 1) / 2  # the mean rank of each value, from 1
    rank_sum = float(ranks[place][is_true].sum())
    return (rank_sum - positives * (positives + 1) / 2) / (positives * negatives)


def recall_at(precision: float, scores: "Scores", is_true: "NDArray[np.bool_]") -> float:
    """The largest share of the true pairs above a threshold above which at least `precision` are true; 0 if there is none."""
    import numpy as np

    if not is_true.any():
        return math.nan
    order = np.argsort(-scores, kind="stable")
    hits = np.cumsum(is_true[order])
    sorted_scores = scores[order]
    ends = np.append(sorted_scores[1:] != sorted_scores[:-1], True)  # equal scores pass a threshold together
    held = ends & (hits >= precision * np.arange(1, len(hits) + 1) - 1e-9)
    return float(hits[held].max() / is_true.sum()) if held.any() else 0.0


def f1(said: "NDArray[np.bool_]", is_true: "NDArray[np.bool_]") -> float:
    """2 TP / (2 TP + FP + FN); 0 where nothing is said and something is true, NaN where neither is."""
    total = int(said.sum()) + int(is_true.sum())
    return 2 * int((said & is_true).sum()) / total if total else math.nan


def with_interval(
    name: str, of: "Callable[[Places], float]", clusters: Sequence[str], *, draws: int = 1000, seed: int = 0
) -> Figure:
    """The figure over all pairs, and the 2.5 and 97.5 percentiles over draws of whole documents with replacement.

    A cluster bootstrap (Davison and Hinkley 1997, 3.8): pairs of one document are not independent. Draws in which the
    figure cannot be told are left out. `of` takes the places of the pairs, with repeats.
    """
    import numpy as np

    names = sorted(set(clusters))
    number = {each: k for k, each in enumerate(names)}
    owner = np.array([number[each] for each in clusters], dtype=np.int64)
    members = [np.flatnonzero(owner == k) for k in range(len(names))]
    random = np.random.default_rng(seed)
    drawn = [of(np.concatenate([members[k] for k in random.integers(0, len(names), len(names))])) for _ in range(draws)]
    told = [value for value in drawn if not math.isnan(value)]
    low, high = np.percentile(told, [2.5, 97.5]) if told else (math.nan, math.nan)
    return Figure(name, of(np.arange(len(owner))), float(low), float(high), len(owner))
