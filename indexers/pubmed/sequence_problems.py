"""What keeps bulk files from being loaded, in sentences that name the files and what to do."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from indexers.pubmed.bulk_names import BulkFile, gaps, named, numbered, runs, stem

Kind = Literal["gap", "late", "twice", "changed", "older", "no beginning", "unfit"]
ByNumber = Mapping[int, Sequence[BulkFile]]  # the files found under one number; several where it is there twice


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that keeps files from being loaded: one plain sentence or two, and the names of those files."""

    kind: Kind
    message: str
    files: tuple[str, ...] = ()


def gap(year: int, missing: int, ahead: ByNumber) -> Problem:
    """Number `missing` is not there; `ahead` is."""
    there = runs(ahead)
    absent = gaps(missing, there)
    message = f"{named(year, absent)} {_is(absent)} missing: {_ranges_wait(there, absent)}. {_FETCH}"
    return Problem("gap", message, _names(ahead))


def no_beginning(year: int, files: ByNumber) -> Problem:
    """A newer year without its first file."""
    there = runs(files)
    message = (
        f"{stem(year, 1)} is missing: a new year is loaded from its first file on, so {_ranges_wait(there, [(1, 1)])}."
        f" {_FETCH}"
    )
    return Problem("no beginning", message, _names(files))


def twice(copies: Sequence[BulkFile], behind: ByNumber) -> Problem:
    """Files of one number that differ, or that cannot be compared; `behind` follow them."""
    first, there = copies[0], runs(behind)
    places = " and ".join(file.place for file in copies)
    rest = f" {numbered(there)} {'waits' if _one(there) else 'wait'} until then." if there else ""
    message = (
        f"{first.stem} is there more than once, and not with the same content: {places}. Keep the right one.{rest}"
    )
    return Problem("twice", message, (*(file.name for file in copies), *_names(behind)))


def late(files: Sequence[BulkFile], last: int) -> Problem:
    """Files from before the last one loaded that were not loaded in their turn."""
    there = runs(file.number for file in files)
    year = files[0].year
    message = (
        f"{named(year, there)} {'comes' if _one(there) else 'come'} before {stem(year, last)}, which is loaded already:"
        " older records would replace newer ones. To have them, load the whole year into a new library."
    )
    return Problem("late", message, tuple(file.name for file in files))


def changed(files: Sequence[BulkFile]) -> Problem:
    """Files that are no longer those that were loaded under their names."""
    there = runs(file.number for file in files)
    message = (
        f"{named(files[0].year, there)} {_is(there)} loaded, but {'is' if _one(there) else 'are'} no longer the same"
        " (the .md5 differs): later files may have replaced those records, so nothing was read from it."
        " If NLM has republished the file, load the year into a new library."
    )
    return Problem("changed", message, tuple(file.name for file in files))


def older(years: Mapping[int, ByNumber], year: int) -> Problem:
    """Files of years before the one in force."""
    files = " and ".join(named(each, runs(years[each])) for each in sorted(years))
    one = sum(len(each) for each in years.values()) == 1
    message = f"{files} {'is' if one else 'are'} not loaded: the baseline of {year} replaces earlier years."
    return Problem("older", message, tuple(name for each in sorted(years) for name in _names(years[each])))


def unfit(reason: str, files: Sequence[BulkFile]) -> Problem:
    """The first of the files cannot be used, for a reason given as a sentence; the others come after it."""
    behind = runs(file.number for file in files[1:])
    words = f" {named(files[0].year, behind)} {'waits' if _one(behind) else 'wait'} for it." if behind else ""
    return Problem("unfit", reason + words, tuple(file.name for file in files))


_FETCH = "Copy or download what is missing, then run this again."


def _names(files: ByNumber) -> tuple[str, ...]:
    return tuple(file.name for number in sorted(files) for file in files[number])


def _one(ranges: Collection[tuple[int, int]]) -> bool:
    return sum(last - first + 1 for first, last in ranges) == 1


def _is(ranges: Collection[tuple[int, int]]) -> str:
    return "is" if _one(ranges) else "are"


def _ranges_wait(there: Sequence[tuple[int, int]], absent: Sequence[tuple[int, int]]) -> str:
    wait = "waits" if _one(there) else "wait"
    return f"{numbered(there)} {wait} for {'it' if _one(absent) else 'them'}"
