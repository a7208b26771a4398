"""A library as a reader sees it: one revision, whole, for as long as it is open. Never locks, waits or repairs."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

from evidence.errors import LibraryDamagedError, LibraryMissingError
from evidence.library.manifest import Manifest, read
from evidence.library.segment import HEAD, Head, InputRecord, Segment, head
from evidence.library.where import clause
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
    def shadows(self) -> tuple[frozenset[str], ...]:
        """For each segment, the ids that later segments replace or delete."""
        later: frozenset[str] = frozenset()
        result = []
        for segment in reversed(self.segments):
            result.append(later)
            later = later | segment.tombstones() if segment.info.tombstones else later
        return tuple(reversed(result))

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

    def _by_segment(self, ids: set[str]) -> Iterator[tuple[Segment, list[str]]]:
        for segment, shadow in zip(self.segments, self.shadows, strict=True):
            wanted = sorted(ids - shadow)
            if wanted:
                yield segment, wanted

    def all_documents(self) -> Iterator[Document]:
        """Every live document, in load order."""
        for segment, shadow in zip(self.segments, self.shadows, strict=True):
            yield from (d for d in segment.all_documents() if d.id not in shadow)

    def listing(self, filters: Filters, limit: int) -> tuple[list[Head], int]:
        """The first heads by id that satisfy the filters, and how many do in all."""
        where, values = clause(filters)
        found = [
            head(row)
            for segment, shadow in zip(self.segments, self.shadows, strict=True)
            for row in segment.select(HEAD, where, values)
            if row[0] not in shadow
        ]
        return sorted(found, key=lambda h: h.id)[:limit], len(found)

    def sources(self) -> set[str]:
        """The names of every source that holds a record, live or not."""
        rows = (row for segment in self.segments for row in segment.select("DISTINCT source, also_in"))
        return {name for source, also_in in rows for name in (source, *also_in.split("\t")) if name}

    def linked_to(self, target: str) -> list[tuple[str, str]]:
        """(document id, RefType) of live records that point to a document."""
        return [
            link
            for segment, shadow in zip(self.segments, self.shadows, strict=True)
            for link in segment.linked_to(target)
            if link[0] not in shadow
        ]

    def input(self, key: str) -> InputRecord | None:
        """The record of a file that was loaded whole before."""
        return next((found for segment in self.segments if (found := segment.input(key))), None)

    def close(self) -> None:
        """Give the files back."""
        for segment in self.segments:
            segment.close()


def open_segments(folder: Path, manifest: Manifest) -> tuple[Segment, ...]:
    """Every segment of a revision. Raises FileNotFoundError if one is gone."""
    return tuple(Segment(folder / "segments" / f"{info.name}.sqlite", info) for info in manifest.segments)
