"""Findings as papers state them: a measure, its estimate, its interval or spread, its p value; each as written, at its offsets.

From a sentence or the line of a table ("Rate ratio (95% CI): 0.81 (0.60-1.11); P: .03"). Figures are put in groups
first (see groups), then each group is given the measure that is named for it: right before it, before the list that it
stands in ("ORs were 1.2 (...), 1.4 (...) and 2.6 (...)"), or in the same order ("sensitivity and specificity were 97%
and 90%"). What no measure is named for is read only where it is marked as an estimate by its confidence interval.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass

from evidence.text.attribution import measures_of
from evidence.text.groups import Group, groups, read_figures
from evidence.text.intervals import Interval, Spread
from evidence.text.measures import NULL, OF_ONE_GROUP, named
from evidence.text.numbers import Number, numbers
from evidence.text.p_values import PValue, find_p_values
from evidence.text.shares import Share
from evidence.text.typography import even

_DIGIT = re.compile(r"\d")
P_WITHIN, P_CELL = 40, 90  # characters between an estimate's last number and its p value, in prose and in a row


@dataclass(frozen=True, slots=True)
class Finding:
    """One estimate. `start` and `end` span its numbers, not its measure's name."""

    measure: str  # a name of `evidence.text.measures`, proportion, or "" where the text names none that is known
    start: int
    end: int
    estimate: Number
    interval: Interval | None = None
    spread: Spread | None = None
    share: Share | None = None
    p: PValue | None = None

    @property
    def unit(self) -> str:
        """Of the estimate, else of its interval; "" where none is written."""
        return self.estimate.unit or (self.interval.high.unit if self.interval else "")

    @property
    def crosses_no_effect(self) -> bool | None:
        """Whether the interval holds the value of no effect (1 for ratios, 0 for differences); None if untold."""
        if self.measure not in NULL or self.interval is None or self.interval.kind in ("IQR", "range"):
            return None
        return self.interval.low.value <= NULL[self.measure] <= self.interval.high.value


@dataclass(frozen=True, slots=True)
class Reading:
    """All that is read from a text: findings, and every p value, those that no finding holds included."""

    findings: tuple[Finding, ...]
    p_values: tuple[PValue, ...]


def findings(text: str) -> tuple[Finding, ...]:
    """The findings of `text` in order."""
    return read(text).findings


def read(text: str) -> Reading:
    """The findings and p values of `text` in order."""
    if not _DIGIT.search(text):
        return Reading((), ())
    plain = even(text)
    figures = read_figures(numbers(text, words=True), plain)
    if not figures:
        return Reading((), ())
    by_place = find_p_values(plain, figures)
    grouped = groups(plain, figures, by_place)
    values = list(by_place.values())
    measured = measures_of(plain, grouped, named(plain), [(value.start, value.end) for value in values])
    found = [
        _finding(group, measure, _own_p(plain, k, grouped, values) if measure not in OF_ONE_GROUP else None)
        for k, (group, measure) in enumerate(zip(grouped, measured, strict=True))
        if measure is not None
    ]
    return Reading(tuple(found), tuple(values))


def _finding(group: Group, measure: str, p: PValue | None) -> Finding:
    return Finding(measure, group.start, group.end, group.estimate, group.interval, group.spread, group.share, p)


def _own_p(plain: str, k: int, grouped: list[Group], values: list[PValue]) -> PValue | None:
    """The p value that follows the group with no other figure between; not one for a trend or an interaction."""
    end = grouped[k].end
    place = bisect_left(values, end, key=lambda value: value.start)
    within = P_CELL if plain[end : end + 3].lstrip(")]% ")[:1] == ";" else P_WITHIN
    if place == len(values) or values[place].start - end > within or values[place].about:
        return None
    follows = grouped[k + 1].start if k + 1 < len(grouped) else len(plain)
    between = plain[end : values[place].start]
    return values[place] if values[place].start < follows and ". " not in between else None
