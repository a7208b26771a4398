"""Searches of PubMed as they were made, kept in the library folder: the only record of what was really searched."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from evidence.codec import encode
from evidence.log import append_line
from indexers.pubmed.answers import Notes
from indexers.pubmed.partition import Part, Search
from research.pubmed_notes import warnings

SEARCHES = "searches.jsonl"


@dataclass(frozen=True, slots=True)
class SearchRecord:
    """A search as it is logged and shown: `text` as written, `translation` as PubMed understood it.

    `found` records match and `kept` were taken of them (all, or the first `limit`); `ids_sha256` is of the PMIDs in
    ascending order, joined by commas. `requests` is 0 where the replies were kept from an interrupted command.
    """

    text: str
    syntax: str
    source: str
    address: str
    at: str  # ISO 8601, UTC
    found: int
    kept: int
    limit: int | None
    translation: str
    notes: Notes
    parts: tuple[Part, ...]
    ids_sha256: str
    requests: int


def record_of(search: Search) -> SearchRecord:
    """What is kept of a search."""
    ids = ",".join(sorted(search.ids, key=int))
    return SearchRecord(
        search.query,
        "pubmed",
        "pubmed",
        search.address,
        search.at,
        search.count,
        len(search.ids),
        search.limit,
        search.translation,
        search.notes,
        search.parts,
        hashlib.sha256(ids.encode()).hexdigest(),
        search.asked,
    )


def append(folder: Path, record: SearchRecord) -> str:
    """Add the search to the library's log. Returns why that could not be done, or ""."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        append_line(folder / SEARCHES, encode(record))
    except OSError as error:
        return f"This search is not kept in the library's log: {folder / SEARCHES} cannot be written to ({error.strerror})."
    return ""


def told(record: SearchRecord) -> list[str]:
    """The search in plain lines: what was asked, how it was understood, what was left out, how many match."""
    lines = [f"Searched PubMed ({record.address}) at {record.at}: {record.text}"]
    if record.translation:
        lines.append(f"PubMed read it as: {record.translation}")
    lines += warnings(record.notes)
    if record.kept < record.found:
        lines.append(f"{record.found} records match; limited to the first {record.kept} in PubMed's order.")
    else:
        lines.append(f"{record.found} records match.")
    if len(record.parts) > 1:
        lines.append(f"Read in {len(record.parts)} parts, which hold these records exactly once.")
    if not record.requests:
        lines.append("These are the replies to the search of an interrupted command, at the time above.")
    return lines
