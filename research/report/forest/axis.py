"""The range and the ticks of a plot's axis. Whiskers that leave the range end in an arrow head at its edge."""

import math
from dataclasses import dataclass
from decimal import Decimal
from statistics import median_low

from research.report.forest.measures import MEASURES, Measure
from research.report.forest.values import Plot

SLACK = 3  # a whisker may reach this many typical widths beyond the estimates before it is cut
MARGIN = 0.04  # of the axis, left free at both ends
MOST_TICKS = 6  # what 200 px hold without touching
MOST_DECADES = 4  # their labels are long: 0.0001
_LADDERS = ((1, 1.5, 2, 3, 5, 7), (1, 2, 5), (1, 3))  # per decade, the finest that fits is taken
_TWOFOLD = math.log(2)  # below this range, even steps give more ticks than a ladder


@dataclass(frozen=True, slots=True)
class Axis:
    """From `low` to `high` in the measure's own figures; both above 0 where `log`."""

    low: float
    high: float
    log: bool
    ticks: tuple[float, ...]  # within the range, ascending
    no_effect: int | None


def axis_of(plot: Plot) -> Axis:
    """A range that holds every estimate and the line of no effect, and whiskers as far as they let the rest be seen."""
    measure = MEASURES[plot.measure]
    log = measure.form == "ratio"
    low, high = _range(plot, measure)
    if log:
        low, high = math.exp(low), math.exp(high)
    return Axis(low, high, log, ticks(low, high, log), measure.no_effect)


def _range(plot: Plot, measure: Measure) -> tuple[float, float]:
    """In natural logarithms for ratios."""
    log = measure.form == "ratio"
    values = [_placed(p.estimate.value, log) for p in plot.points]
    lows = [_placed(p.estimate.low, log) for p in plot.points]
    highs = [_placed(p.estimate.high, log) for p in plot.points]
    if measure.no_effect is not None:
        values.append(math.log(measure.no_effect) if log else float(measure.no_effect))
    typical = median_low(h - t for t, h in zip(lows, highs, strict=True))
    reach = max(max(values) - min(values), SLACK * typical)
    low = min(*values, max(min(lows), min(values) - reach))
    high = max(*values, min(max(highs), max(values) + reach))
    return low - MARGIN * (high - low), high + MARGIN * (high - low)


def _placed(figure: Decimal | None, log: bool) -> float:
    """Where a figure stands; a ratio's bound of 0.00 has no place on a log axis and lies far to the left."""
    number = float(figure or 0)
    if not log:
        return number
    return math.log(number) if number > 0 else -100.0


def ticks(low: float, high: float, log: bool) -> tuple[float, ...]:
    """Round figures within the range, at most `MOST_TICKS` but for a range that no step suits."""
    if not log or math.log(high / low) < _TWOFOLD:
        return _even(low, high)
    decades = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    for steps in _LADDERS:
        found = tuple(t for d in decades for s in steps if low <= (t := _power(s, d)) <= high)
        if len(found) <= MOST_TICKS:
            return found
    whole = [d for d in decades if low <= _power(1, d) <= high]
    every = math.ceil(len(whole) / MOST_DECADES)
    return tuple(_power(1, d) for d in whole if d % every == 0)


def _power(step: float, decade: int) -> float:
    return float(f"{step}e{decade}")


def _even(low: float, high: float) -> tuple[float, ...]:
    """Multiples of 1, 2 or 5 times a power of ten."""
    rough = (high - low) / (MOST_TICKS - 1)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(s * power for s in (1, 2, 5, 10) if s * power >= rough)
    first, last = math.ceil(low / step), math.floor(high / step)
    return tuple(float(f"{k * step:.9g}") for k in range(first, last + 1))


def tick_label(tick: float) -> str:
    """Without an exponent: "0.05", "-2", "1000"."""
    return format(Decimal(f"{tick:.9g}"), "f") if tick else "0"
