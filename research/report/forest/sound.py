"""Whether what was read of a study can stand in a plot. A misread figure is worse than a missing one."""

from decimal import Decimal

from evidence.report import Estimate, Row
from research.report.forest.measures import MEASURES, Measure

SMALLEST, LARGEST = -6, 7  # powers of ten of a figure's first digit: what lies beyond is no measure of effect
DECIMALS = 10  # more places than any paper prints
_NOT_PRIMARY = {
    "guideline": "a guideline, which cites others' figures",
    "scoping-review": "a scoping review, which cites others' figures",
    "narrative-review": "a narrative review, which cites others' figures",
    "editorial": "an editorial, which cites others' figures",
    "letter": "a letter, which may cite others' figures",
    "comment": "a comment, which cites others' figures",
    "news": "news, which cites others' figures",
    "notice": "a notice about another article",
    "book-chapter": "a book chapter, which cites others' figures",
    "protocol": "a protocol, which has no results yet",
    "animal-study": "a study of animals",
    "in-vitro": "a study of cells",
}


def problem(row: Row, estimate: Estimate) -> str:
    """Why the row's estimate cannot be drawn; "" where it can. Its measure is one of `MEASURES`."""
    return _NOT_PRIMARY.get(row.design, "") or _of_figures(estimate) or _of_unit(estimate)


def _of_figures(estimate: Estimate) -> str:
    if estimate.low is None or estimate.high is None:
        return "no interval is stated"
    figures = (estimate.value, estimate.low, estimate.high)
    if not all(map(_plausible, figures)):
        return "a figure is out of all bounds"
    if not estimate.low <= estimate.value <= estimate.high:
        return "its interval does not contain its estimate"
    if estimate.low == estimate.high:
        return "its interval has no width"
    return _of_scale(MEASURES[estimate.measure], estimate)


def _of_scale(measure: Measure, estimate: Estimate) -> str:
    """A ratio's lower bound may be a rounded 0.00; its value may not. `low` and `high` are there."""
    low, high = estimate.low or Decimal(0), estimate.high or Decimal(0)
    if measure.form == "ratio" and (estimate.value <= 0 or low < 0):
        return "a ratio is above 0"
    if measure.form == "proportion" and (low < 0 or high > (100 if estimate.unit == "%" else 1)):
        return "a proportion is between 0 and 1, or 0 and 100%"
    return ""


def _of_unit(estimate: Estimate) -> str:
    units = MEASURES[estimate.measure].units
    if not estimate.unit and (units is None or "" not in units):
        return "its unit is not stated"
    if units is not None and estimate.unit not in units:
        return f"{estimate.unit} is no unit of this measure"
    return ""


def _plausible(figure: Decimal) -> bool:
    if not figure.is_finite():
        return False
    places = -int(figure.as_tuple().exponent)
    return -LARGEST <= places <= DECIMALS and (not figure or SMALLEST <= figure.adjusted() <= LARGEST)
