"""A segment: one SQLite file, written once, then opened read-only and immutable by any number of processes.

A later segment shadows an earlier one: its `tombstones` name the records of earlier segments that it replaces or
deletes. Bodies stand apart from the columns that filters read, so that a scan of those stays short.
"""

import os
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from evidence.codec import decode_document, digest, encode
from evidence.errors import LibraryDamagedError
from evidence.library.manifest import SegmentInfo, sync_folder
from evidence.model import Document, Passage

SCHEMA = """
CREATE TABLE records (ord INTEGER PRIMARY KEY, id TEXT NOT NULL, source TEXT, also_in TEXT, status TEXT, design TEXT,
    year INTEGER, languages TEXT, published TEXT, title TEXT, form TEXT, version INTEGER, revised TEXT, digest TEXT);
CREATE TABLE bodies (ord INTEGER PRIMARY KEY, body BLOB);
CREATE TABLE passages (row INTEGER PRIMARY KEY, ord INTEGER, start INTEGER, stop INTEGER);
CREATE TABLE tombstones (id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE links (id TEXT, kind TEXT, target TEXT);
CREATE TABLE inputs (key TEXT PRIMARY KEY, name TEXT, read INTEGER, refused TEXT) WITHOUT ROWID;
"""
INDEXES = """
CREATE UNIQUE INDEX records_id ON records (id);
CREATE INDEX passages_ord ON passages (ord);
CREATE INDEX links_target ON links (target);
"""

Splitter = Callable[[Document], Sequence[Passage]]


@dataclass(frozen=True, slots=True)
class Head:
    """What is known of a record without reading its body."""

    id: str
    source: str
    also_in: tuple[str, ...]
    status: str
    design: str
    published: str
    title: str
    form: str
    version: int
    revised: str
    digest: str


@dataclass(frozen=True, slots=True)
class InputRecord:
    """A file that was loaded whole: `key` is its hash and how it was read; `refused` is JSON."""

    key: str
    name: str
    read: int
    refused: str


HEAD = "id, source, also_in, status, design, published, title, form, version, revised, digest"


def head(row: Sequence[object]) -> Head:
    """A row of the HEAD columns."""
    values = list(row)
    values[2] = tuple(str(values[2]).split("\t")) if values[2] else ()
    return Head(*values)  # type: ignore[arg-type]  # sqlite rows are untyped


def write_segment(
    folder: Path,
    name: str,
    documents: Iterable[Document],
    tombstones: Iterable[str],
    inputs: Iterable[InputRecord],
    split: Splitter,
) -> SegmentInfo:
    """Write `folder/name.sqlite`, closed and flushed to disk. Rows of `passages` are numbered from 0 without gaps."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.sqlite"
    path.unlink(missing_ok=True)  # left behind by a writer that was killed
    db = sqlite3.connect(path, isolation_level=None)
    try:
        db.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + SCHEMA)
        db.execute("BEGIN")
        count, rows = _insert_documents(db, documents, split)
        dead = db.executemany("INSERT OR IGNORE INTO tombstones VALUES (?)", ((i,) for i in sorted(set(tombstones))))
        db.executemany(
            "INSERT OR REPLACE INTO inputs VALUES (?,?,?,?)", ((i.key, i.name, i.read, i.refused) for i in inputs)
        )
        db.execute("COMMIT")
        db.executescript(INDEXES)
    finally:
        db.close()
    with path.open("rb") as file:
        os.fsync(file.fileno())
    sync_folder(folder)
    return SegmentInfo(name, count, rows, max(dead.rowcount, 0))


def _insert_documents(db: sqlite3.Connection, documents: Iterable[Document], split: Splitter) -> tuple[int, int]:
    count = rows = 0
    for document in documents:
        db.execute("INSERT INTO records VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)", _columns(count, document))
        db.execute("INSERT INTO bodies VALUES (?,?)", (count, zlib.compress(encode(document), 1)))
        db.executemany(
            "INSERT INTO links VALUES (?,?,?)",
            ((document.id, link.kind, link.target) for link in document.links if link.target and link.kind != "Cites"),
        )
        for passage in split(document):
            db.execute("INSERT INTO passages VALUES (?,?,?,?)", (rows, count, passage.start, passage.end))
            rows += 1
        count += 1
    return count, rows


def _columns(order: int, d: Document) -> tuple[object, ...]:
    languages = "".join(f"\t{language}" for language in d.languages) + "\t"
    return (
        order, d.id, d.source, "\t".join(d.also_in), d.status, d.design, d.published.year, languages,
        d.published.date, d.title, d.form, d.version, d.revised, digest(d),
    )  # fmt: skip


class Segment:
    """A written segment, open for reading. Every method raises LibraryDamagedError where the file cannot be read."""

    def __init__(self, path: Path, info: SegmentInfo) -> None:
        """Raises FileNotFoundError where there is no such file."""
        self.info = info
        self._path = path
        if not path.is_file():
            raise FileNotFoundError(path)
        try:
            self._db = sqlite3.connect(
                f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
        except sqlite3.DatabaseError as error:
            raise self._damaged(error) from error

    def heads(self, ids: Iterable[str]) -> dict[str, Head]:
        """Heads of those of the ids that this segment holds, live or not."""
        sql = f"SELECT {HEAD} FROM records WHERE id = ?"  # noqa: S608 - columns are ours
        return {row[0]: head(row) for i in ids for row in self._rows(sql, (i,))}

    def documents(self, ids: Iterable[str]) -> dict[str, Document]:
        """Whole documents, of the ids that this segment holds, live or not."""
        sql = "SELECT id, body FROM records JOIN bodies USING (ord) WHERE id = ?"
        return {row[0]: self._document(row[1]) for i in ids for row in self._rows(sql, (i,))}

    def all_documents(self) -> Iterator[Document]:
        """Every document in load order, live or not."""
        for (body,) in self._rows("SELECT body FROM bodies ORDER BY ord"):
            yield self._document(body)

    def select(self, columns: str, where: str = "1", values: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        """Rows of `records`; `columns` and `where` are written by us, `values` come from outside."""
        return self._rows(f"SELECT {columns} FROM records WHERE {where}", values)  # noqa: S608

    def passages(self) -> Iterator[tuple[str, int, int]]:
        """(document id, start, end) of every passage, in row order."""
        yield from self._rows("SELECT id, start, stop FROM passages JOIN records USING (ord) ORDER BY row")

    def passage_rows(self, rows: Iterable[int]) -> dict[int, tuple[str, int, int]]:
        """(document id, start, end) of passages by row."""
        sql = "SELECT id, start, stop FROM passages JOIN records USING (ord) WHERE row = ?"
        return {row: next(self._rows(sql, (row,))) for row in rows}

    def rows_of(self, where: str, values: Sequence[object]) -> Iterator[int]:
        """Passage rows of the documents that satisfy a condition on `records`, in no order."""
        sql = f"SELECT row FROM passages JOIN records USING (ord) WHERE {where}"  # noqa: S608
        return (row[0] for row in self._rows(sql, values))

    def tombstones(self) -> set[str]:
        """Ids of earlier segments' records that are replaced or deleted here."""
        return {row[0] for row in self._rows("SELECT id FROM tombstones")}

    def linked_to(self, target: str) -> list[tuple[str, str]]:
        """(document id, RefType) of the records here that point to a document."""
        rows = self._rows("SELECT id, kind FROM links WHERE target = ? ORDER BY id, kind", (target,))
        return [(row[0], row[1]) for row in rows]

    def inputs(self) -> list[InputRecord]:
        """The files that were loaded whole by the commit that wrote this segment."""
        return [InputRecord(*row) for row in self._rows("SELECT key, name, read, refused FROM inputs")]

    def input(self, key: str) -> InputRecord | None:
        """One of them, by key."""
        row = next(self._rows("SELECT key, name, read, refused FROM inputs WHERE key = ?", (key,)), None)
        return InputRecord(*row) if row else None

    def close(self) -> None:
        """Give the file back."""
        self._db.close()

    def _rows(self, sql: str, values: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        """The one edge to SQLite, which says of a damaged file what is wrong only when it comes to the place."""
        try:
            yield from self._db.execute(sql, values)
        except sqlite3.ProgrammingError:
            raise  # our own mistake, not the file's
        except sqlite3.DatabaseError as error:
            raise self._damaged(error) from error

    def _document(self, body: bytes) -> Document:
        try:
            return decode_document(zlib.decompress(body))
        except (zlib.error, msgspec.DecodeError) as error:
            raise self._damaged(error) from error

    def _damaged(self, error: Exception) -> LibraryDamagedError:
        return LibraryDamagedError(
            f"{self._path} cannot be read ({error}). Restore it from a backup, or load the library again into an empty folder."
        )
