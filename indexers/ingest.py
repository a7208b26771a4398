"""Load files into a library: read, resolve against what is there, commit in whole batches, say what happened.

A commit is a revision; a kill loses at most the batch that was not committed, and the same command completes it. A file
that was loaded to its end and changed something is known by its hash and is not read again.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from evidence.codec import encode
from evidence.library.segment import InputRecord
from evidence.library.writer import LibraryWriter
from evidence.model import Document
from indexers.analysis import ANALYSER
from indexers.carry import carry_over
from indexers.intake import Deleted, Refused
from indexers.lexical import LexicalWriter
from indexers.passages import SPLITTER, passages
from indexers.stage import Stage

BATCH = 20_000  # documents in a commit: about 200 MB while staged
CHUNK = 200  # items looked up together

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Input:
    """Something to load. `key` changes whenever reading it again could give other records."""

    name: str
    key: str
    read: Callable[[], Iterator[Document | Deleted | Refused]]


@dataclass(frozen=True, slots=True)
class RefusedRecord:
    """What was not taken, and why."""

    input: str
    record: str
    reason: str


@dataclass(frozen=True, slots=True)
class IngestResult:
    """`read` counts records, without the refused; `unchanged` is what of them neither added nor updated."""

    revision: int
    read: int
    added: int
    updated: int
    unchanged: int
    deleted: int
    refused: tuple[RefusedRecord, ...] = ()


@dataclass(slots=True)
class _Load:
    """One command's progress."""

    writer: LibraryWriter
    lexical: LexicalWriter
    stage: Stage
    read: int = 0
    refused: list[RefusedRecord] = field(default_factory=list)

    def commit(self) -> None:
        change = self.stage.take(self.writer.library)
        if change.documents or change.deleted:
            self.writer.commit(change, self.lexical, ANALYSER)
            self.merge()

    def merge(self) -> None:
        """Keep the segments few, during a long load as after it."""
        while self.writer.compact(carry_over):
            pass
        self.stage.moved_to(self.writer.library)

    def result(self) -> IngestResult:
        added, updated, deleted = self.stage.tally.counts()
        unchanged = self.read - added - updated
        revision = self.writer.library.revision
        return IngestResult(revision, self.read, added, updated, unchanged, deleted, tuple(self.refused))


def ingest(folder: Path, inputs: Sequence[Input], progress: Progress = lambda name: None) -> IngestResult:
    """Load every input. Raises LibraryBusyError while another process writes; refusals are part of the result."""
    with LibraryWriter(folder, passages, SPLITTER) as writer:
        current = writer.library.manifest.analyser == ANALYSER
        lexical = LexicalWriter(folder, writer.library.manifest.lexical if current else "")
        try:
            if not current and len(writer.library):
                _rebuild(writer, lexical)
            load = _Load(writer, lexical, Stage(writer.library))
            for each in inputs:
                progress(each.name)
                _load_input(load, each)
            load.commit()
            load.merge()  # what an interrupted load has left
            return load.result()
        finally:
            lexical.close()


def _rebuild(writer: LibraryWriter, lexical: LexicalWriter) -> None:
    """Index the whole library anew: its index was made by another analyser than today's queries go through."""
    lexical.add(writer.library.all_documents())
    writer.set_lexical(lexical, ANALYSER)


def _load_input(load: _Load, each: Input) -> None:
    known = load.writer.library.input(each.key)
    if known:
        load.read += known.read
        load.refused += msgspec.json.decode(known.refused, type=list[RefusedRecord])
        return
    read, refused, chunk = 0, [], list[Document | Deleted]()
    for item in each.read():
        if isinstance(item, Refused):
            refused.append(RefusedRecord(each.name, item.record, item.reason))
            continue
        read += isinstance(item, Document)
        chunk.append(item)
        if len(chunk) == CHUNK:
            _put(load, chunk)
            chunk = []
    _put(load, chunk)
    load.read += read
    load.refused += refused
    load.stage.finish(InputRecord(each.key, each.name, read, encode(refused).decode()))


def _put(load: _Load, chunk: list[Document | Deleted]) -> None:
    load.stage.put(chunk)
    if len(load.stage) >= BATCH:
        load.commit()
