"""The manifest: which segments and indexes make up a revision. Published by one atomic rename.

<library>/
  manifest.json            the current revision
  revisions/000012.json    the same, kept for a while so that readers of an older revision keep their files
  segments/000012.sqlite   records, written once
  lexical/000012/          BM25, a folder of hard links per revision
  vectors/...              see indexers.vectors
  reference/000012-...     MeSH, and lists of retractions, each written once
  .evidence-spool/         files that are being read, see indexers.parallel
  runs.jsonl, ...          append-only logs
  writer.lock              held by the one writer
"""

import os
import re
from dataclasses import dataclass
from pathlib import Path

import msgspec

from evidence.codec import encode
from evidence.errors import LibraryDamagedError, LibraryMissingError

MANIFEST = "manifest.json"
REVISIONS = "revisions"
FORMAT = 3
# the only names that a revision consists of and a writer ever removes: what a user has put beside them stays
OURS = re.compile(
    r"segments/\d{6,}\.sqlite|lexical/(?:\d{6,}|work)|vectors/\d{6,}-[\w-]+(?:\.part)?"
    r"|reference/\d{6,}-[\w-]+\.sqlite"
)


@dataclass(frozen=True, slots=True)
class SegmentInfo:
    """One segment as written: `documents` counts its records, live or not."""

    name: str
    documents: int
    passages: int
    tombstones: int
    vectors: str = ""  # path of its vectors inside the library folder, "" while they wait


@dataclass(frozen=True, slots=True)
class Manifest:
    """A revision. Paths are relative to the library folder, with forward slashes."""

    revision: int = 0
    documents: int = 0  # live ones
    segments: tuple[SegmentInfo, ...] = ()  # oldest first; a later one shadows an earlier
    splitter: str = ""
    lexical: str = ""
    analyser: str = ""
    embedder: str = ""  # fingerprint of what made the vectors
    vocabulary: str = ""  # path of MeSH's file
    notices: tuple[str, ...] = ()  # paths of lists of retractions, one for each source
    format: int = FORMAT

    @property
    def files(self) -> set[str]:
        """Every path that this revision needs."""
        paths = {f"segments/{s.name}.sqlite" for s in self.segments} | {s.vectors for s in self.segments}
        return (paths | {self.lexical, self.vocabulary, *self.notices}) - {""}


def read(folder: Path) -> Manifest:
    """The current revision. Raises LibraryMissingError or LibraryDamagedError."""
    path = folder / MANIFEST
    try:
        manifest = msgspec.json.decode(path.read_bytes(), type=Manifest)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise LibraryMissingError(
            f"There is no library in {folder}. Load records with `evidence ingest pubmed PATH`, or try `evidence demo`."
        ) from error
    except (OSError, msgspec.DecodeError) as error:
        raise LibraryDamagedError(f"{path} cannot be read ({error}). Restore it from a backup.") from error
    if manifest.format != FORMAT:
        raise LibraryDamagedError(
            f"{folder} was written by another version of evidence (format {manifest.format}, this one reads {FORMAT}). "
            "Load its records again into a new folder, named with --library."
        )
    if manifest.revision < 1 or not all(OURS.fullmatch(name) for name in manifest.files):
        raise LibraryDamagedError(
            f"{path} is not a manifest of ours. Copy the newest file of {folder / REVISIONS} over it, or restore a backup."
        )
    return manifest


def publish(folder: Path, manifest: Manifest) -> None:
    """Make this the current revision: all of it or, after a kill, none of it."""
    data = encode(manifest)
    kept = folder / REVISIONS / f"{manifest.revision:06d}.json"
    kept.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(folder / MANIFEST, data)
    write_atomically(kept, data)  # after it, so that a kept revision without a manifest always means a lost manifest


def write_atomically(path: Path, data: bytes) -> None:
    """Write beside it, flush to disk, rename over it, flush the folder."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)  # a full disk must not be filled with halves
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make renames inside a folder durable, where the system can (Windows cannot open a folder)."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
