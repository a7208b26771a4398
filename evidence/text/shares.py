"""Shares of a group as papers count them: "12/100 (12%)", "12 of 100 (12%)", "12 patients (12%)", "12% (12/100)"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from evidence.text.numbers import Number

_I = re.IGNORECASE
_OVER = re.compile(r"\s?/\s?")
_OF = re.compile(r" (?:[a-z]+ )?(?:out )?of (?:the |all |a total of )?(?:[a-z]+ )?", _I)
_TO_PERCENT = re.compile(r"(?: [A-Za-z][\w'-]*){0,4}[,;]?\s?[(\[]\s?", _I)
_TIGHT_PERCENT = re.compile(r"\s?[,;=:(\[]\s?")
_TO_COUNT = re.compile(r"\s?[^\d()\[\],;:=<>]{0,20}?(?:[(\[]|(?<=%)[;,]|(?<=%) or )\s?(?:n\s?=\s?|i\.e\.,? )?", _I)
_TO_CELL = re.compile(r"\s?%?\s?[(\[]")  # "Recalled: 60.6% (206)"; in prose 206 may be a reference
_NOT_A_SHARE = re.compile(r"\s?(?:/|mm ?Hg|vision)", _I)  # 10/12/2020, 120/80 mmHg


@dataclass(frozen=True, slots=True)
class Share:
    """As written: `events` of `total`, or `percent` of them, or both; at least one of events and percent is there."""

    percent: Number | None
    events: Number | None = None
    total: Number | None = None

    @property
    def estimate(self) -> Number:
        """The percentage where it is stated, else the count."""
        stated = self.percent or self.events
        if stated is None:
            raise ValueError("A share holds a percentage or a count.")
        return stated


def share_at(plain: str, figures: Sequence[Number], k: int) -> tuple[Share, int] | None:
    """The share that begins with `figures[k]`, and the place of the first figure after it."""
    first = figures[k]
    if first.unit == "%" or not _is_count(first):
        return _percent_first(plain, figures, k)
    counts = _x_of_n(plain, figures, k)
    if counts:
        percent = _percent(plain, figures, k + 2, _TO_PERCENT) or _percent(plain, figures, k + 2, _TIGHT_PERCENT)
        return Share(percent, *counts), k + (3 if percent else 2)
    percent = _percent(plain, figures, k + 1, _TO_PERCENT)
    return (Share(percent, first), k + 2) if percent else None


def _percent_first(plain: str, figures: Sequence[Number], k: int) -> tuple[Share, int] | None:
    """ "12% (12/100)" and "0.99 (167 of 168)"."""
    if k + 2 < len(figures) and _TO_COUNT.fullmatch(plain, figures[k].end, figures[k + 1].start):
        counts = _x_of_n(plain, figures, k + 1)
        if counts:
            return Share(figures[k], *counts), k + 3
    if k + 1 < len(figures) and figures[k].unit == "%" and _is_count(figures[k + 1]):
        start, count = figures[k].end, figures[k + 1]
        start_to = plain[start : count.start]
        tight = re.fullmatch(r"\s?[(\[]\s?n\s?=\s?", start_to, _I)
        in_row = plain[max(0, figures[k].start - 2) : figures[k].start] == ": " and _TO_CELL.fullmatch(start_to)
        if (tight or in_row) and plain[count.end : count.end + 1] in (")", "]", ",", ";"):
            return Share(figures[k], count), k + 2
    return None


def _x_of_n(plain: str, figures: Sequence[Number], k: int) -> tuple[Number, Number] | None:
    if k + 1 >= len(figures):
        return None
    events, total = figures[k], figures[k + 1]
    if not (_is_count(events) and _is_count(total) and events.value <= total.value and total.value > 1):
        return None
    over = _OVER.fullmatch(plain, events.end, total.start) and plain[max(0, events.start - 1) : events.start] != "/"
    if over and not _NOT_A_SHARE.match(plain, total.end):
        return events, total
    return (events, total) if _OF.fullmatch(plain, events.end, total.start) else None


def _percent(plain: str, figures: Sequence[Number], k: int, gap: re.Pattern[str]) -> Number | None:
    if k >= len(figures) or figures[k].unit != "%" or not 0 <= figures[k].value <= 100:
        return None
    closes = plain[figures[k].end : figures[k].end + 12].lstrip(" %")[:1] in (")", "]", ";", ",") or re.match(
        r"\s?%?\s?of ", plain[figures[k].end : figures[k].end + 6]
    )
    return figures[k] if closes and gap.fullmatch(plain, figures[k - 1].end, figures[k].start) else None


def _is_count(figure: Number) -> bool:
    return (
        not figure.unit and not figure.sign and figure.value >= 0 and "." not in figure.text and "·" not in figure.text
    )
