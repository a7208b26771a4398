"""External notices on disk: one SQLite file per load, written once, looked up by DOI and by PMID."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from evidence.external import ExternalNotice, as_notice, doi_key, in_force, is_about
from evidence.library.frozen import Frozen, writing
from evidence.model import Notice

SCHEMA = """
CREATE TABLE notices (doi TEXT, pmid TEXT, kind TEXT, date TEXT, source TEXT, notice_doi TEXT, notice_pmid TEXT,
    reasons TEXT, PRIMARY KEY (doi, pmid, kind, date, source, notice_doi, notice_pmid)) WITHOUT ROWID;
CREATE TABLE files (name TEXT, sha256 TEXT);
CREATE TABLE loads (loaded TEXT, unnamed INTEGER);
"""
INDEXES = "CREATE INDEX notices_pmid ON notices (pmid) WHERE pmid <> '';"
BATCH = 1000  # pairs looked up together
_COLUMNS = "doi, pmid, kind, notice_doi, notice_pmid, date, source, reasons"
_AGAIN = "Load it again with `evidence ingest retractions`."

Pair = tuple[str, str]  # (DOI, PMID) of a document, "" for what it does not have


@dataclass(frozen=True, slots=True)
class LoadedFile:
    """A file that notices were read from."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Count:
    """How many notices there are of a kind, from a source."""

    kind: str
    source: str
    notices: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What a file of notices holds. `unnamed` were read and not kept: they name neither a DOI nor a PMID."""

    notices: int
    counts: tuple[Count, ...]
    unnamed: int
    files: tuple[LoadedFile, ...]
    loaded: str  # ISO date, "" if the writer did not say

    @property
    def by_kind(self) -> dict[str, int]:
        """Notices of each kind, over all sources."""
        kinds = dict.fromkeys((c.kind for c in self.counts), 0)
        return {kind: sum(c.notices for c in self.counts if c.kind == kind) for kind in kinds}


def write_notices(
    path: Path, notices: Iterable[ExternalNotice], files: Sequence[LoadedFile] = (), loaded: str = ""
) -> Summary:
    """Write the file at `path`; what two files say alike is kept once. `loaded` is the day of the load, in ISO."""
    with writing(path, SCHEMA, INDEXES) as db:
        unnamed = 0
        for notice in notices:
            if notice.doi or notice.pmid:
                db.execute("INSERT OR IGNORE INTO notices VALUES (?,?,?,?,?,?,?,?)", _row(notice))
            else:
                unnamed += 1
        db.executemany("INSERT INTO files VALUES (?,?)", ((_storable(f.name), f.sha256) for f in files))
        db.execute("INSERT INTO loads VALUES (?,?)", (loaded, unnamed))
    written = Notices(path)
    try:
        return written.summary()
    finally:
        written.close()


def _storable(name: str) -> str:
    """A file's name, with "?" for what is no text: names of files are bytes on some systems."""
    return name.encode("utf-8", "replace").decode()


def _row(n: ExternalNotice) -> tuple[str, ...]:
    reasons = "\t".join(n.reasons)
    return (n.doi, n.pmid, n.kind, n.date, n.source, n.notice_doi, n.notice_pmid, reasons)


class Notices:
    """Notices that were written. Every method raises LibraryDamagedError where the file cannot be read."""

    def __init__(self, path: Path) -> None:
        """Raises FileNotFoundError where there is no such file."""
        self._file = Frozen(path, _AGAIN)

    def about(self, pairs: Iterable[Pair]) -> Mapping[Pair, tuple[ExternalNotice, ...]]:
        """The notices about each document that has any, oldest first. DOIs may be in any case."""
        found: dict[Pair, tuple[ExternalNotice, ...]] = {}
        every = iter(pairs)
        while batch := list(islice(every, BATCH)):
            by_doi = self._by("doi", [doi_key(doi) for doi, _ in batch if doi])
            by_pmid = self._by("pmid", [pmid for _, pmid in batch if pmid])
            for doi, pmid in batch:
                near = {*by_doi.get(doi_key(doi), ()), *by_pmid.get(pmid, ())}
                about = [n for n in near if is_about(n, doi_key(doi), pmid)]
                if about:
                    found[doi, pmid] = tuple(sorted(about, key=_order))
        return found

    def _by(self, column: str, values: list[str]) -> dict[str, list[ExternalNotice]]:
        """Notices by the value of `doi` or `pmid`."""
        sql = f"""SELECT asked.value, {_COLUMNS} FROM (SELECT DISTINCT value FROM json_each(?)) AS asked
                  CROSS JOIN notices ON notices.{column} = asked.value AND notices.{column} <> ''"""  # noqa: S608
        found: dict[str, list[ExternalNotice]] = {}
        for value, *row in self._file.rows(sql, (json.dumps(values),)):
            found.setdefault(value, []).append(_notice(row))
        return found

    def all_ids(self) -> Iterator[Pair]:
        """(DOI, PMID) of every article that a notice is about, each once, as they are read."""
        rows = self._file.rows("SELECT DISTINCT doi, pmid FROM notices ORDER BY doi, pmid")
        return ((doi, pmid) for doi, pmid in rows)

    def summary(self) -> Summary:
        """What this file holds and where it came from."""
        rows = self._file.rows("SELECT kind, source, COUNT(*) FROM notices GROUP BY kind, source ORDER BY kind, source")
        counts = tuple(Count(*row) for row in rows)
        files = tuple(LoadedFile(*row) for row in self._file.rows("SELECT name, sha256 FROM files ORDER BY rowid"))
        loaded, unnamed = next(self._file.rows("SELECT loaded, unnamed FROM loads"), ("", 0))
        return Summary(sum(c.notices for c in counts), counts, unnamed, files, loaded)

    def close(self) -> None:
        """Give the file back."""
        self._file.close()


def spoken(lists: Iterable[Notices], pairs: Mapping[str, Pair]) -> dict[str, tuple[Notice, ...]]:
    """What all lists together say of documents, by id; `pairs` has each document's DOI and PMID by its id.

    A reinstatement in one list undoes a retraction in another.
    """
    said: dict[Pair, tuple[ExternalNotice, ...]] = {}
    for each in lists:
        for pair, notices in each.about(pairs.values()).items():
            said[pair] = said.get(pair, ()) + notices
    found = {i: tuple(map(as_notice, in_force(said.get(pair, ())))) for i, pair in pairs.items()}
    return {i: tuple(dict.fromkeys(notices)) for i, notices in found.items() if notices}


def _notice(row: Sequence[Any]) -> ExternalNotice:
    """A row of _COLUMNS."""
    doi, pmid, kind, notice_doi, notice_pmid, date, source, reasons = row
    named = tuple(filter(None, reasons.split("\t")))
    return ExternalNotice(doi, pmid, kind, notice_doi, notice_pmid, date, source, named)


def _order(n: ExternalNotice) -> tuple[str, ...]:
    return (n.date, n.kind, n.source, n.notice_doi, n.notice_pmid, n.doi, n.pmid)
