"""`evidence update`: every place that the library was loaded from, once more; then the vectors that wait.

The library's folder remembers its places: mirrors and folders of numbered files in `places.jsonl`, searches of PubMed in
`searches.jsonl`, lists of retractions by the files that they were read from.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from evidence.errors import EvidenceError
from evidence.library.library import Library
from evidence.library.notices import Notices
from evidence.settings import Settings
from research.places import PLACES, lines

SEARCHES = "searches.jsonl"


@dataclass(frozen=True, slots=True)
class Updated:
    """What one place brought; `problem` says why it could not be asked, and then nothing of it changed."""

    kind: str  # "bulk", "query", "retractions"
    place: str
    added: int = 0
    updated: int = 0
    deleted: int = 0
    status_changed: int = 0
    notes: tuple[str, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Update:
    """An update of a library."""

    revision: int
    places: tuple[Updated, ...]
    waiting_for_vectors: int


def update(
    settings: Settings,
    on_file: Callable[[str], None] = lambda name: None,
    on_vectors: Callable[[int, int], None] = lambda done, of: None,
) -> Update:
    """Ask every place; one that cannot be reached does not keep the others. Raises LibraryError."""
    library = Library.open(settings.library)
    lists = _changed_lists(library)
    library.close()
    done = [_bulk(settings, place, on_file) for place in _places(settings.library)]
    done += [_query(settings, *asked, on_file) for asked in _queries(settings.library)]
    done += [_retractions(settings, paths) for paths in lists]
    _vectors(settings, on_vectors)
    now = Library.open(settings.library)
    waiting = sum(s.passages for s in now.manifest.segments if not s.vectors)
    return Update(now.revision, tuple(done), waiting)


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
    asked = [(s.get("text"), s.get("limit")) for s in lines(folder / SEARCHES) if s.get("purpose") != "question"]
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
