"""Effects as abstracts state them: a measure, its estimate, its interval, its p value; each as written, at its offsets.

Read are the common forms, e.g. "hazard ratio, 0.48; 95% CI, 0.39 to 0.59", "HR 0·48 (95% CI 0·39–0·59)" and
"(RR = 0.48 [0.39-0.59])". Nothing is read where it is not plain which number belongs to which measure.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from evidence.text.measures import mentions
from evidence.text.numbers import Number, numbers

_OPEN = r"[\s,:;=(\[]*"
_INTERVAL = r"(?:confidence intervals?|credible intervals?|C\.?I\.?s?|CrI)(?:\s?[\[(](?:CI|CrI)s?[\])])?"
_TIGHT = re.compile(rf"(?:\s?[\[(]\w{{2,5}}[\])])?[)\]]?{_OPEN}(?:(?:was|were|is|of|at|to be)\s)?[\s=]*")
_NEAR = re.compile(
    r"(?!\s*(?:and|or|,))[^.;\n]{0,60}"
)  # words between, in the same clause: only where an interval follows
_PERCENT = r"\s?(?:%|per\s?cent)?\s?"
_UNIT = r"\s?[^\d()\[\],;]{0,25}"
_TO_LEVEL = re.compile(rf"{_UNIT}{_OPEN}(?:with a |and )?(?:{_INTERVAL}{_OPEN})?", re.IGNORECASE)
_LEVEL_IS = re.compile(rf"{_PERCENT}-?{_INTERVAL}", re.IGNORECASE)
_TO_LOW = re.compile(rf"{_PERCENT}-?{_INTERVAL}[)\]]?{_OPEN}(?:from |of |was |between )?", re.IGNORECASE)
_BRACKET = re.compile(rf"{_UNIT}[\s,]*[(\[]\s?(?:{_INTERVAL}{_OPEN})?", re.IGNORECASE)
_AFTER_LEVEL = re.compile(rf"{_PERCENT}-?{_INTERVAL}[)\]]?{_OPEN}(?:was |were |is |of )?", re.IGNORECASE)
_TO = re.compile(r"\s?[%\w]{0,6}\s?(?:[-–−‐‑—]|to|,|;|and)\s*")
_TAIL = re.compile(r"\s?(?:%|per\s?cent\b)")
_SPREAD = re.compile(r"\s?%?\s?(?:[-–−‐‑—]|to)\s?")
_P = re.compile(r"[^.\n]{0,20}?(?<!\w)[Pp](?:[ -]?values?)?(?:\s(?:for|of|was)(?:\s\w+){0,2})?\s?[=<>≤≥]*\s?")


@dataclass(frozen=True, slots=True)
class Effect:
    """`start` and `end` span from the measure's name to the last number that belongs to it, brackets closed."""

    measure: str  # HR, RR, OR, IRR, RD, MD, SMD, NNT, sensitivity or specificity
    start: int
    end: int
    estimate: Number
    low: Number | None = None
    high: Number | None = None
    level: Number | None = None  # 95 with the unit %, where it is written
    p: Number | None = None


def effects(text: str) -> list[Effect]:
    """The effects of `text` in order, one per estimate."""
    found: dict[int, Effect] = {}
    named = mentions(text)
    if not named:
        return []
    figures = numbers(text)
    starts = [figure.start for figure in figures]
    for (measure, start, end), (limit, apart) in zip(named, _surroundings(named, text), strict=True):
        after = figures[bisect_left(starts, end) :][:6]
        effect = _effect(measure, start, end, after, text) if apart else None
        if effect and effect.estimate.start < limit:
            found.setdefault(effect.estimate.start, effect)
    return list(found.values())


def _surroundings(named: Sequence[tuple[str, int, int]], text: str) -> list[tuple[int, bool]]:
    """For each mention, where another's begins, and whether it stands apart ("sensitivity and specificity" do not)."""
    together = [bool(re.fullmatch(r"\s*(?:and|or|,|/|&)\s*", text[a[2] : b[1]])) for a, b in pairwise(named)]
    limits = [b[1] if a[0] != b[0] else len(text) for a, b in pairwise(named)]
    joined = [left or right for left, right in zip([False, *together], [*together, False], strict=True)]
    return list(zip([*limits, len(text)], [not j for j in joined], strict=True))


def _effect(measure: str, start: int, end: int, after: list[Number], text: str) -> Effect | None:
    """The effect whose numbers are the first of `after`."""
    level = None
    if len(after) > 1 and _is_level(after[0], text):  # HR (95% CI) 0.48 (0.39-0.59)
        level, after = after[0], after[1:]
        if not _AFTER_LEVEL.fullmatch(text, level.end, after[0].start):
            return None
    if not after:
        return None
    estimate, rest = after[0], after[1:]
    own_level, low, high, rest = _interval(estimate, rest, text)
    if not low and rest and _SPREAD.fullmatch(text, estimate.end, rest[0].start):
        return None  # "OR 0.63-0.69": several estimates
    tight = level is not None or _TIGHT.fullmatch(text, end, estimate.start)
    if not tight and not (low and _NEAR.fullmatch(text, end, estimate.start)):
        return None
    last = high or estimate
    p = rest[0] if rest and _P.fullmatch(text, last.end, rest[0].start) else None
    return Effect(measure, start, _closed(text, start, (p or last).end), estimate, low, high, own_level or level, p)


def _closed(text: str, start: int, end: int) -> int:
    """With the per cent sign after the last number, and the bracket that closes one opened since the measure's name."""
    match = _TAIL.match(text, end)
    end = match.end() if match else end
    opened = text[start:end]
    for bracket, pair in ("()", "[]"):
        if text[end : end + 1] == pair and opened.count(bracket) > opened.count(pair):
            return end + 1
    return end


def _is_level(number: Number, text: str) -> bool:
    return number.unit == "%" and bool(_LEVEL_IS.match(text, number.end))


_Interval = tuple[Number | None, Number | None, Number | None, list[Number]]


def _interval(estimate: Number, rest: list[Number], text: str) -> _Interval:
    """Level, low, high, and the numbers after them."""
    level = None
    if rest and _is_level(rest[0], text) and _TO_LEVEL.fullmatch(text, estimate.end, rest[0].start):
        level, to_low, at, bounds = rest[0], _TO_LOW, rest[0].end, rest[1:]
    else:
        to_low, at, bounds = _BRACKET, estimate.end, rest
    if len(bounds) < 2 or not to_low.fullmatch(text, at, bounds[0].start):
        return None, None, None, rest
    low, high = bounds[:2]
    if not _TO.fullmatch(text, low.end, high.start) or low.value > high.value:
        return None, None, None, rest
    return level, low, high, bounds[2:]
