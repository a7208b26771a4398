"""Figures of a claim that stand nowhere in its source: percentages, decimals, large counts.

"Mortality fell by 73% in 48,211 patients" beside a source that has neither is the fault that readers fear most, however
freely the rest is worded. A whole number below 100 may be a name or a rounding, and a year may be the paper's: those
are left to the alignment of words (compare.py).
"""

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from evidence.model import Passage
from evidence.text.numbers import Number, numbers

LARGE = 100  # from here on a whole number is a count
_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3}){1,3}(?![\d.,]\d|\d)")
YEARS = range(1800, 2100)


def figures_lacking(claim: str, passages: tuple[Passage, ...]) -> tuple[str, ...]:
    """The figures, as written with their unit, whose value the passages have in no form; what a value there rounds to is had."""
    held = frozenset(value for passage in passages for value in values_of(passage.text))
    return tuple(_shown(n) for n in numbers(claim) if _is_figure(n) and not _is_held(n, held))


@lru_cache(maxsize=256)
def values_of(text: str) -> frozenset[Decimal]:
    """Every value of a text, those in words up to twenty and "118 445" as well, without signs."""
    grouped = (Decimal(match.replace(" ", "")) for match in _GROUPED.findall(text))
    return frozenset((*(abs(n.value) for n in numbers(text, words=True)), *grouped))


def _is_figure(number: Number) -> bool:
    if number.unit == "%" or "." in number.text or "·" in number.text:
        return True
    return number.value >= LARGE and not (number.value in YEARS and len(number.text) == 4)


def _is_held(number: Number, held: frozenset[Decimal]) -> bool:
    value = abs(number.value)
    if value in held:
        return True
    step = Decimal(1).scaleb(int(value.as_tuple().exponent)) if value.is_finite() else Decimal(1)
    return any(each.is_finite() and abs(each - value) < step and _rounded(each, step) == value for each in held)


def _rounded(value: Decimal, step: Decimal) -> Decimal:
    return value.quantize(step, rounding=ROUND_HALF_UP)


def _shown(number: Number) -> str:
    return f"{number.text}{number.unit}" if number.unit == "%" else number.text
