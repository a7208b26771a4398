"""Absolute risk difference and number needed to treat, computed from two arms' counts, with the formula as text.

Both are marked as computed: no source states them. Source: Altman DG, BMJ 1998;317:1309 (number needed to treat).
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from evidence.text.numbers import Number
from evidence.text.shares import Share


@dataclass(frozen=True, slots=True)
class Computed:
    """`value` is exact to 28 digits; `formula` shows it to one decimal, from the counts as they are written."""

    measure: str  # RD in percentage points, or NNT in people
    value: Decimal
    formula: str
    computed: bool = True


def risk_difference(first: Share, second: Share) -> Computed | None:
    """The first arm's risk less the second's, in percentage points; None unless both are stated as x of n."""
    risks = _risk(first), _risk(second)
    if risks[0] is None or risks[1] is None:
        return None
    points = (risks[0] - risks[1]) * 100
    return Computed("RD", points, f"{_counts(first)} - {_counts(second)} = {_shown(points)} percentage points")


def number_needed(first: Share, second: Share) -> Computed | None:
    """How many are treated as the first arm was for one event more or fewer; None where the risks are equal or untold.

    Whether that is a benefit or a harm depends on the event, which this does not know.
    """
    difference = risk_difference(first, second)
    if difference is None or not difference.value:
        return None
    people = 100 / abs(difference.value)
    formula = f"1 / |{_counts(first)} - {_counts(second)}| = {_shown(people)}"
    return Computed("NNT", people, formula)


def _risk(share: Share) -> Decimal | None:
    if share.events is None or share.total is None or not share.total.value or share.events.value > share.total.value:
        return None
    return share.events.value / share.total.value


def _counts(share: Share) -> str:
    return "/".join(_as_written(number) for number in (share.events, share.total) if number)


def _as_written(number: Number) -> str:
    return number.text if number.text[0].isdecimal() else str(number.value)


def _shown(value: Decimal) -> str:
    return str(value.quantize(Decimal("0.1"), ROUND_HALF_EVEN))
