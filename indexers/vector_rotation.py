"""Axes on which product quantisation loses little: principal axes, dealt out so that each code has its share.

Parametric solution of Optimized Product Quantization, "eigenvalue allocation" (Ge et al. 2014,
doi:10.1109/TPAMI.2013.240). It needs one decomposition, where the iterative solution needs hours at this size.
"""

import heapq
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SMALLEST = 1e-9  # of the largest variance: what counts as none, so that its logarithm is a number


def balanced_axes(sample: "NDArray[np.float32]", together: int) -> "NDArray[np.float32]":
    """(dim, dim) orthonormal rows; each `together` neighbouring ones have about the same product of variances."""
    import numpy as np

    variances, axes = np.linalg.eigh(np.cov(sample.T, dtype=np.float64))  # smallest first, axes in columns
    order = deal(np.maximum(variances / variances[-1], SMALLEST).tolist(), together)
    return np.ascontiguousarray(axes.T[order], dtype=np.float32)


def deal(variances: list[float], together: int) -> list[int]:
    """An order of the variances, all above 0: the largest goes to the group whose product is the smallest."""
    import math

    groups: list[list[int]] = [[] for _ in range(len(variances) // together)]
    room = [(0.0, group) for group in range(len(groups))]  # a heap: sum of logarithms, group
    least = min(variances)
    for place in sorted(range(len(variances)), key=lambda i: -variances[i]):
        product, group = heapq.heappop(room)
        groups[group].append(place)
        if len(groups[group]) < together:
            heapq.heappush(room, (product + math.log(variances[place] / least), group))
    return [place for group in groups for place in group]
