"""Which rows of the summary of findings stand in one plot, and which are left out of it and why."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from evidence.report import Estimate, Row
from research.report.forest.measures import MEASURES, unit_of
from research.report.forest.sound import problem
from research.report.forest.values import SYNTHESES, LeftOut, Plot, Point
from research.same_trial import study_of

ENOUGH = 3  # different studies; fewer are read more easily in the table
_NO_LEVEL = 9  # after every level of OCEBM 2011, which end at 5


@dataclass(frozen=True, slots=True)
class _Stated:
    """A row that may be drawn, with its place in the table and what it was found to lack."""

    place: int
    row: Row
    estimate: Estimate
    number: int
    trouble: str
    trial: str  # the id that stands for its study


def groups(rows: Sequence[Row], numbers: Mapping[str, int]) -> tuple[Plot, ...]:
    """A plot for each measure, unit and outcome that three or more different studies state with an interval.

    `numbers`: document id -> number in the reference list; a row whose document has none is passed over. Syntheses
    count only among themselves, since they may contain the primary studies. Rows without an outcome are passed over:
    they cannot be told to be about one.
    """
    kinds: dict[tuple[str, str], list[_Stated]] = {}
    for stated in _stated(rows, numbers):
        kinds.setdefault((stated.estimate.measure, _folded(stated.row.outcome)), []).append(stated)
    return tuple(plot for (measure, _), of_kind in kinds.items() for plot in _plots(measure, of_kind))


def _stated(rows: Sequence[Row], numbers: Mapping[str, int]) -> Iterator[_Stated]:
    same = {row.document_id: row.same_study for row in rows}
    for place, row in enumerate(rows):
        e = row.estimate
        if e is None or e.measure not in MEASURES or not row.outcome.strip() or row.document_id not in numbers:
            continue
        yield _Stated(place, row, e, numbers[row.document_id], problem(row, e), study_of(row.document_id, same))


def _plots(measure: str, of_kind: list[_Stated]) -> Iterator[Plot]:
    """One for each unit in which enough studies state the measure."""
    sound = [s for s in of_kind if not s.trouble]
    for unit in dict.fromkeys(unit_of(measure, s.estimate.unit) for s in sound):
        chosen = _each_trial_once(s for s in sound if unit_of(measure, s.estimate.unit) == unit)
        primary = [s for s in chosen if s.row.design not in SYNTHESES]
        syntheses = [s for s in chosen if s.row.design in SYNTHESES]
        if max(len(primary), len(syntheses)) < ENOUGH:
            continue
        drawn = (*primary, *syntheses)
        left_out = tuple(_left_out(s, unit, drawn) for s in of_kind if s not in drawn)
        yield Plot(measure, unit, of_kind[0].row.outcome.strip(), tuple(map(_point, drawn)), left_out)


def _each_trial_once(found: Iterable[_Stated]) -> list[_Stated]:
    """The strongest design of each trial, or the first of equals, in the order of the table."""
    best: dict[tuple[str, bool], _Stated] = {}
    for s in found:
        key = (s.trial, s.row.design in SYNTHESES)
        if key not in best or _rank(s) < _rank(best[key]):
            best[key] = s
    return sorted(best.values(), key=lambda s: s.place)


def _rank(stated: _Stated) -> int:
    return stated.row.level or _NO_LEVEL


def _left_out(stated: _Stated, unit: str, drawn: Sequence[_Stated]) -> LeftOut:
    row = stated.row
    return LeftOut(stated.number, row.study, stated.trouble or _elsewhere(stated, unit, drawn))


def _elsewhere(stated: _Stated, unit: str, drawn: Sequence[_Stated]) -> str:
    """Why a sound estimate is not drawn: its unit, or another report of its trial."""
    own = unit_of(stated.estimate.measure, stated.estimate.unit)
    if own != unit:
        return f"stated in {own or 'no unit'}, not in {unit or 'none'}"
    twin = next(
        s for s in drawn
        if s.trial == stated.trial and (s.row.design in SYNTHESES) == (stated.row.design in SYNTHESES)
    )  # fmt: skip
    same = twin.number == stated.number
    return "another estimate of it is shown" if same else f"the same study as [{twin.number}]"


def _point(stated: _Stated) -> Point:
    row = stated.row
    return Point(stated.number, row.study, row.year, row.design, row.level, stated.estimate)


def _folded(outcome: str) -> str:
    return " ".join(outcome.split()).casefold()
