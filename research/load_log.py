"""What each load did, kept in the library's folder: how many records came, and how many were merged and by which rule.

PRISMA-S, items 15 and 16: the total of records, and deduplication.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from evidence.codec import encode
from evidence.log import append_line
from indexers.ingest import IngestResult
from research.places import lines

LOADS = "loads.jsonl"


@dataclass(frozen=True, slots=True)
class LoadDone:
    """One load that changed something; the counts are of records, as the command said them."""

    at: str  # ISO 8601, UTC
    revision: int
    read: int
    added: int
    updated: int
    unchanged: int
    deleted: int
    refused: int
    duplicates: dict[str, int]  # by rule


def remember_load(folder: Path, result: IngestResult) -> str:
    """Add a line where anything changed. Returns why that could not be done, or ""."""
    if not (result.added or result.updated or result.deleted or any(result.duplicates.values())):
        return ""
    r, at = result, datetime.now(UTC).isoformat(timespec="seconds")
    done = LoadDone(
        at, r.revision, r.read, r.added, r.updated, r.unchanged, r.deleted, len(r.refused), dict(r.duplicates)
    )
    try:
        append_line(folder / LOADS, encode(done))
    except OSError as error:
        return f"What was loaded is not noted: {folder / LOADS} cannot be written to ({error.strerror})."
    return ""


def duplicates_so_far(folder: Path) -> dict[str, int]:
    """How many records went into another record of the same article, by rule, in all loads."""
    found: Counter[str] = Counter()
    for line in lines(folder / LOADS):
        counts = line.get("duplicates")
        if isinstance(counts, dict):
            found.update({rule: n for rule, n in counts.items() if isinstance(n, int) and n})
    return dict(sorted(found.items()))
