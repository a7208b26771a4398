"""What a forest-style plot shows, before it is drawn."""

from dataclasses import dataclass

from evidence.report import Estimate

SYNTHESES = ("systematic-review", "meta-analysis")  # they contain primary studies, so they stand apart from them


@dataclass(frozen=True, slots=True)
class Point:
    """What one study states. `estimate` has an interval that holds its value."""

    number: int  # of the study in the reference list
    study: str
    year: int | None
    design: str
    level: int | None  # OCEBM 2011, 1 to 5
    estimate: Estimate

    @property
    def is_synthesis(self) -> bool:
        """Whether it sums up other studies, which may stand in the same plot."""
        return self.design in SYNTHESES


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A study that states the measure for the outcome and is not drawn, and why."""

    number: int
    study: str
    reason: str


@dataclass(frozen=True, slots=True)
class Plot:
    """One measure, one unit, one outcome; each trial once. `points` are the primary studies, then the syntheses."""

    measure: str  # a key of `research.report.forest.measures.MEASURES`
    unit: str  # "" for ratios and other figures without one
    outcome: str  # the question's own words
    points: tuple[Point, ...]
    left_out: tuple[LeftOut, ...] = ()
