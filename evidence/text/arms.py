"""The arms of a comparison: their sizes, and the values that are set against each other ("12/100 (12%) vs 18/102 (18%)")."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from evidence.text.findings import Finding, Reading
from evidence.text.measures import OF_ONE_GROUP
from evidence.text.numbers import Number, numbers
from evidence.text.p_values import PValue
from evidence.text.typography import even

APART = 120  # characters between two arms' values
P_WITHIN = 60  # characters between the second arm's value and the p value of the comparison
_SIZE = re.compile(r"(?<![A-Za-z])[nN] ?= ?\Z")
_SET_AGAINST = re.compile(r"\b(?:vs|versus|compared (?:with|to)|against|than)\b", re.IGNORECASE)
_AND = re.compile(r"[^.;]*\band\b[^.;]*", re.IGNORECASE)
_ENDS = re.compile(r"[a-z)%]\. |;\s")


@dataclass(frozen=True, slots=True)
class Arms:
    """Two arms' values of one measure in the order of the text, and the p value of their comparison if one follows."""

    first: Finding
    second: Finding
    p: PValue | None = None

    @property
    def start(self) -> int:
        """Where the first arm's value begins."""
        return self.first.start

    @property
    def end(self) -> int:
        """Where the second arm's value or the p value ends."""
        return max(self.second.end, self.p.end if self.p else 0)


def sizes(text: str) -> list[Number]:
    """How many are in each group where it is stated as "n = 12"."""
    plain = even(text)
    return [f for f in numbers(text) if not f.unit and _SIZE.search(plain, max(0, f.start - 5), f.start)]


def arms(text: str, reading: Reading) -> list[Arms]:
    """The pairs of values of one group each that the text sets against each other.

    "and" joins two arms only where both values are built alike and nothing else of their kind stands beside them.
    """
    plain = even(text)
    of_groups = [f for f in reading.findings if f.measure in OF_ONE_GROUP]
    found: list[Arms] = []
    for first, second in pairwise(of_groups):
        if found and found[-1].second is first:
            continue
        if _alike(first, second) and _against(plain, first, second, len(of_groups)):
            found.append(Arms(first, second, _p_after(plain, second, reading.p_values)))
    return found


def _alike(first: Finding, second: Finding) -> bool:
    same = first.measure == second.measure and first.estimate.unit == second.estimate.unit
    return same and bool(first.share) == bool(second.share) and bool(first.spread) == bool(second.spread)


def _against(plain: str, first: Finding, second: Finding, count: int) -> bool:
    gap = plain[first.end : second.start]
    if len(gap) > APART or _ENDS.search(gap):
        return False
    return bool(_SET_AGAINST.search(gap)) or (count == 2 and bool(_AND.fullmatch(gap)))


def _p_after(plain: str, second: Finding, p_values: Sequence[PValue]) -> PValue | None:
    for p in p_values:
        if 0 <= p.start - second.end <= P_WITHIN and not p.about:
            return None if _ENDS.search(plain[second.end : p.start].replace("; ", ", ", 1)) else p
    return None
