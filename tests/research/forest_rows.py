"""Rows of a summary of findings, made up for the tests of the forest-style plot."""

from decimal import Decimal

from evidence.report import Estimate, Row

NUMBERS = {f"d{k}": k for k in range(1, 40)}


def estimate(figures: str, measure: str = "HR", unit: str = "", level: str | None = "95") -> Estimate:
    """From "0.83 0.70 0.98": value, low and high as written; the value alone where there are no more."""
    value, *bounds = map(Decimal, figures.split())
    low, high = bounds or (None, None)
    return Estimate(measure, value, low, high, Decimal(level) if level else None, unit)


def row(
    k: int, stated: Estimate | None, design: str = "rct", level: int | None = 2, *,
    study: str = "", outcome: str = "death", same: tuple[str, ...] = (),
) -> Row:  # fmt: skip
    """Document d<k>, "Study<k> 2020"."""
    name = study or f"Study{k} 2020"
    return Row(f"d{k}", name, design, level, 2020, outcome, estimate=stated, same_study=same)


def three(measure: str = "HR", unit: str = "") -> list[Row]:
    """Three trials, d1 to d3, that state the measure."""
    figures = ("0.83 0.70 0.98", "0.910 0.80 1.04", "0.50 0.30 0.95")
    return [row(k, estimate(f, measure, unit)) for k, f in enumerate(figures, start=1)]
