"""Where the evidence points different ways on the question's outcome."""

from collections.abc import Sequence

from evidence.report import Direction


def opposed(directions: Sequence[Direction]) -> bool:
    """Whether at least two different directions are stated."""
    return len({d for d in directions if d}) > 1
