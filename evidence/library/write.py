"""Writing a segment's file: from rows, or from other segments' rows as they are."""

import os
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from evidence.errors import LibraryError
from evidence.library.manifest import SegmentInfo, sync_folder
from evidence.library.row import InputRecord, Row, StatusChange

SCHEMA = """
CREATE TABLE records (ord INTEGER PRIMARY KEY, id TEXT NOT NULL, source TEXT, also_in TEXT, status TEXT, stated TEXT,
    notices TEXT, design TEXT, year INTEGER, languages TEXT, published TEXT, title TEXT, form TEXT, text_form TEXT,
    version INTEGER, revised TEXT, doi TEXT, pmcid TEXT, work TEXT, preprint INTEGER, ordered INTEGER, digest TEXT);
CREATE TABLE bodies (ord INTEGER PRIMARY KEY, body BLOB);
CREATE TABLE passages (row INTEGER PRIMARY KEY, ord INTEGER, start INTEGER, stop INTEGER);
CREATE TABLE tombstones (id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE links (id TEXT, kind TEXT, target TEXT);
CREATE TABLE inputs (key TEXT PRIMARY KEY, name TEXT, read INTEGER, refused TEXT, sequence TEXT, members BLOB) WITHOUT ROWID;
CREATE TABLE changes (id TEXT, old TEXT, new TEXT, by TEXT, at TEXT);
"""
INDEXES = """
CREATE UNIQUE INDEX records_id ON records (id);
CREATE INDEX records_doi ON records (doi) WHERE doi != '';
CREATE INDEX records_pmcid ON records (pmcid) WHERE pmcid != '';
CREATE INDEX records_work ON records (work) WHERE work != '';
CREATE INDEX without_pmid_doi ON records (doi) WHERE doi != '' AND id < 'pubmed:';
CREATE INDEX without_pmid_work ON records (work) WHERE work != '' AND id < 'pubmed:';
CREATE INDEX records_notices ON records (id) WHERE notices != '';
CREATE INDEX passages_ord ON passages (ord);
CREATE INDEX links_target ON links (target);
CREATE INDEX links_id ON links (id);
"""
INSERT = "INSERT INTO records VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
CHUNK = 5_000  # rows given to SQLite at once


@dataclass(frozen=True, slots=True)
class Contents:
    """What a segment is written from."""

    rows: Sequence[Row] = ()
    tombstones: Iterable[str] = ()
    inputs: Iterable[InputRecord] = ()
    changes: Iterable[StatusChange] = ()


def write_segment(folder: Path, name: str, contents: Contents) -> SegmentInfo:
    """Write `folder/name.sqlite`, closed and flushed to disk. Rows of `passages` are numbered from 0 without gaps."""
    with new_segment(folder, name) as db:
        passages = _insert_rows(db, contents.rows)
        tombstones = _insert_rest(db, contents)
    return SegmentInfo(name, len(contents.rows), passages, tombstones)


@contextmanager
def new_segment(folder: Path, name: str) -> Iterator[sqlite3.Connection]:
    """An empty segment in a transaction; afterwards indexed, closed and flushed to disk."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.sqlite"
    path.unlink(missing_ok=True)  # left behind by a writer that was killed
    db = sqlite3.connect(path.resolve().as_uri(), uri=True, isolation_level=None)
    try:
        db.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-65536;" + SCHEMA)
        db.execute("BEGIN")
        yield db
        db.execute("COMMIT")
        db.executescript(INDEXES)
    except sqlite3.OperationalError as error:
        raise LibraryError(
            f"{path} could not be written ({error}). See that the disk is not full, then run the same command again."
        ) from error
    finally:
        db.close()
    with path.open("rb") as file:
        os.fsync(file.fileno())
    sync_folder(folder)


def _insert_rows(db: sqlite3.Connection, rows: Sequence[Row]) -> int:
    """Returns the number of passages."""
    row = 0
    numbered = iter(enumerate(rows))
    while chunk := list(islice(numbered, CHUNK)):
        db.executemany(INSERT, (_columns(order, r) for order, r in chunk))
        db.executemany("INSERT INTO bodies VALUES (?,?)", ((order, r.body) for order, r in chunk))
        links = ((r.id, kind, target) for _, r in chunk for kind, target in r.links)
        db.executemany("INSERT INTO links VALUES (?,?,?)", links)
        spans = [(order, start, end) for order, r in chunk for start, end in r.passages]
        db.executemany("INSERT INTO passages VALUES (?,?,?,?)", ((row + n, *span) for n, span in enumerate(spans)))
        row += len(spans)
    return row


def _insert_rest(db: sqlite3.Connection, contents: Contents) -> int:
    """Returns the number of tombstones."""
    dead = sorted(set(contents.tombstones))
    db.executemany("INSERT INTO tombstones VALUES (?)", ((i,) for i in dead))
    db.executemany(
        "INSERT OR REPLACE INTO inputs VALUES (?,?,?,?,?,?)",
        ((i.key, i.name, i.read, i.refused, i.sequence, i.members) for i in contents.inputs),
    )
    db.executemany(
        "INSERT INTO changes VALUES (?,?,?,?,?)", ((c.id, c.old, c.new, c.by, c.at) for c in contents.changes)
    )
    return len(dead)


def _columns(order: int, r: Row) -> tuple[object, ...]:
    return (
        order, r.id, r.source, r.also_in, r.status, r.stated, r.notices, r.design, r.year, r.languages, r.published,
        r.title, r.form, r.text_form, r.version, r.revised, r.doi, r.pmcid, r.work, r.preprint, r.ordered, r.digest,
    )  # fmt: skip


def merge_segments(
    folder: Path, name: str, parts: Sequence[tuple[Path, Collection[str]]], contents: Contents
) -> SegmentInfo:
    """Write a segment of the parts' living rows, in their order, without reading what is in them.

    Each part is a segment's file and the ids that are dead in it; `contents` holds what else goes in, and no rows.
    """
    with new_segment(folder, name) as db:
        documents = passages = 0
        for path, dead in parts:
            db.execute("COMMIT")  # no file can be attached inside a transaction
            db.execute("ATTACH ? AS part", (f"{path.resolve().as_uri()}?mode=ro&immutable=1",))
            db.execute("BEGIN")
            _copy(db, dead, documents, passages)
            documents, passages = (
                _count(db, "SELECT COUNT(*) FROM records"),
                _count(db, "SELECT COUNT(*) FROM passages"),
            )
            db.execute("COMMIT")
            db.execute("DETACH part")
            db.execute("BEGIN")
        tombstones = _insert_rest(db, contents)
    return SegmentInfo(name, documents, passages, tombstones)


def _count(db: sqlite3.Connection, sql: str) -> int:
    return int(db.execute(sql).fetchone()[0])


def _copy(db: sqlite3.Connection, dead: Collection[str], documents: int, passages: int) -> None:
    """The living rows of the attached part, numbered on from what is there."""
    db.execute("CREATE TEMP TABLE dead (id TEXT PRIMARY KEY) WITHOUT ROWID")
    db.executemany("INSERT INTO dead VALUES (?)", ((i,) for i in dead))
    db.execute("CREATE TEMP TABLE place (old INTEGER PRIMARY KEY, new INTEGER)")
    db.execute(
        "INSERT INTO place SELECT ord, row_number() OVER (ORDER BY ord) - 1 + ? FROM part.records"
        " WHERE id NOT IN (SELECT id FROM dead)",
        (documents,),
    )
    columns = [row[1] for row in db.execute("PRAGMA main.table_info(records)")][1:]
    listed = ", ".join(columns)
    db.execute(f"INSERT INTO main.records SELECT new, {listed} FROM place JOIN part.records ON ord = old ORDER BY old")  # noqa: S608
    db.execute("INSERT INTO main.bodies SELECT new, body FROM place JOIN part.bodies ON ord = old ORDER BY old")
    db.execute(
        "INSERT INTO main.passages SELECT row_number() OVER (ORDER BY row) - 1 + ?, new, start, stop"
        " FROM part.passages JOIN place ON old = ord ORDER BY row",
        (passages,),
    )
    db.execute("INSERT INTO main.links SELECT * FROM part.links WHERE id NOT IN (SELECT id FROM dead)")
    db.execute("DROP TABLE temp.dead")
    db.execute("DROP TABLE temp.place")
