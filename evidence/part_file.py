"""A file that is being downloaded: its bytes so far lie beside it, and another try, or another day, goes on from there."""

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO

_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+|\*)")


class PartFile:
    """`<target>.part` holds the bytes, `<target>.part.version` what the server called that version of the file."""

    def __init__(self, target: Path, on_bytes: Callable[[int], None]) -> None:
        """`on_bytes` is told the file's size so far, after every piece."""
        self._target = target
        self._part = target.with_name(f"{target.name}.part")
        self._version = target.with_name(f"{target.name}.part.version")
        self._on_bytes = on_bytes
        self._file: IO[bytes] | None = None
        self._whole = -1  # bytes that the finished file must have; -1: unknown
        self.size = 0
        self.unpacks = False  # a .gz file stays one

    def headers(self) -> dict[str, str]:
        """What asks for the rest, and only of the same version (RFC 9110, sections 13.1.5 and 14.2)."""
        try:
            size, version = self._part.stat().st_size, self._version.read_text(encoding="latin-1")
        except OSError:
            return {}
        return {"range": f"bytes={size}-", "if-range": version} if size and version else {}

    def begin(self, status: int, headers: Mapping[str, str]) -> bool:
        """Get ready for a body: the rest (206) or the whole. False: it is not the rest that is missing; ask anew."""
        if status == 206:
            return self._go_on(_RANGE.fullmatch(headers.get("content-range", "")))
        self._target.parent.mkdir(parents=True, exist_ok=True)
        self._file = self._part.open("wb")  # emptied before the version is put down: no bytes ever get a wrong one
        self._version.write_text(_version(headers), encoding="latin-1")
        self.size, self._whole = 0, -1
        return True

    def _go_on(self, found: re.Match[str] | None) -> bool:
        size = self._part.stat().st_size
        if found is None or int(found[1]) != size:
            self.discard()
            return False
        self._file = self._part.open("ab")
        self.size, self._whole = size, -1 if found[2] == "*" else int(found[2])
        return True

    def write(self, piece: bytes) -> None:
        """Add to the file."""
        assert self._file is not None  # noqa: S101  # `begin` opened it
        self._file.write(piece)
        self.size += len(piece)
        self._on_bytes(self.size)

    def finish(self) -> bool:
        """Give the file its name. False: it is not as long as it should be, and was thrown away."""
        assert self._file is not None  # noqa: S101  # `begin` opened it
        self._file.flush()
        os.fsync(self._file.fileno())
        self.close()
        if self._whole not in (-1, self.size):
            self.discard()
            return False
        os.replace(self._part, self._target)
        self._version.unlink(missing_ok=True)
        return True

    def close(self) -> None:
        """Keep what is there for the next try."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def discard(self) -> None:
        """Forget what is there."""
        self.close()
        self._part.unlink(missing_ok=True)
        self._version.unlink(missing_ok=True)


def _version(headers: Mapping[str, str]) -> str:
    """A strong entity tag or a date, which alone may stand in If-Range; "" where there is neither."""
    tag = headers.get("etag", "")
    return tag if tag.startswith('"') else headers.get("last-modified", "")
