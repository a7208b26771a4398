"""Reference data into a library: MeSH, and lists of retractions, which give records that are there another state."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from evidence.external import ExternalNotice
from evidence.library.library import Library
from evidence.library.notices import LoadedFile, Notices, Summary, write_notices
from evidence.library.row import decode_notices
from evidence.library.vocabulary import VocabularyInfo, write_vocabulary
from evidence.settings import Settings
from indexers.ingest import RefusedRecord, loading
from indexers.intake import Refused
from indexers.mesh.read import read_mesh
from indexers.retractions.read import read_retractions

SHRINKS = 0.02  # of the articles of the list before may be missing: lists grow, and lose a few by correction
BATCH = 5_000  # identifiers looked up together


@dataclass(frozen=True, slots=True)
class MeshLoaded:
    """What is there now. `terms` are entry terms, the names of headings not counted."""

    revision: int
    descriptors: int
    terms: int
    tree_numbers: int
    refused: tuple[RefusedRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class RetractionsLoaded:
    """`changed` counts the documents of the library whose status is another than before."""

    revision: int
    notices: int
    by_kind: dict[str, int]
    changed: int
    refused: tuple[RefusedRecord, ...] = ()


def load_mesh(settings: Settings, paths: Sequence[Path]) -> MeshLoaded:
    """Put MeSH in the place of the edition that was there. A file that is damaged leaves that one standing."""
    found = list(read_mesh(list(paths)))
    refused = tuple(RefusedRecord(r.record, r.record, r.reason) for r in found if isinstance(r, Refused))
    descriptors = [d for d in found if not isinstance(d, Refused)]
    whole = not {r.record for r in refused} & {p.name for p in paths}
    info = VocabularyInfo(0, 0, 0, None)
    with loading(settings.library) as load:
        if whole and descriptors:

            def write(path: Path) -> None:
                nonlocal info
                info = write_vocabulary(path, descriptors)

            load.vocabulary(write)
        return MeshLoaded(load.library.revision, info.descriptors, info.terms, info.tree_numbers, refused)


def load_retractions(settings: Settings, paths: Sequence[Path], *, force: bool = False) -> RetractionsLoaded:
    """Put each source's list in the place of the one that was there, and give every record its state anew.

    A list that is much shorter than the one that it would replace is refused, unless `force`: it may be half a file,
    and every article that it lacks would look current.
    """
    refused: list[RefusedRecord] = []
    by_source: dict[str, list[ExternalNotice]] = defaultdict(list)
    files: dict[str, list[LoadedFile]] = defaultdict(list)
    for path in paths:
        for item in read_retractions(path):
            if isinstance(item, Refused):
                refused.append(RefusedRecord(str(path), item.record, item.reason))
            else:
                by_source[item.source].append(item)
                if not any(f.name == str(path.resolve()) for f in files[item.source]):
                    files[item.source].append(LoadedFile(str(path.resolve()), _sha256(path)))
    today = datetime.now(UTC).date().isoformat()
    with loading(settings.library) as load:
        before = set(_changed_by_lists(load.library))
        for source in list(by_source):
            if _is_loaded(load.library, source, files[source]):
                del by_source[source]
                continue
            lost = "" if force else _lost(load.library, source, by_source[source], whole=not refused)
            if lost:
                refused.append(RefusedRecord(files[source][0].name, files[source][0].name, lost))
                del by_source[source]
        for source, notices in sorted(by_source.items()):

            def write(path: Path, notices: list[ExternalNotice] = notices, source: str = source) -> None:
                write_notices(path, notices, files[source], today)

            load.list_of_notices(write, source)
        now = _spoken_of(load.library, load.lists)
        load.commit(reconsider=sorted(before | set(now)))
        kinds: dict[str, int] = {}
        for notice in (n for notices in by_source.values() for n in notices):
            kinds[notice.kind] = kinds.get(notice.kind, 0) + 1
        changed = sum(load.result().status_changed.values())
        return RetractionsLoaded(load.library.revision, sum(kinds.values()), kinds, changed, tuple(refused))


def _is_loaded(library: Library, source: str, files: Sequence[LoadedFile]) -> bool:
    """Whether the list of this source is the one that is loaded, by its files."""
    summaries = [_summary(library, path) for path in _paths(library, source)]
    return any(sorted(s.files, key=str) == sorted(files, key=str) for s in summaries)


def _lost(library: Library, source: str, notices: Sequence[ExternalNotice], *, whole: bool) -> str:
    """Why a list may not replace the one that is there; "" if it may. `whole`: nothing of it was refused."""
    has = {(n.doi, n.pmid) for n in notices}
    for path in _paths(library, source):
        old = Notices(library.folder / path)
        had = set(old.all_ids())
        old.close()
        lacks = had - has
        if len(lacks) > (SHRINKS * len(had) if whole else 0):
            some = ", ".join(doi or pmid for doi, pmid in sorted(lacks)[:3])
            return (
                f"it lacks {len(lacks):,} of the {len(had):,} articles that the list now loaded names ({some}): it looks "
                "incomplete, and nothing of it was taken. Load all files of this source together, or use --replace-list."
            )
    return ""


def _paths(library: Library, source: str) -> list[str]:
    return [path for path in library.manifest.notices if path.endswith(f"-{source}.sqlite")]


def _summary(library: Library, path: str) -> Summary:
    notices = Notices(library.folder / path)
    try:
        return notices.summary()
    finally:
        notices.close()


def _changed_by_lists(library: Library) -> Iterator[str]:
    """Ids of the documents that carry what a list says, though that list may be gone: an earlier load was interrupted."""
    for segment, dead in zip(library.segments, library.shadows, strict=True):
        for i, notices in segment.select("id, notices", "notices != ''"):
            if i not in dead and any(n.source != "pubmed" for n in decode_notices(notices)):
                yield i


def _spoken_of(library: Library, lists: Sequence[str]) -> Iterator[str]:
    """Ids of the library's documents that one of these lists speaks about."""
    for path in lists:
        notices = Notices(library.folder / path)
        try:
            pairs = notices.all_ids()
            while batch := list(islice(pairs, BATCH)):
                yield from library.ids_of_dois(doi for doi, _ in batch if doi)
                yield from library.heads(f"pubmed:{pmid}" for _, pmid in batch if pmid)
        finally:
            notices.close()


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
