"""Bulk files on this machine: found in folders or named, whatever else lies beside them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from evidence.errors import SourceError, UsageError
from indexers.pubmed.bulk_names import MD5_ENDING, BulkFile, bulk_file
from indexers.pubmed.checksums import contents_md5
from indexers.pubmed.md5_files import md5_beside

_NEARLY = re.compile(r"\.?pubmed\d.*\.xml.*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """What lies there: the sequence's files, the names that only look like it, and everything else that was seen."""

    files: tuple[BulkFile, ...]
    nearly: tuple[Path, ...] = ()  # a copy, a wrong case, one that rsync or a browser is still writing
    others: tuple[Path, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """What to say of the names that only look like it."""
        return tuple(
            f"{path} is not read: its name is not one of NLM's (pubmed26n0001.xml.gz). If it is being copied, wait;"
            " if it is a copy under another name, rename it."
            for path in self.nearly
        )


def find_bulk(paths: Iterable[Path]) -> Found:
    """Bulk files among these, and below those that are folders. Raises UsageError where there is no such path."""
    files, nearly, others = list[BulkFile](), list[Path](), list[Path]()
    for path in _below(paths):
        file = bulk_file(path.name, str(path), path.resolve().parent.name)
        if file:
            files.append(_with_md5(file, path))
        elif _NEARLY.fullmatch(path.name) and not path.name.endswith(MD5_ENDING):
            nearly.append(path)
        elif not path.name.endswith(MD5_ENDING):
            others.append(path)
    return Found(tuple(files), tuple(nearly), tuple(others))


def same_content(one: BulkFile, other: BulkFile) -> bool:
    """Whether two files on this machine hold the same bytes, unpacked; a file that cannot be read is like no other."""
    try:
        return contents_md5(Path(one.place)) == contents_md5(Path(other.place))
    except SourceError:
        return False


def _below(paths: Iterable[Path]) -> list[Path]:
    """Every file once, in the order of the paths, sorted inside folders."""
    seen: dict[Path, Path] = {}
    for path in paths:
        if not path.exists():
            raise UsageError(f"There is no file or folder {path}.")
        inside = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        for file in inside:
            seen.setdefault(file.parent.resolve() / file.name, file)
    return list(seen.values())


def _with_md5(file: BulkFile, path: Path) -> BulkFile:
    """With what its .md5 says. One that cannot be read is reported when the file's turn comes."""
    try:
        md5 = md5_beside(path)
    except SourceError:
        return replace(file, has_md5=True)
    return replace(file, md5=md5 or "", has_md5=md5 is not None)
