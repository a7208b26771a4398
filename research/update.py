"""`evidence update`: every place that the library was loaded from, once more; then the vectors that wait.

The library's folder remembers its places: mirrors and folders of numbered files in `places.jsonl`, searches of PubMed in
`searches.jsonl`, lists of retractions by the files that they were read from, entries of the source list in
`sources.jsonl`. An entry is asked again when its refresh interval is over, and only if it was loaded before.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from evidence.errors import EvidenceError
from evidence.library.library import Library
from evidence.library.notices import Notices
from evidence.library.row import StatusChange
from evidence.settings import Settings
from evidence.source_list import load_list
from evidence.trust import Entry, SourceList
from research.affected import affected
from research.gone_pages import gone_pages
from research.places import PLACES, lines
from research.runs import runs
from research.source_changes import Change
from research.source_log import asked_before, due, last_loads

SEARCHES = "searches.jsonl"


@dataclass(frozen=True, slots=True)
class Updated:
    """What one place brought; `problem` says why it could not be asked, or what of it could not be taken."""

    kind: str  # "bulk", "query", "retractions", "source"
    place: str
    added: int = 0
    updated: int = 0
    deleted: int = 0
    status_changed: int = 0
    notes: tuple[str, ...] = ()
    problem: str = ""
    changes: tuple[Change, ...] = ()  # of a source of the list, each document and page by itself


@dataclass(frozen=True, slots=True)
class Update:
    """An update of a library. `status_changes` are those of documents that were there before, from any place."""

    revision: int
    places: tuple[Updated, ...]
    waiting_for_vectors: int
    status_changes: tuple[StatusChange, ...] = ()
    affected: tuple[str, ...] = ()  # ids of the runs that cite something that has changed since they were made
    not_due: tuple[str, ...] = ()  # sources of the list that were loaded before, and whose refresh interval is not over


def update(
    settings: Settings,
    on_file: Callable[[str], None] = lambda name: None,
    on_vectors: Callable[[int, int], None] = lambda done, of: None,
) -> Update:
    """Ask every place; one that cannot be reached does not keep the others. Raises LibraryError."""
    library = Library.open(settings.library)
    lists = _changed_lists(library)
    before = len(library.changes())
    library.close()
    trusted = load_list(settings.sources, settings.library)  # a list that cannot be read stops here, not in the middle
    done = [_bulk(settings, place, on_file) for place in _places(settings.library)]
    done += [_query(settings, *asked, on_file) for asked in _queries(settings.library)]
    now_due, not_due = _loaded_sources(settings.library, trusted)
    for entry in now_due:
        done += _source(settings, entry, trusted.version, on_file)
    done += [_retractions(settings, paths) for paths in lists]
    _vectors(settings, on_vectors)
    now = Library.open(settings.library)
    waiting = sum(s.passages for s in now.manifest.segments if not s.vectors)
    reports = tuple(a.run.id for a in affected(runs(settings.library), now, gone_pages(settings.library)))
    return Update(now.revision, tuple(done), waiting, tuple(now.changes()[before:]), reports, not_due)


def _loaded_sources(folder: Path, trusted: SourceList) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """The list's entries that were loaded before: those that are due, and the names of the others."""
    known = last_loads(folder)
    loaded = [entry for entry in trusted.entries if entry.name in known]
    wanted = due(loaded, folder, datetime.now(UTC))
    return wanted, tuple(entry.name for entry in loaded if entry not in wanted)


def _source(settings: Settings, entry: Entry, version: str, on_file: Callable[[str], None]) -> list[Updated]:
    """An entry of the list, with each topic and limit that it was loaded with."""
    from research.sources import load_source

    words_alone = settings.model_copy(update={"embedder": "none"})
    done = []
    for topic, limit in asked_before(settings.library, entry.name):
        place = f"{entry.name}, {topic}" if topic else entry.name
        try:
            loaded = load_source(words_alone, entry, topic=topic, limit=limit, list_version=version, on_file=on_file)
        except EvidenceError as error:
            done.append(Updated("source", place, problem=str(error)))
            continue
        r = loaded.result
        states = sum(r.status_changed.values())
        refused = [c for c in loaded.changed if c.what == "refused"]
        problem = f"{len(refused)} of its pages or records were refused" if refused else ""
        done.append(
            Updated("source", place, r.added, r.updated, r.deleted, states, loaded.notes, problem, loaded.changed)
        )
    return done


def _bulk(settings: Settings, place: str, on_file: Callable[[str], None]) -> Updated:
    from research.load import load_pubmed

    words_alone = settings.model_copy(update={"embedder": "none"})  # vectors come once, at the end
    try:
        result, notes = load_pubmed(words_alone, [place], on_file)
    except EvidenceError as error:
        return Updated("bulk", place, problem=str(error))
    changed = sum(result.status_changed.values())
    problem = "; ".join(r.reason for r in result.refused if r.record == r.input)  # a file that keeps others waiting
    unread = sum(r.record != r.input for r in result.refused)
    notes += (f"{unread} records could not be read; `evidence ingest` of the same place names them.",) if unread else ()
    return Updated("bulk", place, result.added, result.updated, result.deleted, changed, notes, problem)


def _query(settings: Settings, query: str, limit: int | None, on_file: Callable[[str], None]) -> Updated:
    from research.live import load_query

    words_alone = settings.model_copy(update={"embedder": "none"})
    try:
        loaded = load_query(words_alone, query, limit, on_file=on_file)
    except EvidenceError as error:
        return Updated("query", query, problem=str(error))
    result = loaded.result
    changed = sum(result.status_changed.values())
    return Updated("query", query, result.added, result.updated, result.deleted, changed, loaded.notes)


def _retractions(settings: Settings, paths: Sequence[Path]) -> Updated:
    from research.reference import load_retractions

    place = ", ".join(map(str, paths))
    gone = [str(path) for path in paths if not path.is_file()]
    if gone:  # without it the list would be shorter, and those whom it named would look innocent
        problem = f"{', '.join(gone)} is not there. Put it back, or load what takes its place."
        return Updated("retractions", place, problem=problem)
    try:
        done = load_retractions(settings, paths)
    except EvidenceError as error:
        return Updated("retractions", place, problem=str(error))
    problem = "; ".join(r.reason for r in done.refused[:3])
    return Updated("retractions", place, status_changed=done.changed, problem=problem)


def _vectors(settings: Settings, on_vectors: Callable[[int, int], None]) -> None:
    from research.load import bring_vectors_up

    bring_vectors_up(settings, on_vectors)


def _places(folder: Path) -> list[str]:
    found = (line.get("place") for line in lines(folder / PLACES))
    return list(dict.fromkeys(place for place in found if isinstance(place, str) and place))


def _queries(folder: Path) -> list[tuple[str, int | None]]:
    """Each search of PubMed that was loaded, once, with its limit."""
    asked = [
        (s.get("text"), s.get("limit"))
        for s in lines(folder / SEARCHES)
        if s.get("purpose") not in ("question", "source")
    ]
    return list(dict.fromkeys((t, n if isinstance(n, int) else None) for t, n in asked if isinstance(t, str) and t))


def _changed_lists(library: Library) -> list[list[Path]]:
    """Of each list of retractions of which a file is now another, all files: they are loaded together, as they were."""
    changed: list[list[Path]] = []
    for path in library.manifest.notices:
        notices = Notices(library.folder / path)
        files = notices.summary().files
        notices.close()
        if any(Path(f.name).is_file() and _sha256(Path(f.name)) != f.sha256 for f in files):
            changed.append([Path(f.name) for f in files])
    return changed


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
