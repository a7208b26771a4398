"""A segment: one SQLite file, written once, then opened read-only and immutable by any number of processes.

A later segment shadows an earlier one: its `tombstones` name the records of earlier segments that it replaces or
deletes. Bodies stand apart from the columns that filters read, so that a scan of those stays short.
"""

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

import msgspec

from evidence.errors import LibraryDamagedError
from evidence.library.manifest import SegmentInfo
from evidence.library.row import HEAD, Head, InputRecord, StatusChange, document_of, head_of
from evidence.model import Document

MAPPED = 1 << 31  # bytes of the file that are read through the page cache without a copy
NAMED = "(SELECT value FROM json_each(?))"
BODY = "body, also_in, status, notices"
FROM = "FROM records JOIN bodies USING (ord)"
Key = Literal["doi", "pmcid", "work"]  # columns by which records of the same article are found


def _listed(values: Iterable[str | int]) -> str:
    """For `NAMED`: any number of values in one parameter."""
    return json.dumps(list(values))


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
            self._db.execute(f"PRAGMA mmap_size={MAPPED}")
        except sqlite3.DatabaseError as error:
            raise self._damaged(error) from error

    @property
    def path(self) -> Path:
        """The file."""
        return self._path

    def heads(self, ids: Iterable[str]) -> dict[str, Head]:
        """Heads of those of the ids that this segment holds, live or not."""
        rows = self._rows(f"SELECT {HEAD} FROM records WHERE id IN {NAMED}", (_listed(ids),))  # noqa: S608 - ours
        return {row[0]: head_of(row) for row in rows}

    def having(self, column: Key, values: Iterable[str], most: int, *, without_pmid: bool = False) -> dict[str, Head]:
        """Heads of the records, live or not, that have one of these values; a value of more than `most` is passed over.

        `without_pmid`: only of records without a PMID, whose ids sort before "pubmed:". They have indexes of their own,
        which are empty in a library of PubMed's.
        """
        place = f"records INDEXED BY {'without_pmid' if without_pmid else 'records'}_{column}"
        which = f"{column} != ''" + (" AND id < 'pubmed:'" if without_pmid else "")
        few = (
            f"SELECT {column} FROM {place} WHERE {which} AND {column} IN {NAMED} GROUP BY {column} HAVING COUNT(*) <= ?"  # noqa: S608
        )
        rows = self._rows(f"SELECT {HEAD} FROM {place} WHERE {which} AND {column} IN ({few})", (_listed(values), most))  # noqa: S608
        return {row[0]: head_of(row) for row in rows}

    def holds_without_pmid(self) -> bool:
        """Whether there is a record without a PMID here, live or not."""
        return next(self.select("1", "id < 'pubmed:' LIMIT 1"), None) is not None

    def documents(self, ids: Iterable[str]) -> dict[str, Document]:
        """Whole documents, of the ids that this segment holds, live or not."""
        rows = self._rows(f"SELECT {BODY}, id {FROM} WHERE id IN {NAMED}", (_listed(ids),))
        return {row[-1]: self._document(row) for row in rows}

    def stated(self, ids: Iterable[str]) -> dict[str, Document]:
        """The same documents as their own records state them; the other sources that hold them stay."""
        rows = self._rows(f"SELECT body, also_in, id {FROM} WHERE id IN {NAMED}", (_listed(ids),))
        return {row[2]: self._document(row[:2]) for row in rows}

    def all_documents(self) -> Iterator[Document]:
        """Every document in load order, live or not."""
        for row in self._rows(f"SELECT {BODY} {FROM} ORDER BY ord"):
            yield self._document(row)

    def ids(self, where: str = "1", values: Sequence[object] = ()) -> Iterator[str]:
        """Ids of the records that satisfy a condition, live or not."""
        return (row[0] for row in self.select("id", where, values))

    def select(self, columns: str, where: str = "1", values: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        """Rows of `records`; `columns` and `where` are written by us, `values` come from outside."""
        return self._rows(f"SELECT {columns} FROM records WHERE {where}", values)  # noqa: S608

    def passages(self) -> Iterator[tuple[str, int, int]]:
        """(document id, start, end) of every passage, in row order."""
        yield from self._rows("SELECT id, start, stop FROM passages JOIN records USING (ord) ORDER BY row")

    def passage_documents(self) -> Iterator[int]:
        """Of every passage in row order, its document's place in this segment."""
        return (row[0] for row in self._rows("SELECT ord FROM passages ORDER BY row"))

    def passage_rows(self, rows: Iterable[int]) -> dict[int, tuple[str, int, int]]:
        """(document id, start, end) of passages by row."""
        sql = f"SELECT row, id, start, stop FROM passages JOIN records USING (ord) WHERE row IN {NAMED}"  # noqa: S608
        return {row[0]: row[1:] for row in self._rows(sql, (_listed(rows),))}

    def passages_of(self, ids: Iterable[str]) -> dict[str, list[tuple[int, int, int]]]:
        """(row, start, end) of the passages of documents that this segment holds, live or not, in row order."""
        found: dict[str, list[tuple[int, int, int]]] = {}
        sql = f"SELECT id, row, start, stop FROM records JOIN passages USING (ord) WHERE id IN {NAMED} ORDER BY row"  # noqa: S608
        for i, *place in self._rows(sql, (_listed(ids),)):
            found.setdefault(i, []).append((place[0], place[1], place[2]))
        return found

    def rows_of(self, where: str, values: Sequence[object]) -> Iterator[int]:
        """Passage rows of the documents that satisfy a condition on `records`, in no order."""
        sql = f"SELECT row FROM passages JOIN records USING (ord) WHERE {where}"  # noqa: S608
        return (row[0] for row in self._rows(sql, values))

    def tombstones(self) -> set[str]:
        """Ids of earlier segments' records that are replaced or deleted here."""
        return {row[0] for row in self._rows("SELECT id FROM tombstones")}

    def links_to(self, targets: Iterable[str]) -> Iterator[tuple[str, str, str]]:
        """(document id, RefType, target) of the records here that point to one of the targets."""
        return self._rows(f"SELECT id, kind, target FROM links WHERE target IN {NAMED}", (_listed(targets),))  # noqa: S608

    def links_of(self, ids: Iterable[str]) -> Iterator[tuple[str, str, str]]:
        """(document id, RefType, target) of what these records point to."""
        return self._rows(f"SELECT id, kind, target FROM links WHERE id IN {NAMED}", (_listed(ids),))  # noqa: S608

    def inputs(self, where: str = "1", values: Sequence[object] = ()) -> list[InputRecord]:
        """The files that were loaded whole by the commit that wrote this segment."""
        rows = self._rows(f"SELECT key, name, read, refused, sequence, members FROM inputs WHERE {where}", values)  # noqa: S608
        return [InputRecord(*row) for row in rows]

    def changes(self) -> Iterator[StatusChange]:
        """The changes of status that the commit made."""
        return (StatusChange(*row) for row in self._rows("SELECT id, old, new, by, at FROM changes"))

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

    def _document(self, row: Sequence[Any]) -> Document:
        """Of the columns BODY."""
        try:
            return document_of(*row[:4])
        except (zlib.error, msgspec.DecodeError) as error:
            raise self._damaged(error) from error

    def _damaged(self, error: Exception) -> LibraryDamagedError:
        return LibraryDamagedError(
            f"{self._path} cannot be read ({error}). Restore it from a backup, or load the library again into an empty folder."
        )
