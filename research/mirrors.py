"""PubMed's numbered files from a mirror: a few are fetched, checked, loaded and removed at a time."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from evidence.settings import Settings
from evidence.transport import Transport
from indexers.bulk import Outcome, load_plan, loaded_so_far
from indexers.ingest import Load
from indexers.pubmed.baseline import plan_sequence
from indexers.pubmed.bulk_names import BulkFile
from indexers.pubmed.md5_files import md5_beside
from indexers.pubmed.mirror import fetch, list_mirror

TOGETHER = 8  # files on disk at once: about 300 MB
DOWNLOADS = Path("downloads") / "bulk"


def is_address(place: str) -> bool:
    """Whether a place is on the network."""
    return place.lower().startswith(("http://", "https://"))


def load_mirror(
    settings: Settings, load: Load, address: str, progress: Callable[[str], None], *, force: bool = False
) -> Outcome:
    """Load what a mirror has beyond what is loaded. Raises SourceError where it cannot be reached."""
    folder = settings.library / DOWNLOADS
    with Transport(settings.egress_sources, settings.library) as transport:
        plan = plan_sequence(list_mirror(transport, address), loaded_so_far(load.library))

        def at_hand(files: Sequence[BulkFile]) -> Iterator[Sequence[BulkFile]]:
            for start in range(0, len(files), TOGETHER):
                group = [_fetched(transport, f, folder, progress) for f in files[start : start + TOGETHER]]
                yield group
                for file in group:
                    _remove(Path(file.place))

        return load_plan(settings.library, load, plan, at_hand, progress, force=force)


def _fetched(transport: Transport, file: BulkFile, folder: Path, progress: Callable[[str], None]) -> BulkFile:
    progress(f"{file.name} (downloading)")
    path = fetch(transport, file, folder)
    return replace(file, place=str(path), md5=md5_beside(path) or "")


def _remove(path: Path) -> None:
    """The file and its .md5: they are in the library now."""
    for each in (path, path.with_name(f"{path.name}.md5")):
        each.unlink(missing_ok=True)
