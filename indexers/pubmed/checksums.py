"""Is a bulk file whole? It is read from end to end before the first of its records is used, so that none is half applied.

Three things are looked at in one pass: the MD5 that NLM publishes beside the file, gzip's own checksum and length, and
that the XML ends as it should. MD5 guards against damage, not against forgery.
"""

import gzip
import hashlib
import re
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from evidence.errors import SourceRejectedError
from indexers.pubmed.bulk_names import MD5_ENDING
from indexers.pubmed.md5_files import md5_beside

BLOCK = 1 << 20  # bytes unpacked at a time
TAIL = 1 << 10  # bytes at the end that must hold the closing tag
_GZIP = b"\x1f\x8b"
_END = re.compile(rb"</[A-Za-z-]*set\s*>\s*(?:<!--.*?-->\s*)*\Z", re.IGNORECASE | re.DOTALL)
_COPYING = "If it is still being copied, wait; else copy or download it again."


@dataclass(frozen=True, slots=True)
class Verified:
    """A file that was whole when it was read: `size` in bytes, `modified` in nanoseconds, `md5` of the file as it is."""

    path: Path
    md5: str
    size: int
    modified: int
    note: str = ""  # what could not be checked

    def still(self) -> bool:
        """Whether the file is the same, by size and time: ask after reading it, since a mirror may put another there."""
        try:
            now = self.path.stat()
        except OSError:
            return False
        return (now.st_size, now.st_mtime_ns) == (self.size, self.modified)


def verify(path: Path) -> Verified:
    """Read the file whole and check it. Raises SourceRejectedError that names it, what is wrong and what to do.

    Without an .md5 it may still be whole, which gzip's checksum and the end of the XML tell; the note says so.
    """
    promised = md5_beside(path)
    try:
        before = path.stat()
        with path.open("rb") as file:
            md5, tail, fault = _read(file, path.name.endswith(".gz"))
    except OSError as error:
        raise SourceRejectedError(f"{path} cannot be read ({error.strerror}).") from error
    if promised is not None and md5 != promised:
        raise SourceRejectedError(
            f"{path} does not match its {MD5_ENDING} (it is {md5[:8]}..., not {promised[:8]}...). {_COPYING}"
        )
    if fault:
        raise SourceRejectedError(f"{path} {fault}. {_COPYING}")
    if not _END.search(tail):
        raise SourceRejectedError(f"{path} ends in the middle: the closing tag of its XML is missing. {_COPYING}")
    made = Verified(path, md5, before.st_size, before.st_mtime_ns, "" if promised else _unchecked(path))
    if not made.still():
        raise SourceRejectedError(
            f"{path} changed while it was read: it is still being copied. Wait, then run this again."
        )
    return made


def contents_md5(path: Path) -> str:
    """MD5 of what the file holds, unpacked: equal for a file and its gzip. Raises SourceRejectedError."""
    made = hashlib.md5(usedforsecurity=False)
    try:
        with path.open("rb") as file:
            packed = file.read(len(_GZIP)) == _GZIP
            file.seek(0)
            stream = gzip.GzipFile(fileobj=file) if packed else file
            while block := stream.read(BLOCK):
                made.update(block)
    except (OSError, EOFError, zlib.error) as error:
        raise SourceRejectedError(f"{path} cannot be read ({error}). {_COPYING}") from error
    return made.hexdigest()


class _Hashing:
    """A file whose bytes are hashed as they are read."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.md5 = hashlib.md5(usedforsecurity=False)

    def read(self, size: int = -1) -> bytes:
        """As of a file."""
        data = self._file.read(size)
        self.md5.update(data)
        return data


def _read(file: BinaryIO, is_to_be_gzip: bool) -> tuple[str, bytes, str]:
    """(MD5 of the file, the last bytes of what it holds, what is wrong with it as it is packed or "")."""
    head = file.read(len(_GZIP))
    file.seek(0)
    packed = head == _GZIP
    hashing, tail, fault = _Hashing(file), b"", ""
    try:
        tail = _tail(cast(BinaryIO, gzip.GzipFile(fileobj=cast(BinaryIO, hashing)) if packed else hashing))
    except EOFError:
        fault = "is cut off: its gzip ends too early"
    except (gzip.BadGzipFile, zlib.error):
        fault = "is damaged: its gzip cannot be unpacked to its end"
    if is_to_be_gzip and not packed:
        fault = "is no gzip file, though its name says so" if head else "is empty"
    while hashing.read(BLOCK):  # the rest, where the gzip gave up
        pass
    return hashing.md5.hexdigest(), tail, fault


def _tail(stream: BinaryIO) -> bytes:
    tail = b""
    while block := stream.read(BLOCK):
        tail = (tail + block)[-TAIL:]
    return tail


def _unchecked(path: Path) -> str:
    said = "its gzip is whole" if path.name.endswith(".gz") else "only its end was looked at"
    return f"{path.name} has no {MD5_ENDING} beside it: {said}."
