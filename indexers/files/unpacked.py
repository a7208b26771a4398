"""A gzip file unpacked as it is read, up to a bound: a small file can claim to hold more than any disk."""

import gzip
import io
from typing import Any, BinaryIO, cast

RATIO = 50  # times its size: text packs to a tenth, tables of numbers to a thirtieth
FREE = 256 * 1024 * 1024  # bytes that any file may unpack to


class UnpacksTooFarError(OSError):
    """It holds more than a file of its size can."""


def unpacked(packed: BinaryIO, size: int) -> BinaryIO:
    """What is in a gzip file of `size` bytes. Reading raises what gzip does, and UnpacksTooFarError beyond the bound."""
    return cast(BinaryIO, io.BufferedReader(_Bounded(packed, max(FREE, RATIO * size))))


class _Bounded(io.RawIOBase):
    def __init__(self, packed: BinaryIO, most: int) -> None:
        super().__init__()
        self._file = gzip.GzipFile(fileobj=packed)
        self._most = most

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        got = self._file.readinto(buffer)
        if self._file.tell() > self._most:
            raise UnpacksTooFarError(
                f"it unpacks to more than {self._most // 1024 // 1024} MB, far more than its size allows"
            )
        return got

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()
