"""Figures of a claim that stand nowhere in its source: percentages, decimals, large counts.

"Mortality fell by 73% in 48,211 patients" beside a source that has neither is the fault that readers fear most, however
freely the rest is worded. A whole number below 100 may be a name or a rounding, and a year may be the paper's: those
are left to the alignment of words (compare.py).
"""

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

from evidence.model import Passage
from evidence.text.numbers import Number, numbers

LARGE = 100  # from here on a whole number is a count
_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3}){1,3}(?![\d.,]\d|\d)")
FEW = 3  # ratios of this size and below, told with decimals
_PARTS = re.compile(r"(?<![\d.,])(\d{1,6}) ?(?:/|of|out of) ?(\d{1,6})(?![\d.,]\d|\d)")
YEARS = range(1800, 2100)


def figures_lacking(claim: str, passages: tuple[Passage, ...]) -> tuple[str, ...]:
    """The figures, as written with their unit, whose value the passages have in no form; what a value there rounds to is had."""
    held = frozenset(value for passage in passages for value in values_of(passage.text))
    return tuple(_shown(n) for n in numbers(claim) if _is_figure(n) and not _is_held(n, held))


def is_had(value: str, passages: tuple[Passage, ...]) -> bool:
    """Whether a value, in plain digits, stands in the passages, is what one there rounds to, or can be made of one."""
    held = frozenset(each for passage in passages for each in values_of(passage.text))
    try:
        return _has(Decimal(value), held)
    except InvalidOperation:
        return False


@lru_cache(maxsize=256)
def values_of(text: str) -> frozenset[Decimal]:
    """Every value of a text, those in words up to twenty and "118 445" as well, without signs."""
    grouped = (Decimal(match.replace(" ", "")) for match in _GROUPED.findall(text))
    plain = [abs(n.value) for n in numbers(text, words=True)]
    return frozenset((*plain, *grouped, *_computed(text, plain)))


def _computed(text: str, plain: Sequence[Decimal]) -> Iterator[Decimal]:
    """What a reader may have made of them: 20% less of a ratio of 0.80, 83.3% of 20/24."""
    for value in plain:
        if value.is_finite() and 0 < value < FEW and int(value.as_tuple().exponent) < 0:
            yield from (100 * value, 100 * abs(1 - value))
    for part, of in _PARTS.findall(text):
        if int(of):
            yield Decimal(100 * int(part)) / int(of)


def _is_figure(number: Number) -> bool:
    if number.unit == "%" or "." in number.text or "·" in number.text:
        return True
    return number.value >= LARGE and not (number.value in YEARS and len(number.text) == 4)


def _is_held(number: Number, held: frozenset[Decimal]) -> bool:
    return _has(abs(number.value), held)


def _has(value: Decimal, held: frozenset[Decimal]) -> bool:
    if value in held:
        return True
    step = _step(value)
    return any(each.is_finite() and abs(each - value) < step and _rounded(each, step) == value for each in held)


def _step(value: Decimal) -> Decimal:
    """The last place that is told: 0.1 of 12.4, 1,000 of 118,000."""
    if not value.is_finite():
        return Decimal(1)
    whole = value.normalize()
    return (
        Decimal(1).scaleb(int(whole.as_tuple().exponent))
        if value >= LARGE
        else Decimal(1).scaleb(int(value.as_tuple().exponent))
    )


def _rounded(value: Decimal, step: Decimal) -> Decimal:
    return (value / step).quantize(Decimal(1), rounding=ROUND_HALF_UP) * step


def _shown(number: Number) -> str:
    return f"{number.text}{number.unit}" if number.unit == "%" else number.text
