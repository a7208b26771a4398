"""Replies kept until a load has come to its end, so that nothing is fetched twice after an interruption.

One gzip file for each reply in the library's folder: a line of JSON (its time, the PMIDs it holds), then the reply.
"""

import gzip
import hashlib
import os
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from evidence.errors import UsageError

FOLDER = Path("downloads") / "entrez"  # in the library's folder
KEPT_FOR = timedelta(
    days=1
)  # records: long enough to go on after an interruption, and a retraction is a day late at most
SEARCH_KEPT_FOR = timedelta(hours=1)
ABANDONED = 86_400.0  # seconds after which nobody writes to a half-made file any more
_DAMAGE = (OSError, EOFError, zlib.error, ValueError)  # msgspec.DecodeError is a ValueError


@dataclass(frozen=True, slots=True)
class Label:
    """A reply's time (ISO 8601, UTC) and the PMIDs of the records in it; none for a search."""

    at: str
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """A reply with its label."""

    label: Label
    body: bytes


def utc_now() -> datetime:
    """The time, with its zone."""
    return datetime.now(UTC)


class Shelf:
    """The replies of one address in one library. Raises UsageError where the folder cannot be written to."""

    def __init__(self, library: Path, address: str, now: Callable[[], datetime] = utc_now) -> None:
        self._folder = library / FOLDER / _hash(address)
        self._now = now
        self._touched: set[Path] = set()

    def put(self, name: str, label: Label, body: bytes) -> None:
        """Keep a reply: whole, or not at all."""
        path = self._path(name)
        made = path.with_suffix(f".{os.getpid()}.tmp")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with gzip.open(made, "wb", compresslevel=1) as file:
                file.write(msgspec.json.encode(label) + b"\n" + body)
            os.replace(made, path)
        except OSError as error:
            raise UsageError(
                f"{self._folder} cannot be written to ({error.strerror}). Make room, or name another --library."
            ) from error
        self._touched.add(path)

    def get(self, name: str, most: timedelta = KEPT_FOR) -> Kept | None:
        """The reply of that name if it is there, whole and not older than `most`."""
        path = self._path(name)
        try:
            with gzip.open(path) as file:
                label, body = msgspec.json.decode(file.readline(), type=Label), file.read()
        except _DAMAGE:
            return None
        if self._now() - datetime.fromisoformat(label.at) > most:
            return None
        self._touched.add(path)
        return Kept(label, body)

    def labels(self) -> dict[str, Label]:
        """By name, the replies that hold records and are fresh; what is not, or is damaged, is removed."""
        found: dict[str, Label] = {}
        for path in self._folder.glob("*.tmp"):
            if self._now().timestamp() - path.stat().st_mtime > ABANDONED:
                path.unlink(missing_ok=True)
        for path in sorted(self._folder.glob("*.gz")):
            label = _label(path)
            if label is None or self._now() - datetime.fromisoformat(label.at) > KEPT_FOR:
                path.unlink(missing_ok=True)
            elif label.ids:
                found[path.name.removesuffix(".gz")] = label
        return found

    def clear(self) -> None:
        """Forget all that was put here or read since this was opened: the load is complete."""
        for path in self._touched:
            path.unlink(missing_ok=True)
        self._touched.clear()
        for folder in (self._folder, *self._folder.parents[:2]):
            try:
                folder.rmdir()
            except OSError:  # something of another command is in it
                return

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.gz"


def name_of(*parts: str) -> str:
    """A file's name for a reply, by what was asked."""
    return _hash("\0".join(parts))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _label(path: Path) -> Label | None:
    try:
        with gzip.open(path) as file:
            label = msgspec.json.decode(file.readline(), type=Label)
        datetime.fromisoformat(label.at)
    except _DAMAGE:
        return None
    return label
