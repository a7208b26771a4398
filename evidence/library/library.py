"""A library as a reader sees it: one revision, whole, for as long as it is open. Never locks, waits or repairs."""

import heapq
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Literal

from evidence.errors import LibraryDamagedError, LibraryMissingError
from evidence.library.manifest import Manifest, read
from evidence.library.row import HEAD, Head, InputRecord, StatusChange, head_of
from evidence.library.segment import Key, Segment
from evidence.library.shadow import Shadow, dead_in, newest_tombstones
from evidence.library.where import among, clause
from evidence.model import Document, Filters

TRIES = 20  # a manifest read just before its files were retired: read it again


class Library:
    """One revision of a library folder."""

    def __init__(self, folder: Path, manifest: Manifest, segments: tuple[Segment, ...]) -> None:
        self.folder = folder
        self.manifest = manifest
        self.segments = segments  # oldest first

    @classmethod
    def open(cls, folder: Path) -> "Library":
        """The current revision. Raises LibraryMissingError or LibraryDamagedError."""
        for attempt in range(TRIES):
            manifest = read(folder)
            try:
                return cls(folder, manifest, open_segments(folder, manifest))
            except FileNotFoundError as error:
                if attempt == TRIES - 1 or read(folder).revision == manifest.revision:
                    raise LibraryDamagedError(
                        f"{error} is named by the manifest of {folder} and is not there. Restore it "
                        "from a backup, or load the library again into an empty folder."
                    ) from error
        raise LibraryMissingError(f"The library in {folder} changed faster than it could be read. Try again.")

    @classmethod
    def empty(cls, folder: Path) -> "Library":
        """What a writer starts from where there is no library yet."""
        return cls(folder, Manifest(), ())

    def __len__(self) -> int:
        return self.manifest.documents

    @property
    def revision(self) -> int:
        """Counts up by one with every change that was published."""
        return self.manifest.revision

    @cached_property
    def shadows(self) -> tuple[Shadow, ...]:
        """For each segment, the ids that later segments replace or delete."""
        newest = newest_tombstones(self.segments)
        return tuple(Shadow(newest, index) for index in range(len(self.segments)))

    @cached_property
    def dead(self) -> tuple[frozenset[str], ...]:
        """For each segment, those of its own records that later segments replace or delete."""
        return tuple(dead_in(segment, shadow) for segment, shadow in zip(self.segments, self.shadows, strict=True))

    def heads(self, ids: Iterable[str]) -> dict[str, Head]:
        """Heads of the live documents among the ids."""
        found: dict[str, Head] = {}
        for segment, wanted in self._by_segment(set(ids)):
            found |= segment.heads(wanted)
        return found

    def get(self, document_id: str) -> Document | None:
        """One live document, whole."""
        return self.documents([document_id]).get(document_id)

    def documents(self, ids: Iterable[str]) -> dict[str, Document]:
        """The live documents among the ids, whole."""
        found: dict[str, Document] = {}
        for segment, wanted in self._by_segment(set(ids)):
            found |= segment.documents(wanted)
        return found

    def stated(self, ids: Iterable[str]) -> dict[str, Document]:
        """The live documents among the ids as their own records state them, without what others say of them."""
        found: dict[str, Document] = {}
        for segment, wanted in self._by_segment(set(ids)):
            found |= segment.stated(wanted)
        return found

    def _by_segment(self, ids: set[str]) -> Iterator[tuple[Segment, list[str]]]:
        for segment, shadow in zip(self.segments, self.shadows, strict=True):
            wanted = sorted(i for i in ids if i not in shadow)
            if wanted:
                yield segment, wanted

    def all_documents(self) -> Iterator[Document]:
        """Every live document, in load order."""
        for segment, shadow in zip(self.segments, self.shadows, strict=True):
            yield from (d for d in segment.all_documents() if d.id not in shadow)

    def conditions(self, filters: Filters) -> list[tuple[str, list[object]]]:
        """For each segment, the condition on `records` that its live documents within the filters satisfy."""
        where, values = clause(filters)
        result = []
        for dead in self.dead:
            named, ids = among(dead)
            result.append((f"{where} AND NOT {named}", values + ids) if dead else (where, values))
        return result

    def listing(self, filters: Filters, limit: int) -> tuple[list[Head], int]:
        """The first heads by id that satisfy the filters, and how many do in all."""
        parts = list(zip(self.segments, self.conditions(filters), strict=True))
        total = sum(next(segment.select("COUNT(*)", where, values))[0] for segment, (where, values) in parts)
        rows = [
            segment.select(HEAD, f"{where} ORDER BY id LIMIT ?", [*values, limit]) for segment, (where, values) in parts
        ]
        return [head_of(row) for row in islice(heapq.merge(*rows, key=lambda row: row[0]), limit)], total

    def counts(self, column: Literal["source", "status", "design"]) -> dict[str, int]:
        """How many live documents have each value, by value; a document counts for every source that it came from."""
        columns = "source, also_in" if column == "source" else column
        found: Counter[str] = Counter()
        for segment, (where, values) in zip(self.segments, self.conditions(Filters()), strict=True):
            for *names, count in segment.select(f"{columns}, COUNT(*)", f"{where} GROUP BY {columns}", values):
                for name in (names[0], *filter(None, "\t".join(names[1:]).split("\t"))):
                    found[name] += count
        return dict(sorted(found.items()))

    def sources(self) -> set[str]:
        """The names of every source that holds a record, live or not."""
        rows = (row for segment in self.segments for row in segment.select("DISTINCT source, also_in"))
        return {name for source, also_in in rows for name in (source, *also_in.split("\t")) if name}

    def linked_to(self, target: str) -> list[tuple[str, str]]:
        """(document id, RefType) of live records that point to a document."""
        return [(i, kind) for i, kind, _ in self.links_to([target])]

    def links_to(self, targets: Iterable[str]) -> list[tuple[str, str, str]]:
        """(document id, RefType, target) of live records that point to one of the targets, in order."""
        wanted = list(targets)
        return self._live_links(segment.links_to(wanted) for segment in self.segments)

    def links_of(self, ids: Iterable[str]) -> list[tuple[str, str, str]]:
        """(document id, RefType, target) of what these live records point to, in order."""
        wanted = list(ids)
        return self._live_links(segment.links_of(wanted) for segment in self.segments)

    def _live_links(self, found: Iterable[Iterator[tuple[str, str, str]]]) -> list[tuple[str, str, str]]:
        parts = zip(found, self.shadows, strict=True)
        return sorted(link for links, shadow in parts for link in links if link[0] not in shadow)

    def ids_of_dois(self, dois: Iterable[str]) -> list[str]:
        """Ids of the live documents that have one of these DOIs (lower case)."""
        wanted = json.dumps(list(dois))
        parts = zip(self.segments, self.shadows, strict=True)
        where = "doi != '' AND doi IN (SELECT value FROM json_each(?))"
        return [i for segment, shadow in parts for i in segment.ids(where, [wanted]) if i not in shadow]

    def having(self, column: Key, values: Iterable[str], most: int, *, without_pmid: bool = False) -> dict[str, Head]:
        """Heads of the live documents with one of these DOIs, PMCIDs or keys of titles, as the columns have them.

        A value that more than `most` records of a segment share is passed over. `without_pmid`: only of documents
        without a PMID; that costs nothing where there are none.
        """
        wanted = sorted(set(values) - {""})
        found: dict[str, Head] = {}
        for segment, shadow in zip(self.segments, self.shadows, strict=True) if wanted else ():
            if not without_pmid or segment.holds_without_pmid():
                heads = segment.having(column, wanted, most, without_pmid=without_pmid)
                found |= {i: head for i, head in heads.items() if i not in shadow}
        return found

    def holds_without_pmid(self) -> bool:
        """Whether there is any record, live or not, that has no PMID."""
        return any(segment.holds_without_pmid() for segment in self.segments)

    def ids_beginning(self, prefix: str) -> list[str]:
        """Ids of the live documents that begin so, sorted: a range of the index on ids."""
        where, values = "id >= ? AND id < ?", [prefix, prefix + chr(0x10FFFF)]
        parts = zip(self.segments, self.shadows, strict=True)
        return sorted(i for segment, shadow in parts for i in segment.ids(where, values) if i not in shadow)

    def input(self, key: str) -> InputRecord | None:
        """The record of a file that was loaded whole before."""
        found = (record for segment in self.segments for record in segment.inputs("key = ?", [key]))
        return next(found, None)

    def sequence(self) -> list[InputRecord]:
        """The files of PubMed's numbered sequence that were loaded, in order."""
        found = (record for segment in self.segments for record in segment.inputs("sequence != ''"))
        return sorted(found, key=lambda record: record.sequence)

    def changes(self) -> list[StatusChange]:
        """Every change of a status since the library was begun, in order of time."""
        return sorted((c for segment in self.segments for c in segment.changes()), key=lambda c: (c.at, c.id))

    def close(self) -> None:
        """Give the files back."""
        for segment in self.segments:
            segment.close()


def open_segments(folder: Path, manifest: Manifest) -> tuple[Segment, ...]:
    """Every segment of a revision. Raises FileNotFoundError if one is gone."""
    return tuple(Segment(folder / "segments" / f"{info.name}.sqlite", info) for info in manifest.segments)
