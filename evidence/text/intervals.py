"""What stands beside an estimate: an interval (confidence, credible, interquartile, range) or a spread (SD, SE).

Read are e.g. "0.48 (95% CI 0.39-0.59)", "0.48; 95% CI, 0.39 to 0.59", "9 years; range 6-30 years", "5.1 ± 0.3", "5.1 (SD 0.3)".
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from evidence.text.numbers import Number

_KINDS = {
    "CrI": r"credib(?:le|ility) intervals?|Cr\.?I\.?s?|posterior intervals?",
    "CI": r"(?:confidence|compatibility) intervals?|confidence limits|C\.?I\.?(?:'?s)?(?![A-Za-z])|CL(?![A-Za-z])",
    "IQR": r"(?:inter-?quartile|interquartil) ranges?|IQRs?|Q1(?:,| to |-)\s?Q3",
    "range": r"ranges?|ranging|min-max",
}
_KIND = "(?:" + "|".join(rf"(?P<{name}>{written})" for name, written in _KINDS.items()) + ")"
_ANY = "(?:" + "|".join(_KINDS.values()) + ")"
_NAMED = rf"{_ANY}(?:\s?[(\[](?:CI|CrI|IQR)s?[)\]])?"
_OPEN = r"[\s,:;=(\[]{0,4}"
_SHORT = r"\s?[^\d()\[\],;:=<>]{0,25}?"  # a unit
_WORDS = r"[^()\[\];:=<>\n]{0,60}?"  # a unit and who it is for: "8% higher than in the control arm (95% CI"
_I = re.IGNORECASE
_LEVEL = re.compile(rf"\s?(?:%|per\s?cent)?[\s-]{{0,2}}{_ANY}", _I)
_TO_LEVEL = re.compile(
    rf"(?:{_SHORT}[\s,:;]{{0,3}}(?:with an? |and )?|{_WORDS}[,;:]?\s?[(\[]\s?|\s?[*†‡§]{{0,3}};\s[^:;()]{{0,60}}?)"
    rf"{_OPEN}(?:{_NAMED}{_OPEN})?",
    _I,
)
_TO_LOW = re.compile(
    rf"\s?(?:%|per\s?cent)?[\s-]{{0,2}}{_NAMED}[)\]]?(?: (?:for|of) the \w+)?{_OPEN}(?:from |of |was |is |between )?{_OPEN}",
    _I,
)
_TO_NAMED = re.compile(rf"{_SHORT}{_OPEN}(?:with an? )?{_NAMED}%?{_OPEN}(?:from |of |was |between )?{_OPEN}", _I)
_BRACKET = re.compile(rf"{_SHORT},?\s?[(\[]\s?", _I)
_COMMA = re.compile(r"\s?[^\d()\[\],;:=<>]{0,12}?,\s")
_TO = re.compile(r"\s?[^\d()\[\],;:]{0,14}?\s?(?:-|to|,|;|and|through|/)\s?", _I)
_CLOSES = re.compile(r"\s?[^\d()\[\];,.]{0,14}?[)\];,]")
_RANGE_TO = re.compile(r"\s?%?\s?(?:-|to|,|;)\s?", _I)
_PLUS_MINUS = re.compile(r"\s?(?:[^\d()\[\],;:=<>±+]|(?<=m)[23]){0,15}?[(\[]?\s?(?P<sign>±|\+/?-|\+ or -)?\s?")
_SPREAD = re.compile(
    r"\s?[^\d()\[\],;:=<>]{0,20}?(?:[\s,;]?\s?[(\[]\s?|,\s|;\s[^:;\d]{0,60}?)(?<![A-Za-z])"
    r"(?:(?P<SD>(?:mean )?SDs?|s\.d\.|standard deviations?)"
    r"|(?P<SE>S\.?E\.?M?\.?|standard errors?))[\s:=,]{0,3}",
    _I,
)
_BARE = re.compile(r"\s?[%\w/]{0,8}\s?[(\[]\s?±?")


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high` as written. `kind` is CI, CrI, IQR or range, "" where the text does not say."""

    kind: str
    low: Number
    high: Number
    level: Number | None = None  # 95 with the unit %, where it is written


@dataclass(frozen=True, slots=True)
class Spread:
    """`kind` is SD or SE, "±" where the text does not say which."""

    kind: str
    value: Number


def is_level(figure: Number, plain: str) -> bool:
    """Whether this is the 95% of "95% CI". `plain`, here and below, is the text as `typography.even` makes it."""
    return figure.unit == "%" and bool(_LEVEL.match(plain, figure.end))


def interval_after(plain: str, figures: Sequence[Number], k: int) -> tuple[Interval, int] | None:
    """The interval of the estimate `figures[k]`, and the place of the first figure after it."""
    if k + 3 < len(figures) and is_level(figures[k + 1], plain):
        level, low, high = figures[k + 1 : k + 4]
        beside = _TO_LEVEL.fullmatch(plain, figures[k].end, level.start) and _holds(
            plain, figures[k], low, high, level.start
        )
        if beside and _TO_LOW.fullmatch(plain, level.end, low.start):
            return _interval(plain, low, high, level, _kind(plain, level.end, low.start), k + 4)
    if k + 2 >= len(figures):
        return None
    low, high = figures[k + 1 : k + 3]
    if _TO_NAMED.fullmatch(plain, figures[k].end, low.start) and _holds(plain, figures[k], low, high, low.start):
        return _interval(plain, low, high, None, _kind(plain, figures[k].end, low.start), k + 3)
    return _unnamed(plain, figures[k], low, high, k + 3)


def _holds(plain: str, estimate: Number, low: Number, high: Number, end: int) -> bool:
    """An estimate lies in its interval; 77.4% may have one in parts of 1, within the same bracket."""
    parts = estimate.unit == "%" and not high.unit and high.value <= 1 and ";" not in plain[estimate.end : end]
    return parts or low.value <= estimate.value <= high.value


def _interval(
    plain: str, low: Number, high: Number, level: Number | None, kind: str, after: int
) -> tuple[Interval, int] | None:
    if not _TO.fullmatch(plain, low.end, high.start) or low.value > high.value:
        return None
    return Interval(kind, low, high, level), after


def _unnamed(plain: str, estimate: Number, low: Number, high: Number, after: int) -> tuple[Interval, int] | None:
    """ "0.48 (0.39-0.59)" and "(1.03, 0.83 to 1.26)": only where the estimate lies between the two."""
    between = low.value <= estimate.value <= high.value and low.value < high.value
    if not between or not _RANGE_TO.fullmatch(plain, low.end, high.start):
        return None
    closed = bool(_CLOSES.match(plain, high.end))
    if _BRACKET.fullmatch(plain, estimate.end, low.start) and closed:
        return Interval("", low, high), after
    dashed = re.fullmatch(r"\s?%?\s?(?:to|-)\s?", plain[low.end : high.start])
    in_bracket = plain[estimate.start - 1 : estimate.start] == "(" and plain[high.end : high.end + 1] in (")", ";")
    if dashed and in_bracket and plain[estimate.end : low.start] == "; ":
        return Interval("", low, high), after
    if dashed and _COMMA.fullmatch(plain, estimate.end, low.start):
        return Interval("", low, high), after
    return None


def _kind(plain: str, start: int, end: int) -> str:
    match = re.search(_KIND, plain[start:end], _I)
    return str(match.lastgroup) if match else ""


def spread_after(plain: str, figures: Sequence[Number], k: int, expected: str = "") -> tuple[Spread, int] | None:
    """The spread of `figures[k]`; `expected` is SD or SE where a column's head says what stands in brackets."""
    if k + 1 >= len(figures):
        return None
    start, value = figures[k].end, figures[k + 1]
    beside = _PLUS_MINUS.fullmatch(plain, start, value.start)
    if beside and (value.sign == "±" or beside["sign"]):
        return Spread(expected or "±", value), k + 2
    stated = _SPREAD.fullmatch(plain, start, value.start)
    if stated:
        return Spread(str(stated.lastgroup), value), k + 2
    closed = plain[value.end : value.end + 1] in (")", "]")
    if expected and closed and _BARE.fullmatch(plain, start, value.start):
        return Spread(expected, value), k + 2
    return None
