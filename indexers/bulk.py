"""PubMed's numbered files into a library: strictly in sequence, each whole or not at all, a new year over the old.

What was loaded is known by the library itself (the inputs that its segments keep), so a load that was interrupted goes on
with the first file that is not in a revision.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from evidence.errors import SourceError
from evidence.library.library import Library
from evidence.library.row import InputRecord
from evidence.model import Document
from evidence.pmids import PmidSet
from indexers.ingest import ONCE, Load, RefusedRecord, load_inputs
from indexers.inputs import PUBMED_READER, read_pubmed_file
from indexers.intake import Deleted, Input, Refused
from indexers.prepare import Chunk
from indexers.pubmed.baseline import Loaded, SequencePlan, plan_sequence, waiting
from indexers.pubmed.bulk_folder import find_bulk, same_content
from indexers.pubmed.bulk_names import BulkFile
from indexers.pubmed.checksums import verify
from indexers.pubmed.leaving import guarded, leaving
from indexers.pubmed.sequence_problems import Problem

Progress = Callable[[str], None]
Group = Callable[[Sequence[BulkFile]], Iterator[Sequence[BulkFile]]]  # files as they come to hand, in order

FORCE = "--replace-baseline"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a load of numbered files has met beside their records."""

    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    files: int = 0  # numbered files that were found, loaded now or before


def loaded_so_far(library: Library) -> Loaded:
    """The year in force, its last number, and every numbered file that is in the library."""
    records = library.sequence()
    places = [_place(record) for record in records]
    year = max((year for year, _ in places), default=0)
    last = max((number for y, number in places if y == year), default=0)
    return Loaded(year, last, {record.name: record.key.rpartition(":")[2] for record in records})


def load_folder(folder: Path, load: Load, paths: Iterable[Path], progress: Progress, *, force: bool = False) -> Outcome:
    """The numbered files among `paths` and below them."""
    found = find_bulk(paths)
    plan = plan_sequence(found.files, loaded_so_far(load.library), same_content)
    outcome = load_plan(folder, load, plan, lambda files: iter([files]), progress, force=force)
    return Outcome(outcome.problems, (*found.notes, *outcome.notes), len(found.files))


def load_plan(
    folder: Path, load: Load, plan: SequencePlan, at_hand: Group, progress: Progress, *, force: bool = False
) -> Outcome:
    """Load a plan's files in order, then drop what only the year before vouched for. A file that is unfit ends it."""
    problems, notes = list(plan.problems), list(plan.notes)
    known = {record.name.removesuffix(".gz"): record for record in load.library.sequence()}
    for file in plan.skipped:
        load.known(known[file.name.removesuffix(".gz")])
    try:
        for files in at_hand(plan.files):
            inputs = [_input(file) for file in files]
            load_inputs(folder, load, inputs, progress)
    except UnfitError as error:
        load.commit()
        problems.append(waiting(plan, next(f for f in plan.files if f.name == error.name), str(error)))
    if not problems:
        notes += _drop_old_year(load, force)
    load.refused += [RefusedRecord(name, name, p.message) for p in problems for name in p.files[:1] or ("",)]
    return Outcome(tuple(problems), tuple(notes))


class UnfitError(SourceError):
    """A numbered file is not whole; `name` says which. It ends a sequence, and what comes before it is kept."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(name, reason)  # both, so that it can be handed over by the process that met it
        self.name = name
        self.reason = reason

    def __str__(self) -> str:
        return self.reason


def read_whole(path: Path) -> Iterator[Document | Deleted | Refused]:
    """The file's records, once it is known to be whole. Raises UnfitError before the first of them."""
    try:
        verified = verify(path)
    except SourceError as error:
        raise UnfitError(path.name, str(error)) from error
    held = refused = False
    for item in read_pubmed_file(path):
        refused = refused or isinstance(item, Refused)
        held = held or not isinstance(item, Refused)
        yield item
    if refused and not held:  # an update file without a record is no fault
        raise UnfitError(path.name, f"{path} holds no record of PubMed's. Get the file again, then run this again.")
    if not verified.still():
        raise UnfitError(path.name, f"{path} changed while it was read. Wait until it is there, then run this again.")


def _input(file: BulkFile) -> Input:
    key = f"{PUBMED_READER}:{file.name.removesuffix('.gz')}:{file.md5}"
    path = Path(file.place)
    sequence = f"{file.year % 100:02d}:{file.number:07d}"
    return Input(file.name, key, partial(read_whole, path), path.stat().st_size, sequence)


def _place(record: InputRecord) -> tuple[int, int]:
    """(year, number) of a numbered file."""
    year, _, number = record.sequence.partition(":")
    return 2000 + int(year), int(number)


def _drop_old_year(load: Load, force: bool) -> list[str]:
    """Delete the records that an older year's files held and no file of the year in force does; what was said of it."""
    records = load.library.sequence()
    year = max((_place(record)[0] for record in records), default=0)
    first = min((_place(record)[1] for record in records if _place(record)[0] == year), default=0)
    dropped = f"{PUBMED_READER}:{year}:{ONCE}"
    if first != 1 or load.library.input(dropped):  # asked first: what follows goes through every record
        return []
    old = _members(r for r in records if _place(r)[0] < year)
    if not old:
        return []
    new = _members(r for r in records if _place(r)[0] == year)
    going = leaving(old, new, _present(load.library), _elsewhere(load.library))
    before = max(_place(record)[0] for record in records if _place(record)[0] < year)
    decided = guarded(going, old, (before, year), FORCE, force)
    if decided.refused:
        return [decided.refused]
    load.stage.put(Chunk(deleted=tuple(Deleted(f"pubmed:{pmid}") for pmid in decided.pmids)))
    load.stage.inputs.append(InputRecord(dropped, dropped, 0, "[]"))  # once a year: what comes back later stays
    load.commit()
    if not decided.pmids:
        return []
    return [f"{len(decided.pmids):,} records of the baseline before {year} are in none of its files and were dropped."]


def _members(records: Iterable[InputRecord]) -> PmidSet:
    found = PmidSet()
    for record in records:
        if record.members:
            found |= PmidSet.from_bytes(record.members)
    return found


def _present(library: Library) -> PmidSet:
    """The PMIDs of every live record."""
    return _live(library)


def _elsewhere(library: Library) -> PmidSet:
    """The PMIDs of every live record that a user's own file holds as well."""
    return _live(library, "also_in != ''")


def _live(library: Library, where: str = "1") -> PmidSet:
    """The PMIDs of the live records that satisfy a condition."""
    ids = (
        i
        for segment, shadow in zip(library.segments, library.shadows, strict=True)
        for i in segment.ids(where)
        if i not in shadow
    )
    numbers = (i.removeprefix("pubmed:") for i in ids if i.startswith("pubmed:"))
    return PmidSet.of(int(n) for n in numbers if n.isdecimal())
