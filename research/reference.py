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
from evidence.library.notices import LoadedFile, Notices, write_notices
from evidence.library.row import decode_notices
from evidence.library.vocabulary import VocabularyInfo, write_vocabulary
from evidence.settings import Settings
from indexers.ingest import RefusedRecord, loading
from indexers.intake import Refused
from indexers.mesh.read import read_mesh
from indexers.retractions.read import read_retractions

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

            load.publish_reference(write, "mesh", vocabulary=True)
        return MeshLoaded(load.library.revision, info.descriptors, info.terms, info.tree_numbers, refused)


def load_retractions(settings: Settings, paths: Sequence[Path]) -> RetractionsLoaded:
    """Put each source's list in the place of the one that was there, then give every record its state anew."""
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
        for source, notices in sorted(by_source.items()):

            def write(path: Path, notices: list[ExternalNotice] = notices, source: str = source) -> None:
                write_notices(path, notices, files[source], today)

            load.publish_reference(write, source, vocabulary=False)
        load.commit(reconsider=sorted(before | set(_spoken_of(load.library))))
        kinds: dict[str, int] = {}
        for notice in (n for notices in by_source.values() for n in notices):
            kinds[notice.kind] = kinds.get(notice.kind, 0) + 1
        changed = sum(load.result().status_changed.values())
        return RetractionsLoaded(load.library.revision, sum(kinds.values()), kinds, changed, tuple(refused))


def _changed_by_lists(library: Library) -> Iterator[str]:
    """Ids of the documents that carry what a list says, though that list may be gone: an earlier load was interrupted."""
    for segment, dead in zip(library.segments, library.shadows, strict=True):
        for i, notices in segment.select("id, notices", "notices != ''"):
            if i not in dead and any(n.source != "pubmed" for n in decode_notices(notices)):
                yield i


def _spoken_of(library: Library) -> Iterator[str]:
    """Ids of the library's documents that some list speaks about."""
    for path in library.manifest.notices:
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
