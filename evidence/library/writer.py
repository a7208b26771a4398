"""The one writer of a library: stage documents, then commit a revision, all of it or none."""

import os
import shutil
import time
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from types import TracebackType

import msgspec
from filelock import FileLock, Timeout

from evidence.errors import LibraryBusyError, LibraryDamagedError, LibraryMissingError, UsageError
from evidence.library.compact import run_to_merge
from evidence.library.library import Library
from evidence.library.manifest import MANIFEST, OURS, REVISIONS, Manifest, SegmentInfo, publish, sync_folder
from evidence.library.row import InputRecord, Row, StatusChange
from evidence.library.segment import Segment
from evidence.library.shadow import dead_in
from evidence.library.write import Contents, merge_segments, write_segment

SPOOL = ".evidence-spool"  # what other processes have read for this writer
TIDY_EVERY = 120.0  # seconds
RETIRED_AFTER = 600.0  # seconds for which readers of an older revision keep its files

# (library folder, segments with their shadows, what they were merged into) -> path of its vectors, "" where they wait
Carry = Callable[[Path, Sequence[tuple[Segment, Container[str]]], SegmentInfo], str]
# begins to bring a derived index along, given the ids that leave it; what it returns ends that, given the revision, and
# names the index's path
Follow = Callable[[Sequence[str]], Callable[[int], str]]


@dataclass(frozen=True, slots=True)
class Change:
    """What one commit does: rows to put in (replacing those of the same id), ids to take out, files finished."""

    rows: Sequence[Row]
    deleted: Sequence[str] = ()
    inputs: Sequence[InputRecord] = ()
    statuses: Sequence[StatusChange] = ()
    lists: Sequence[str] = ()  # paths of lists of retractions, each in the place of the one of the same name


class LibraryWriter:
    """A context that holds the writer's lock. `library` is always the revision published last."""

    def __init__(self, folder: Path, splitter: str, patience: float = 0.0) -> None:
        """`splitter` names what makes the passages of new rows; `patience` is how long to wait for another writer, in seconds."""
        self._folder = folder
        self._splitter = splitter
        self._lock = FileLock(folder / "writer.lock", timeout=patience)
        self.library: Library

    def __enter__(self) -> "LibraryWriter":
        """Raises LibraryBusyError where another process writes, UsageError where the folder cannot be used."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._lock.acquire()
        except Timeout as error:
            raise LibraryBusyError(
                f"Another process is writing to {self._folder}. Wait until it is done, then run this again."
            ) from error
        except OSError as error:
            raise UsageError(
                f"{self._folder} cannot be written to ({error.strerror}). Name another --library."
            ) from error
        try:
            self.library = self._current()
            self._sweep()
        except BaseException:
            self._lock.release()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.library.close()
        self._lock.release()

    def _current(self) -> Library:
        try:
            return Library.open(self._folder)
        except LibraryMissingError:
            self._refuse_remains()
            return Library.empty(self._folder)

    def _refuse_remains(self) -> None:
        """Where there are segments and no manifest, a library has lost it; beginning anew would write over its records."""
        revisions = sorted(self._folder.glob(f"{REVISIONS}/*.json"))
        if revisions:
            raise LibraryDamagedError(
                f"{self._folder} holds a library whose {MANIFEST} is missing. Copy {revisions[-1]} to "
                f"{self._folder / MANIFEST} to have its last revision back, or name another --library."
            )
        strangers = [
            p for p in (self._folder / "segments").glob("*") if not (p.suffix == ".sqlite" and p.stem.isdigit())
        ]
        if strangers:
            raise UsageError(f"{self._folder} is not a library ({strangers[0]} is not ours). Name another --library.")

    def commit(self, change: Change, follow: Follow, analyser: str) -> Library:
        """Write a segment while the lexical index follows, then publish both. Returns the new revision, open."""
        old = self.library.manifest
        revision = old.revision + 1
        incoming = [row.id for row in change.rows]
        known = self.library.heads([*incoming, *change.deleted])
        leaving = known.keys() - incoming
        gone = [i for i in change.deleted if i in leaving]
        replaced = [i for i in incoming if i in known]
        followed = follow([*gone, *replaced])
        contents = Contents(change.rows, [*gone, *replaced], change.inputs, change.statuses)
        segment = write_segment(self._folder / "segments", f"{revision:06d}", contents)
        manifest = replace(
            old,
            revision=revision,
            documents=old.documents + len(incoming) - len(replaced) - len(gone),
            segments=(*old.segments, segment),
            splitter=self._splitter,
            lexical=followed(revision),
            analyser=analyser,
            notices=renewed(old.notices, change.lists),
        )
        return self._publish(manifest)

    def set_lexical(self, follow: Follow, analyser: str) -> Library:
        """Publish a BM25 index that was made anew."""
        old = self.library.manifest
        revision = old.revision + 1
        return self._publish(replace(old, revision=revision, lexical=follow([])(revision), analyser=analyser))

    def write_reference(self, write: Callable[[Path], None], name: str) -> str:
        """Write a file of reference data for the next revision; returns its path inside the library folder."""
        path = f"reference/{self.library.revision + 1:06d}-{name}.sqlite"
        (self._folder / path).parent.mkdir(exist_ok=True)
        (self._folder / path).unlink(missing_ok=True)  # left behind by a writer that was killed
        write(self._folder / path)
        with (self._folder / path).open("rb") as file:
            os.fsync(file.fileno())
        sync_folder((self._folder / path).parent)
        return path

    def set_vocabulary(self, path: str) -> Library:
        """Publish MeSH."""
        old = self.library.manifest
        return self._publish(replace(old, revision=old.revision + 1, vocabulary=path))

    def set_vectors(self, paths: dict[str, str], embedder: str) -> Library:
        """Publish the vectors of segments, by segment name. A new revision, since searches now find more."""
        old = self.library.manifest
        segments = tuple(replace(s, vectors=paths.get(s.name, s.vectors)) for s in old.segments)
        return self._publish(replace(old, revision=old.revision + 1, segments=segments, embedder=embedder))

    def drop_vectors(self) -> Library:
        """Forget every vector: those of another embedder cannot be searched together with new ones."""
        old = self.library.manifest
        segments = tuple(replace(s, vectors="") for s in old.segments)
        return self._publish(replace(old, revision=old.revision + 1, segments=segments, embedder=""))

    def compact(self, carry: Carry) -> bool:
        """Merge segments where there are too many, and say whether there were."""
        old, revision = self.library.manifest, self.library.revision + 1
        run = run_to_merge(old.segments)
        if run is None:
            return False
        first, stop = run
        parts = list(zip(self.library.segments, self.library.shadows, strict=True))[first:stop]
        tombstones = set().union(*(segment.tombstones() for segment, _ in parts)) if first else set()
        inputs = [i for segment, _ in parts for i in segment.inputs()]
        changes = [c for segment, _ in parts for c in segment.changes()]
        dead = [dead_in(segment, shadow) for segment, shadow in parts]
        merged = merge_segments(
            self._folder / "segments",
            f"{revision:06d}",
            [(segment.path, ids) for (segment, _), ids in zip(parts, dead, strict=True)],
            Contents((), tombstones, inputs, changes),
        )
        merged = replace(merged, vectors=carry(self._folder, parts, merged))
        self._publish(replace(old, revision=revision, segments=(*old.segments[:first], merged, *old.segments[stop:])))
        return True

    def _publish(self, manifest: Manifest) -> Library:
        publish(self._folder, manifest)
        self.library.close()
        self.library = Library.open(self._folder)
        return self.library

    def tidy(self) -> None:
        """During a long load: remove what only long-retired revisions need, so that merged segments do not pile up."""
        if time.monotonic() - self._swept > TIDY_EVERY:
            self._sweep(working=True)

    def _sweep(self, *, working: bool = False) -> None:
        """Remove what a killed writer left behind and what only long-retired revisions need."""
        self._swept = time.monotonic()
        if not working:
            shutil.rmtree(self._folder / SPOOL, ignore_errors=True)
        keep = set(self.library.manifest.files)
        revisions = sorted((self._folder / REVISIONS).glob("*.json"))
        published = [path for path in revisions if int(path.stem) <= self.library.revision]
        unfinished = [*self._folder.glob(f".{MANIFEST}.*.tmp"), *(self._folder / REVISIONS).glob(".*.tmp")]
        for path in (*revisions[len(published) :], *unfinished, *_retired(published)):
            path.unlink()
        for path in sorted((self._folder / REVISIONS).glob("*.json")):
            keep |= msgspec.json.decode(path.read_bytes(), type=Manifest).files
        for path in (
            p
            for room in ("segments", "lexical", "vectors", "reference")
            for p in sorted((self._folder / room).glob("*"))
        ):
            ours = OURS.fullmatch(f"{path.parent.name}/{path.name}")
            at_work = working and path.name == "work"
            if ours and f"{path.parent.name}/{path.name}" not in keep and not self._in_the_making(path) and not at_work:
                remove(path)

    def _in_the_making(self, path: Path) -> bool:
        """Vectors, whole or half made, of a segment that waits for some: `vectors/<segment>-<embedder>`."""
        waiting = {info.name for info in self.library.manifest.segments if not info.vectors}
        return path.parent.name == "vectors" and path.name.split("-")[0] in waiting


def renewed(old: Sequence[str], new: Sequence[str]) -> tuple[str, ...]:
    """Paths of lists, the new ones in the place of those of the same name: reference/000012-crossref.sqlite."""
    names = {path.partition("-")[2] for path in new}
    return (*(path for path in old if path.partition("-")[2] not in names), *new)


def _retired(revisions: Sequence[Path]) -> list[Path]:
    """Of revisions in order, those that a later one replaced long enough ago."""
    now = time.time()
    return [old for old, new in pairwise(revisions) if new.stat().st_mtime < now - RETIRED_AFTER]


def remove(path: Path) -> None:
    """A file or a folder."""
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)  # another process may be writing into it: the next sweep gets the rest
    else:
        path.unlink(missing_ok=True)
