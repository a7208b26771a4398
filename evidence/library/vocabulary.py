"""MeSH on disk: one SQLite file per edition, written once, looked up by name and by place in the trees."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from evidence.headings import Descriptor, EntryTerm, key, keys
from evidence.library.frozen import Frozen, writing

SCHEMA = """
CREATE TABLE descriptors (ui TEXT PRIMARY KEY, name TEXT, scope TEXT, year INTEGER) WITHOUT ROWID;
CREATE TABLE terms (ui TEXT, ord INTEGER, text TEXT, preferred INTEGER, permuted INTEGER, PRIMARY KEY (ui, ord))
    WITHOUT ROWID;
CREATE TABLE trees (number TEXT, ui TEXT, PRIMARY KEY (number, ui)) WITHOUT ROWID;
CREATE TABLE keys (key TEXT, rank INTEGER, ui TEXT, PRIMARY KEY (key, rank, ui)) WITHOUT ROWID;
"""
INDEXES = "CREATE INDEX trees_ui ON trees (ui);"
# ranks of keys: what NLM writes comes before what we turn round, a heading's name before an entry term
NAME, TERM, TURNED_NAME, TURNED_TERM = range(4)
_AGAIN = "Load it again with `evidence ingest mesh`."
_LAST = "\U0010ffff"  # sorts behind every letter


@dataclass(frozen=True, slots=True)
class VocabularyInfo:
    """What was written: entry terms without the names; `year` is the newest edition's, None if no file said it."""

    descriptors: int
    terms: int
    tree_numbers: int
    year: int | None


def write_vocabulary(path: Path, descriptors: Iterable[Descriptor]) -> VocabularyInfo:
    """Write the file at `path`. Of two descriptors with one UI the first stays: readers give the newest edition first."""
    with writing(path, SCHEMA, INDEXES) as db:
        for descriptor in descriptors:
            _insert(db, descriptor)
        return _info(db)


def _info(db: sqlite3.Connection) -> VocabularyInfo:
    descriptors, year = db.execute("SELECT COUNT(*), MAX(year) FROM descriptors").fetchone()
    (terms,) = db.execute("SELECT COUNT(*) FROM terms").fetchone()
    (numbers,) = db.execute("SELECT COUNT(*) FROM trees").fetchone()
    return VocabularyInfo(descriptors, terms, numbers, year)


def _insert(db: sqlite3.Connection, d: Descriptor) -> None:
    row = (d.ui, d.name, d.scope, d.year)
    if not db.execute("INSERT OR IGNORE INTO descriptors VALUES (?,?,?,?)", row).rowcount:
        return
    db.executemany(
        "INSERT INTO terms VALUES (?,?,?,?,?)",
        ((d.ui, order, t.text, t.preferred, t.permuted) for order, t in enumerate(d.terms)),
    )
    db.executemany("INSERT OR IGNORE INTO trees VALUES (?,?)", ((number, d.ui) for number in d.tree_numbers))
    ranked = [(d.name, NAME, TURNED_NAME), *((t.text, TERM, TURNED_TERM) for t in d.terms)]
    for text, straight, turned in ranked:
        for made, rank in zip(keys(text), (straight, turned), strict=False):
            db.execute("INSERT OR IGNORE INTO keys VALUES (?,?,?)", (made, rank, d.ui))


class Vocabulary:
    """A vocabulary that was written. Every method raises LibraryDamagedError where the file cannot be read."""

    def __init__(self, path: Path) -> None:
        """Raises FileNotFoundError where there is no such file."""
        self._file = Frozen(path, _AGAIN)

    def get(self, ui: str) -> Descriptor | None:
        """One descriptor, whole."""
        row = next(self._file.rows("SELECT ui, name, scope, year FROM descriptors WHERE ui = ?", (ui,)), None)
        if row is None:
            return None
        terms = self._file.rows("SELECT text, preferred, permuted FROM terms WHERE ui = ? ORDER BY ord", (ui,))
        numbers = self._file.rows("SELECT number FROM trees WHERE ui = ? ORDER BY number", (ui,))
        return Descriptor(
            row[0],
            row[1],
            tuple(number for (number,) in numbers),
            tuple(EntryTerm(text, bool(preferred), bool(permuted)) for text, preferred, permuted in terms),
            row[2],
            row[3],
        )

    def find(self, text: str) -> Descriptor | None:
        """The descriptor of this name or entry term, whatever its case and punctuation, turned round or not."""
        sql = "SELECT ui FROM keys WHERE key = ? AND key <> '' ORDER BY rank, ui LIMIT 1"
        row = next(self._file.rows(sql, (key(text),)), None)
        return self.get(row[0]) if row else None

    def explode(self, ui: str) -> set[tuple[str, str]]:
        """(UI, name) of the descriptor and of all below any of its places in the trees; empty if there is none."""
        sql = """SELECT below.ui, name FROM trees AS own
                 CROSS JOIN trees AS below ON below.number >= own.number AND below.number < own.number || '/'
                 JOIN descriptors ON descriptors.ui = below.ui WHERE own.ui = ?
                 UNION SELECT ui, name FROM descriptors WHERE ui = ?"""  # "/" comes right after "."
        return {(found, name) for found, name in self._file.rows(sql, (ui, ui))}

    def names(self, ui: str, *, permuted: bool = False) -> tuple[str, ...]:
        """The name, then the entry terms in NLM's order; NLM's variants of terms only if asked for."""
        found = self.get(ui)
        if found is None:
            return ()
        return (found.name, *(t.text for t in found.terms if permuted or not t.permuted))

    def search(self, prefix: str, limit: int = 20) -> tuple[Descriptor, ...]:
        """Descriptors of which a name or entry term begins so: by name first, then by entry term, each by alphabet."""
        start = key(prefix)
        sql = """SELECT ui, MIN(rank) AS best, key FROM keys WHERE key >= ? AND key < ? GROUP BY ui
                 ORDER BY best, key, ui LIMIT ?"""
        rows = self._file.rows(sql, (start, start + _LAST, limit)) if start else ()
        return tuple(found for ui, *_ in rows if (found := self.get(ui)))

    def __len__(self) -> int:
        return int(next(self._file.rows("SELECT COUNT(*) FROM descriptors"))[0])

    def close(self) -> None:
        """Give the file back."""
        self._file.close()
