"""Bring the vectors up to the library: segments without vectors are embedded, a block at a time; resumable.

Others may load meanwhile: the writer's lock is held only while a segment's vectors are published.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import BinaryIO

import numpy as np
from filelock import FileLock, Timeout

from evidence.errors import LibraryBusyError, LibraryMissingError
from evidence.library.library import Library
from evidence.library.manifest import read, sync_folder
from evidence.library.segment import Segment
from evidence.library.writer import LibraryWriter
from evidence.model import Document
from evidence.ports import Embedder
from indexers.passages import SPLITTER
from indexers.reuse import Older
from indexers.vector_part import write_documents
from indexers.vectors import build, read_rows, vectors_path

BLOCK = 256  # passages embedded and written together
TOGETHER = 200  # documents read together
PATIENCE = 3600.0  # seconds to wait for a load before vectors are published

Progress = Callable[[int, int], None]  # passages done, passages in all


def catch_up(folder: Path, embedder: Embedder, progress: Progress = lambda done, of: None) -> int:
    """Embed what waits and publish it; returns the revision, 0 without a library.

    Raises LibraryBusyError where another process makes vectors, or loads for longer than an hour.
    """
    lock = FileLock(folder / "vectors.lock", timeout=0)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with lock:
            return _catch_up(folder, embedder, progress)
    except Timeout as error:
        raise LibraryBusyError(
            f"Another process is making vectors in {folder}. They will be there when it is done."
        ) from error
    except LibraryMissingError:
        return 0


def _catch_up(folder: Path, embedder: Embedder, progress: Progress) -> int:
    if Library.open(folder).manifest.embedder not in ("", embedder.fingerprint):
        with LibraryWriter(folder, SPLITTER, patience=PATIENCE) as writer:
            writer.drop_vectors()
    given_up: set[str] = set()
    while True:
        with closing(Library.open(folder)) as library:  # stays open while a writer moves from revision to revision
            todo = [n for n, s in enumerate(library.segments) if not s.info.vectors and s.info.name not in given_up]
            if not todo:
                return library.revision
            done, of = 0, sum(library.segments[n].info.passages for n in todo)
            for index in todo:
                segment = library.segments[index]
                if segment.info.name not in {s.name for s in read(folder).segments}:
                    continue  # merged meanwhile: what it became comes next
                for embedded, path in _Segment(folder, library, index, embedder).embed():
                    progress(done + embedded, of)
                    if path:  # published at once: an interruption loses at most a block
                        _publish(folder, segment.info.name, path, embedder.fingerprint)
                given_up.add(segment.info.name)
                done += segment.info.passages


def _publish(folder: Path, name: str, path: str, fingerprint: str) -> None:
    """Where the segment is still there: a load may have merged it meanwhile, and then its vectors are made again."""
    with LibraryWriter(folder, SPLITTER, patience=PATIENCE) as writer:
        if name in {s.name for s in writer.library.manifest.segments} and (folder / path).is_dir():
            writer.set_vectors({name: path}, fingerprint)


@dataclass(frozen=True, slots=True)
class _Segment:
    """One segment of an open library, on its way to vectors."""

    folder: Path
    library: Library
    index: int
    embedder: Embedder

    @property
    def segment(self) -> Segment:
        return self.library.segments[self.index]

    def embed(self) -> Iterator[tuple[int, str]]:
        """(passages embedded so far, "") after every block, and (all of them, the part's path) at the end."""
        name = vectors_path(self.segment.info.name, self.embedder.fingerprint)
        if (self.folder / name).is_dir():  # made before, for a revision that went to another embedder and back
            yield self.segment.info.passages, name
            return
        part = self.folder / f"{name}.part"
        part.mkdir(parents=True, exist_ok=True)
        width = self.embedder.dim * 2  # bytes in a float16 row
        with (part / "rows.f16").open("ab") as file:
            done = file.tell() // width
            file.truncate(done * width)
            for written in self._write(file, done):
                yield done + written, ""
            file.flush()
            os.fsync(file.fileno())
        try:
            build(part, self.segment.info.passages, self.embedder.dim)
            write_documents(part, self.segment)
            part.replace(self.folder / name)
        except (OSError, RuntimeError):  # the latter is FAISS's
            if part.exists():
                raise
            return  # the segment was merged into another, and a writer has tidied up
        sync_folder(part.parent)
        yield self.segment.info.passages, name

    def _write(self, file: BinaryIO, skip: int) -> Iterator[int]:
        """Rows from the one at `skip` on; the number written after each block."""
        written = 0
        items = islice(self._items(), skip, None)
        while block := list(islice(items, BLOCK)):
            rows = np.empty((len(block), self.embedder.dim), np.float16)
            new = [n for n, item in enumerate(block) if isinstance(item, str)]
            if new:
                rows[new] = self.embedder.embed_passages([item for item in block if isinstance(item, str)])
            for n, item in enumerate(block):
                if not isinstance(item, str):
                    rows[n] = item
            file.write(rows.tobytes())
            written += len(block)
            yield written

    def _items(self) -> Iterator["str | np.ndarray[tuple[int], np.dtype[np.float16]]"]:
        """A text to embed, or the vector that it has already, for every passage in row order.

        By the passages that the segment was written with, which another splitter may have made.
        """
        replaced = self.segment.tombstones()
        older = self._older()
        for batch in _batches(groupby(self.segment.passages(), key=itemgetter(0))):
            documents = self.segment.documents(batch)
            known = older.vectors({i: documents[i] for i in batch if i in replaced}, batch) if older.segments else {}
            for document_id, spans in batch.items():
                if document_id in known:
                    yield from known[document_id]
                else:
                    yield from (text_to_embed(documents[document_id], start, end) for start, end in spans)

    def _older(self) -> Older:
        usable = self.library.manifest.embedder == self.embedder.fingerprint
        earlier = [s for s in self.library.segments[: self.index] if s.info.vectors] if usable else []
        return Older(self.folder, [s for s in reversed(earlier) if self._whole(s)], self.embedder.dim)

    def _whole(self, segment: Segment) -> bool:
        """Whether an earlier part has all its rows: lost ones can be made again, but not read."""
        try:
            return len(read_rows(self.folder / segment.info.vectors, segment.info.passages, self.embedder.dim)) > 0
        except (OSError, ValueError):
            return False


def _batches(
    groups: Iterator[tuple[str, Iterator[tuple[str, int, int]]]],
) -> Iterator[dict[str, list[tuple[int, int]]]]:
    """Spans of a few documents at a time, by id, in order."""
    while batch := {i: [(start, end) for _, start, end in rows] for i, rows in islice(groups, TOGETHER)}:
        yield batch


def text_to_embed(document: Document, start: int, end: int) -> str:
    """A passage with its title before it, so that it can be understood alone. Another form is another TEXT_FORM."""
    text = document.text[start:end]
    return text if start < len(document.title) else f"{document.title}\n{text}"
