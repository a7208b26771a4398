"""When each source of the list was loaded last, kept in the library's folder; and which are due again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from evidence.codec import encode
from evidence.log import append_line
from evidence.trust import Entry
from research.places import lines

SOURCES = "sources.jsonl"


@dataclass(frozen=True, slots=True)
class LoadLine:
    """One completed load. `list_version` is the source list's; the counts are of records or pages."""

    name: str
    kind: str
    list_version: str
    at: str  # ISO 8601, UTC
    revision: int
    read: int
    added: int
    updated: int
    unchanged: int
    refused: int
    vanished: int
    topic: str = ""  # of a PubMed query, with its limit: what an update asks again
    limit: int | None = None


def remember(library: Path, line: LoadLine) -> str:
    """Add a line. Returns why that could not be done, or ""."""
    try:
        library.mkdir(parents=True, exist_ok=True)
        append_line(library / SOURCES, encode(line))
    except OSError as error:
        return f"That {line.name} was loaded is not noted: {library / SOURCES} cannot be written to ({error.strerror})."
    return ""


def last_loads(library: Path) -> dict[str, datetime]:
    """By name, when each source was last loaded."""
    found: dict[str, datetime] = {}
    for line in lines(library / SOURCES):
        name, at = line.get("name"), line.get("at")
        if isinstance(name, str) and isinstance(at, str):
            try:
                moment = datetime.fromisoformat(at)
            except ValueError:
                continue
            if moment.tzinfo:
                found[name] = max(moment, found.get(name, moment))
    return found


def due(entries: Iterable[Entry], library: Path, now: datetime) -> tuple[Entry, ...]:
    """The entries whose `refresh_days` have passed since they were last loaded, or that never were; `now` with its zone.

    Where something was refused then, a page that could not be had among them, a day is enough. An entry without
    `refresh_days`, and one that may not be indexed, is never due.
    """
    last, in_part = last_loads(library), _refused_last(library)
    return tuple(
        entry
        for entry in entries
        if entry.refresh_days is not None
        and entry.allows.index
        and (
            entry.name not in last
            or now - last[entry.name] >= timedelta(days=1 if entry.name in in_part else entry.refresh_days)
        )
    )


def _refused_last(library: Path) -> set[str]:
    """The sources of which something was refused when they were last loaded."""
    refused: dict[str, bool] = {}
    for line in lines(library / SOURCES):
        refused[str(line.get("name"))] = bool(line.get("refused"))
    return {name for name, some in refused.items() if some}


def asked_before(library: Path, name: str) -> tuple[tuple[str, int | None], ...]:
    """Each topic and limit that a source was loaded with, once, in the order of the last time."""
    found: dict[tuple[str, int | None], None] = {}
    for line in lines(library / SOURCES):
        topic, limit = line.get("topic", ""), line.get("limit")
        if line.get("name") == name and isinstance(topic, str):
            asked = topic, limit if isinstance(limit, int) else None
            found.pop(asked, None)
            found[asked] = None
    return tuple(found)
