"""Load files into a library: read, resolve against what is there, commit in whole batches, say what happened.

A commit is a revision; a kill loses at most the batch that was not committed, and the same command completes it. A file
that was loaded to its end and changed something is known by its key and is not read again. A file of a numbered
sequence goes into one commit, whole or not at all.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from evidence.codec import encode
from evidence.library.library import Library
from evidence.library.row import InputRecord
from evidence.library.writer import Change, LibraryWriter, renewed
from evidence.pmids import PmidSet
from indexers.analysis import ANALYSER
from indexers.carry import carry_over
from indexers.intake import Input
from indexers.lexical import LexicalWriter
from indexers.outside import lists_of
from indexers.parallel import Readers
from indexers.passages import SPLITTER
from indexers.prepare import Chunk
from indexers.same_work import RULES, Rule
from indexers.settle import Commit
from indexers.stage import Stage
from indexers.tally import Tally, state_of
from indexers.word_fields import word_fields

__all__ = ["Input", "ingest", "load_inputs", "loading"]

PUBMED = re.compile(r"pubmed:\d{1,9}")
ONCE = "dropped what only earlier years held"  # the end of a mark that is kept although nothing changed
PATIENCE = 5.0  # seconds: vectors are published by another process in less
BATCH = 20_000  # documents in a commit, more where a file of a sequence holds more: about 100 MB while staged
BYTES = 5_000  # of texts for each of them: fewer documents go into a commit where they are full texts

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class RefusedRecord:
    """What was not taken, and why."""

    input: str
    record: str
    reason: str


@dataclass(frozen=True, slots=True)
class IngestResult:
    """`read` counts records, without the refused; `unchanged` is what of them neither added nor updated.

    `status_changed` counts by the new status the documents that were there before and are now in another state;
    `duplicates` by the rule ("identifier", "doi", "title") the records that went into another document of their article.
    """

    revision: int
    read: int
    added: int
    updated: int
    unchanged: int
    deleted: int
    refused: tuple[RefusedRecord, ...] = ()
    status_changed: dict[str, int] = field(default_factory=dict)
    duplicates: dict[str, int] = field(default_factory=lambda: dict.fromkeys(RULES, 0))


class Load:
    """One command's way into a library: what is staged, and what was done."""

    def __init__(self, folder: Path, writer: LibraryWriter, lexical: LexicalWriter, batch: int) -> None:
        self.read = 0
        self.refused: list[RefusedRecord] = []
        self.stage = Stage(writer.library)
        self._batch = batch
        self._writer = writer
        self._lexical = lexical
        self._before = Library.open(folder) if len(writer.library.segments) else writer.library
        self._tally = Tally()
        self._duplicates: Counter[Rule] = Counter()
        self._lists: list[str] = []
        self._reached: set[str] = set()  # documents that only others' notices reached so far

    @property
    def library(self) -> Library:
        """The revision published last."""
        return self._writer.library

    def input(self, each: Input, key: str, chunks: Iterable[Chunk]) -> None:
        """Load one file to its end."""
        read, refused, members = 0, [], list[str]()
        for chunk in list(chunks) if each.sequence else chunks:  # a numbered file goes in whole or not at all
            refused += [RefusedRecord(each.name, r.record, r.reason) for r in chunk.refused]
            read += len(chunk.documents)
            self.stage.put(chunk, in_order=bool(each.sequence))
            if each.sequence:
                members += [p.id for p in chunk.documents]
                members += [r.record for r in chunk.refused if PUBMED.fullmatch(r.record)]  # unreadable is not gone
            elif self._is_full():
                self.commit()
        self.read += read
        self.refused += refused
        packed = PmidSet.of(int(i.removeprefix("pubmed:")) for i in members).to_bytes() if members else b""
        self.stage.inputs.append(InputRecord(key, each.name, read, encode(refused).decode(), each.sequence, packed))
        if self._is_full():
            self.commit()

    def _is_full(self) -> bool:
        return len(self.stage) >= self._batch or self.stage.bytes >= max(self._batch, BATCH) * BYTES

    def known(self, record: InputRecord) -> None:
        """A file that was loaded before counts as read, and says again what was refused."""
        self.read += record.read
        self.refused += msgspec.json.decode(record.refused, type=list[RefusedRecord])

    def vocabulary(self, write: Callable[[Path], None]) -> None:
        """Publish MeSH, which `write` writes."""
        self._writer.set_vocabulary(self._writer.write_reference(write, "mesh"))
        self.stage.clear(self.library)

    def list_of_notices(self, write: Callable[[Path], None], name: str) -> None:
        """A list of retractions, which `write` writes, for the next commit: with it the states that it changes."""
        self._lists.append(self._writer.write_reference(write, name))

    @property
    def lists(self) -> tuple[str, ...]:
        """Paths of the lists that hold from the next commit on."""
        return renewed(self.library.manifest.notices, self._lists)

    def commit(self, reconsider: Iterable[str] = ()) -> None:
        """Publish what is staged, with the documents whose state it changes; `reconsider` names more of those."""
        at = datetime.now(UTC).isoformat(timespec="seconds")
        self._duplicates += self.stage.unite_duplicates()
        with lists_of(self.library.folder, self.lists) as outside:
            settled = Commit(self.stage.documents, self.stage.deleted, self.library, outside).settle(at, reconsider)
        deleted = tuple(self.library.heads(self.stage.deleted))
        in_sequence = any(record.sequence or record.key.endswith(ONCE) for record in self.stage.inputs)
        if not (settled.documents or deleted or in_sequence or self._lists):
            return  # files that changed nothing wait for a change to be remembered with
        self._count(settled.documents.keys() | set(deleted), settled.reached, {
            i: state_of(p.row) for i, p in settled.documents.items()
        })  # fmt: skip
        rows = tuple(p.row for p in settled.documents.values())
        change = Change(rows, deleted, tuple(self.stage.inputs), settled.changes, tuple(self._lists))
        fields = (p.fields for p in settled.documents.values())
        self._writer.commit(change, lambda leaving: self._lexical.follow(fields, leaving), ANALYSER)
        self._lists = []
        self.merge()

    def _count(self, ids: Iterable[str], reached: frozenset[str], now: dict[str, object]) -> None:
        touched = list(ids)
        old = self.library.heads(touched)
        moved = self.library.revision != self._before.revision
        before = self._before.heads(touched) if moved else old
        for i in touched:
            states = state_of(before.get(i)), state_of(old.get(i)), now.get(i)
            was_read, was_reached = i not in reached, i in self._reached
            self._tally.note(*states, was_read=was_read, was_reached=was_reached)  # type: ignore[arg-type]  # states, all three
            (self._reached.discard if was_read else self._reached.add)(i)

    def merge(self) -> None:
        """Keep the segments few, during a long load as after it."""
        while self._writer.compact(carry_over):
            pass
        self._writer.tidy()
        self.stage.clear(self.library)

    def result(self) -> IngestResult:
        """What the command has done so far."""
        counts = self._tally.counts()
        return IngestResult(
            self.library.revision,
            self.read,
            counts["added"],
            counts["updated"],
            self.read - counts["touched"],
            counts["deleted"],
            tuple(self.refused),
            self._tally.status_changed(),
            {rule: self._duplicates[rule] for rule in RULES},
        )


def ingest(folder: Path, inputs: Sequence[Input], progress: Progress = lambda name: None) -> IngestResult:
    """Load every input. Raises LibraryBusyError while another process writes; refusals are part of the result."""
    with loading(folder) as load:
        load_inputs(folder, load, inputs, progress)
        return load.result()


def load_inputs(folder: Path, load: Load, inputs: Sequence[Input], progress: Progress = lambda name: None) -> None:
    """Load every input in order and commit all of it; files that are known are not read."""
    with Readers(folder, inputs, lambda key: load.library.input(key) is not None) as readers:
        for each in inputs:
            progress(each.name)
            key = readers.key(each)
            known = load.library.input(key) or next((r for r in load.stage.inputs if r.key == key), None)
            if known:
                readers.skip(each)
                load.known(known)
            else:
                load.input(each, key, readers.chunks(each))
    load.commit()


@contextmanager
def loading(folder: Path, batch: int = 0) -> Iterator[Load]:
    """A load with the writer's lock held, its BM25 index made by today's analyser; `batch` documents go into a commit."""
    with LibraryWriter(folder, SPLITTER, patience=PATIENCE) as writer:
        current = writer.library.manifest.analyser == ANALYSER
        lexical = LexicalWriter(folder, writer.library.manifest.lexical if current else "")
        try:
            if not current and len(writer.library):  # it was made by another analyser than today's queries go through
                fields = (word_fields(d) for d in writer.library.all_documents())
                writer.set_lexical(lambda leaving: lexical.follow(fields, leaving), ANALYSER)
            load = Load(folder, writer, lexical, batch or BATCH)
            load.merge()  # what an interrupted load has left
            yield load
        finally:
            lexical.close()
