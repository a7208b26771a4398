"""The words of a plot. Figures are printed with the digits that the source wrote; nothing is rounded or converted."""

import unicodedata
from collections import Counter
from decimal import Decimal

from evidence.report import Estimate
from research.outcomes import without_way
from research.report.forest.measures import MEASURES, heading
from research.report.forest.values import Plot, Point
from research.report.forest.widths import shortened, width

AS_REPORTED = "As reported by each study, not pooled"
THEIR_OWN = "Outcomes, populations, comparisons and adjustments are each study's own: see its words."
SYNTHESES_HEAD = "Reviews (may include studies shown here)"
_DESIGNS = {
    "rct": "RCT",
    "systematic-review": "review",
    "controlled-trial": "controlled trial",
    "clinical-trial": "clinical trial",
    "diagnostic-accuracy": "accuracy study",
    "case-series": "case series",
    "case-report": "case report",
    "": "design not indexed",
}  # the others are spoken of as they are indexed: cohort, case-control, meta-analysis
# Cs, Cc, Co and Cn are lone surrogates, controls, and what has no meaning; the marks of direction are put back below.
_NO_TEXT = ("Cs", "Cc", "Co", "Cn")
_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_ISOLATE, _END_OF_ISOLATE = "\u2068", "\u2069"  # Unicode TR 9: what stands between does not reorder what is around


def plain(text: str) -> str:
    """A source's words on one line, without what no page may hold, and unable to turn the figures beside them around."""
    kept = "".join(" " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c) not in _NO_TEXT)
    flat = " ".join("".join(c for c in kept if c not in _DIRECTION).split())
    runs_left = any(unicodedata.bidirectional(c) in ("R", "AL", "AN") for c in flat)
    return f"{_ISOLATE}{flat}{_END_OF_ISOLATE}" if runs_left else flat


def figures(estimate: Estimate) -> str:
    """As written, without units: "0.83 (0.70 to 0.98)"."""
    if estimate.low is None or estimate.high is None:
        return digits(estimate.value)
    return f"{digits(estimate.value)} ({digits(estimate.low)} to {digits(estimate.high)})"


def digits(figure: Decimal) -> str:
    """Every digit that was written, never an exponent."""
    return format(figure, "f")


def kind_of(point: Point) -> str:
    """ "RCT, level 2"; the level only where there is one."""
    design = _DESIGNS.get(point.design, plain(point.design))
    return f"{design}, level {point.level}" if point.level else design


def label(point: Point, room: float | None = None) -> str:
    """ "[3] Smith 2020 (RCT, level 2)", the name shortened where all is wider than `room` ems; the year stays."""
    kind, name = kind_of(point), " ".join(point.study.split())
    if room is not None:
        name = _name(name, point.year, room - width(f"[{point.number}]  ({kind})"))
    return f"[{point.number}] {plain(name)} ({kind})"


def _name(name: str, year: int | None, room: float) -> str:
    end = f" {year}"
    if year is None or not name.endswith(end):
        return shortened(name, room)
    return shortened(name.removesuffix(end), room - width(end)) + end


def title(plot: Plot) -> str:
    """ "Hazard ratio; outcome asked about: death from any cause"."""
    return f"{MEASURES[plot.measure].name}; outcome asked about: {plain(without_way(plot.outcome))}"


def scale(plot: Plot) -> str:
    """What the figures are: "Hazard ratio", "Mean difference, mmHg"."""
    return heading(plot.measure, plain(plot.unit))


def axis_label(plot: Plot) -> str:
    """ "Hazard ratio (log scale)", "Mean difference, mmHg"."""
    return scale(plot) + (" (log scale)" if MEASURES[plot.measure].form == "ratio" else "")


def interval_note(plot: Plot) -> str:
    """The intervals' level, and the studies that state another or none: "95% intervals unless said: [4] 90%."."""
    stated = Counter(p.estimate.level for p in plot.points if p.estimate.level is not None)
    if not stated:
        return "The level of the intervals is not stated."
    usual = max(stated, key=lambda level: (stated[level], level))
    others = [
        f"[{p.number}] " + ("not stated" if p.estimate.level is None else f"{digits(p.estimate.level)}%")
        for p in plot.points
        if p.estimate.level != usual
    ]
    rest = f" unless said: {', '.join(others)}" if others else ""
    return f"{digits(usual)}% intervals{rest}."


def left_out_notes(plot: Plot) -> list[str]:
    """One line for each study that is left out: "Left out: [5] Jones 2018: its unit is not stated."."""
    return [f"Left out: [{x.number}] {plain(x.study)}: {x.reason}." for x in plot.left_out]
