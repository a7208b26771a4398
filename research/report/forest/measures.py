"""The measures that are drawn: their full names, and where their line of no effect is."""

from dataclasses import dataclass
from typing import Literal

_BARE, _RATIO, _SHARE = ("",), ("", "fold"), ("", "%")


@dataclass(frozen=True, slots=True)
class Measure:
    """`no_effect` is 1 for ratios, 0 for differences, None for proportions, which have none.

    `units` are those that it may be stated in; None: any, but one must be stated, else the scale cannot be told.
    """

    name: str
    form: Literal["ratio", "difference", "proportion"]
    units: tuple[str, ...] | None

    @property
    def no_effect(self) -> int | None:
        """The value that says that there is no difference."""
        return {"ratio": 1, "difference": 0}.get(self.form)


MEASURES = {
    "HR": Measure("Hazard ratio", "ratio", _RATIO),
    "RR": Measure("Risk ratio", "ratio", _RATIO),
    "OR": Measure("Odds ratio", "ratio", _RATIO),
    "IRR": Measure("Rate ratio", "ratio", _RATIO),
    "PR": Measure("Prevalence ratio", "ratio", _RATIO),
    "MD": Measure("Mean difference", "difference", None),
    "SMD": Measure("Standardised mean difference", "difference", _BARE),
    "RD": Measure("Risk difference", "difference", ("%", "percentage point")),  # a bare 0.5 may be either
    "sensitivity": Measure("Sensitivity", "proportion", _SHARE),
    "specificity": Measure("Specificity", "proportion", _SHARE),
    "PPV": Measure("Positive predictive value", "proportion", _SHARE),
    "NPV": Measure("Negative predictive value", "proportion", _SHARE),
    "AUC": Measure("Area under the curve", "proportion", _SHARE),
    "prevalence": Measure("Prevalence", "proportion", _SHARE),
    "proportion": Measure("Proportion", "proportion", _SHARE),
}


def unit_of(measure: str, unit: str) -> str:
    """The unit under which figures may share an axis: a risk difference of 2% is one of 2 percentage points."""
    if MEASURES[measure].form == "ratio":
        return ""
    return "%" if measure == "RD" and unit == "percentage point" else unit


def heading(measure: str, unit: str) -> str:
    """As an axis or a column is headed: "Mean difference, mmHg", "Risk difference, percentage points"."""
    shown = "percentage points" if (measure, unit) == ("RD", "%") else unit
    return MEASURES[measure].name + (f", {shown}" if shown else "")
