"""How far a mean over questions would move with other questions of the same kind."""

from collections.abc import Sequence
from dataclasses import dataclass

DRAWS = 1_000
LEVEL = 0.95
AT_ONCE = 1_000_000  # values drawn together: 16 MB


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean with its interval (LEVEL); `of` values."""

    value: float
    low: float
    high: float
    of: int


def mean_of(values: Sequence[float], seed: int = 0, draws: int = DRAWS) -> Mean | None:
    """The mean with the percentile interval of the bootstrap; None of no values. Equal seeds give equal intervals.

    Each draw takes as many values as there are, with replacement (Efron, Tibshirani: An Introduction to the Bootstrap,
    1993, chapter 13). Few values (under about 20) give intervals that are too narrow.
    """
    if not values:
        return None
    import numpy as np

    random, data = np.random.default_rng(seed), np.asarray(values, dtype=np.float64)
    rows = max(1, AT_ONCE // len(data))
    means = np.concatenate(
        [
            data[random.integers(len(data), size=(min(rows, draws - done), len(data)))].mean(axis=1)
            for done in range(0, draws, rows)
        ]
    )
    low, high = np.quantile(means, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Mean(float(data.mean()), float(low), float(high), len(data))
