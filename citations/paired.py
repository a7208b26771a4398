"""Two systems on the same questions: is one better, or is it the luck of these questions?"""

from collections.abc import Sequence
from dataclasses import dataclass

from citations.bootstrap import Mean, mean_of

DRAWS = 10_000
ALL_SIGNS = 12  # with so many differences that are not 0, or fewer, all 4,096 ways are counted and p is exact
_EQUAL = 1e-12  # rounding in a sum of shares


@dataclass(frozen=True, slots=True)
class Comparison:
    """The first system against the second. `p` is two-sided; `better`, `worse` and `equal` count questions."""

    difference: Mean  # of first less second, with its interval by question
    p: float
    better: int
    worse: int
    equal: int


def compare(first: Sequence[float], second: Sequence[float], seed: int = 0) -> Comparison | None:
    """The randomisation test and the mean difference with its bootstrap interval; None without questions.

    The two are values of the same questions in the same order; raises ValueError where there are not as many. If the
    systems were alike, each difference could as well have the other sign: p is the share of ways to give out signs
    whose mean is as far from 0 as the one found, or, of DRAWS random ways, (1 + such) / (1 + DRAWS) (Smucker, Allan,
    Carterette: A comparison of statistical significance tests for information retrieval evaluation, CIKM 2007).
    """
    differences = [a - b for a, b in zip(first, second, strict=True)]
    difference = mean_of(differences, seed)
    if difference is None:
        return None
    apart = [d for d in differences if abs(d) > _EQUAL]
    better = sum(d > 0 for d in apart)
    p = _exact(apart) if len(apart) <= ALL_SIGNS else _drawn(apart, seed)
    return Comparison(difference, p, better, len(apart) - better, len(differences) - len(apart))


def _exact(apart: Sequence[float]) -> float:
    sums = [0.0]
    for difference in apart:
        sums = [total + signed for total in sums for signed in (difference, -difference)]
    found = abs(sum(apart))
    return sum(abs(total) >= found - _EQUAL for total in sums) / len(sums)


def _drawn(apart: Sequence[float], seed: int) -> float:
    import numpy as np

    random, data = np.random.default_rng(seed), np.asarray(apart, dtype=np.float64)
    found = abs(float(data.sum()))
    as_far = sum(
        abs(float((data * (2 * random.integers(2, size=len(data)) - 1)).sum())) >= found - _EQUAL for _ in range(DRAWS)
    )
    return (1 + as_far) / (1 + DRAWS)
