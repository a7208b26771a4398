"""Which of NLM's bulk files are loaded, and in which order.

NLM publishes a baseline each December and update files every day; both count on in one numbering, and each file replaces
records of those before it. So files are loaded strictly in sequence, a gap stops the load before it, and the baseline of a
new year, which begins again at 0001, replaces the year before it. Nothing here reads a file or asks a mirror.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from indexers.pubmed import sequence_problems as problems
from indexers.pubmed.bulk_names import PARTS, BulkFile, named, parse_name, stem
from indexers.pubmed.sequence_problems import ByNumber, Problem

Same = Callable[[BulkFile, BulkFile], bool]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the library holds of the sequence; nothing yet by default."""

    year: int = 0  # in force, four digits; 0: none
    last: int = 0  # number of the file that was loaded last in that year
    files: Mapping[str, str] = field(default_factory=dict)  # name -> md5 of every file loaded, "" where not known

    @property
    def first(self) -> int:
        """Number of the year's first file that was loaded; 0: none."""
        told = (parse_name(name) for name in self.files)
        return min((number for year, number in filter(None, told) if year == self.year), default=0)


@dataclass(frozen=True, slots=True)
class SequencePlan:
    """What to load, in order. Problems are refusals; notes are worth saying and keep nothing out that belongs in."""

    year: int = 0  # in force once the first file is loaded; 0 where nothing was found and nothing is loaded
    files: tuple[BulkFile, ...] = ()
    skipped: tuple[BulkFile, ...] = ()  # loaded before
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    replaces: int = 0  # the year that this plan's first file takes out of force; 0: none
    baseline_end: int = 0  # number of the year's last baseline file, as far as can be seen; 0: not at all


@dataclass(frozen=True, slots=True)
class _Run:
    """The files of one year that can be loaded now, and what stands in the way of the rest."""

    files: tuple[BulkFile, ...]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]


def same_md5(one: BulkFile, other: BulkFile) -> bool:
    """Whether two files are known to be equal without reading them."""
    return bool(one.md5) and one.md5 == other.md5


def plan_sequence(found: Iterable[BulkFile], loaded: Loaded | None = None, same: Same = same_md5) -> SequencePlan:
    """The files to load after what is loaded. `same` says whether two files of one number hold the same records."""
    loaded = loaded or Loaded()
    years: dict[int, dict[int, list[BulkFile]]] = {}
    for file in found:
        years.setdefault(file.year, {}).setdefault(file.number, []).append(file)
    year = _year_in_force(years, loaded)
    here = years.get(year, {})
    last = loaded.last if year == loaded.year else 0
    skipped, earlier, passed = _before(here, last, loaded)
    run = _run(year, here, last, loaded.year == 0, same)
    left, said = _older({y: files for y, files in years.items() if y < year}, year, bool(here))
    return SequencePlan(
        year,
        run.files,
        skipped,
        (*left, *earlier, *run.problems, *(problems.no_beginning(y, years[y]) for y in sorted(years) if y > year)),
        (*said, *passed, *run.notes),
        loaded.year if run.files and year > loaded.year else 0,
        _baseline_end(here),
    )


def waiting(plan: SequencePlan, at: BulkFile, reason: str) -> Problem:
    """The problem to report where a file of the plan turns out to be unfit: it and all after it are not loaded."""
    return problems.unfit(reason, [at, *(file for file in plan.files if file.number > at.number)])


def _year_in_force(years: Mapping[int, ByNumber], loaded: Loaded) -> int:
    """The newest year that can begin; else the one that is loaded; else the newest there is."""
    begins = [year for year, files in years.items() if year > loaded.year and 1 in files]
    return max(begins, default=0) or loaded.year or max(years, default=0)


def _run(year: int, files: ByNumber, last: int, fresh: bool, same: Same) -> _Run:
    """Files from `last + 1` on, without a gap; in a library that holds no sequence, from the first that is there."""
    ahead = {number: files[number] for number in sorted(files) if number > last}
    start = min(ahead, default=1) if fresh else last + 1
    notes = [_without_beginning(year, start)] if start > last + 1 else []
    taken: list[BulkFile] = []
    for number in range(start, start + len(ahead)):
        problem, equal = _obstacle(year, number, ahead, same)
        if problem:
            return _Run(tuple(taken), (problem,), tuple(notes))
        taken.append(equal[0])
        notes += [f"{other.place} holds the same as {equal[0].place}, which is taken." for other in equal[1:]]
    return _Run(tuple(taken), (), tuple(notes))


def _obstacle(year: int, number: int, ahead: ByNumber, same: Same) -> tuple[Problem | None, list[BulkFile]]:
    """(what stands in the way of this number, or its files, the best first)."""
    behind = {each: files for each, files in ahead.items() if each > number}
    if number not in ahead:
        return problems.gap(year, number, behind), []
    first, *others = sorted(ahead[number], key=_preference)
    different = [other for other in others if not same(first, other)]
    return (problems.twice([first, *different], behind) if different else None), [first, *others]


def _preference(file: BulkFile) -> tuple[bool, bool, str]:
    """Of equal files, the one that can be checked best comes first."""
    return not file.has_md5, not file.name.endswith(".gz"), file.place


def _before(files: ByNumber, last: int, loaded: Loaded) -> tuple[tuple[BulkFile, ...], list[Problem], list[str]]:
    """Files up to the last one loaded: (those loaded, problems with the others, notes).

    A mirror goes on listing what lies before the file that a library began with: that is worth a note, unless it is all
    that was found.
    """
    before = [file for number in sorted(files) if number <= last for file in files[number]]
    known = {name.removesuffix(".gz") for name in loaded.files}
    skipped = tuple(file for file in before if file.name.removesuffix(".gz") in known)
    late = [file for file in before if file.name.removesuffix(".gz") not in known]
    changed = [file for file in skipped if file.md5 and loaded.files.get(file.name) not in (None, "", file.md5)]
    said = [problems.changed(changed)] if changed else []
    if not late:
        return skipped, said, []
    problem = problems.late(late, last)
    if late[-1].number < loaded.first and max(files) >= loaded.first:
        return skipped, said, [problem.message]
    return skipped, [problem, *said], []


def _older(years: Mapping[int, ByNumber], year: int, leftovers: bool) -> tuple[list[Problem], list[str]]:
    """Files of earlier years: a note where they lie beside the year in force, a problem where nothing else was found."""
    if not years:
        return [], []
    problem = problems.older(years, year)
    return ([], [problem.message]) if leftovers else ([problem], [])


def _without_beginning(year: int, start: int) -> str:
    return f"{named(year, [(1, start - 1)])} {'is' if start == 2 else 'are'} not here: the library begins with {stem(year, start)}."


def _baseline_end(files: ByNumber) -> int:
    """The highest number in a folder `baseline`; else the one before the first in `updatefiles`; else the highest."""
    baseline, updates = ({n for n, each in files.items() if any(f.part == part for f in each)} for part in PARTS)
    return max(baseline) if baseline else min(updates) - 1 if updates else max(files, default=0)
