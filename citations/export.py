"""The formats that references are exported in."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from citations.entry import Entry
from citations.export_bibtex import to_bibtex
from citations.export_csl import to_csl
from citations.export_csv import to_csv
from citations.export_nbib import to_nbib
from citations.export_ris import to_ris
from evidence.errors import UsageError

EXPORTERS: dict[str, Callable[[Sequence[Entry]], str]] = {
    "ris": to_ris,
    "nbib": to_nbib,
    "bibtex": to_bibtex,
    "csl-json": to_csl,
    "csv": to_csv,
}


def exporter(name: str) -> Callable[[Sequence[Entry]], str]:
    """The writer of a format. Raises UsageError on one that there is not."""
    if name not in EXPORTERS:
        raise UsageError(f"There is no export format {name}. Formats: {', '.join(EXPORTERS)}, text.")
    return EXPORTERS[name]


def with_names_of_their_own(entries: Iterable[Entry]) -> list[Entry]:
    """Documents of two collections may be called alike: the later ones get a number, in the order given."""
    used: set[str] = set()
    found: list[Entry] = []
    for entry in entries:
        name, number = entry.name, 1
        while name in used:
            number += 1
            name = f"{entry.name}-{number}"
        used.add(name)
        found.append(replace(entry, name=name))
    return found
