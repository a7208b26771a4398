"""When there are too many segments, the newest are merged: the logarithmic method (Bentley and Saxe 1980)."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from evidence.library.manifest import SegmentInfo

MOST_SEGMENTS = 12  # each costs a search one more file to open and one more look-up


@dataclass(frozen=True, slots=True)
class Part:
    """A segment's weight: its records and tombstones."""

    weight: int


def parts_to_merge(parts: Sequence[Part], most: int = MOST_SEGMENTS) -> int | None:
    """The index of the first segment to merge with all later ones, or None. Earlier ones are at least twice as heavy."""
    if len(parts) <= most:
        return None
    first = len(parts) - 2
    weight = sum(p.weight for p in parts[first:])
    while first > 0 and parts[first - 1].weight < 2 * weight:
        first -= 1
        weight += parts[first].weight
    return first


def run_to_merge(infos: Sequence[SegmentInfo], most: int = MOST_SEGMENTS) -> tuple[int, int] | None:
    """The first segment to merge and the one after the last, or None.

    Segments that have vectors and segments that wait for them are merged apart, so that no merge loses a vector.
    """
    stop = len(infos)
    for _, group in groupby(reversed(infos), key=lambda info: bool(info.vectors)):
        run = list(group)[::-1]
        first = parts_to_merge([Part(info.documents + info.tombstones) for info in run], most)
        if first is not None:
            return stop - len(run) + first, stop
        stop -= len(run)
    return None
