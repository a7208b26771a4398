"""Gunzip by isal (Intel's ISA-L), at about twice the speed of zlib; by the standard library where isal is not installed."""

import gzip
import io
from typing import Any, BinaryIO, cast

try:
    from isal import isal_zlib
except ImportError:  # no wheel for this machine
    isal_zlib = None  # type: ignore[assignment]

_PACKED = 1 << 16  # compressed bytes read at a time
_UNPACKED = 1 << 18  # bytes held at most
_GZIP = 31  # zlib's "wbits" for a gzip header and a checksum behind the data


def gunzipped(packed: BinaryIO) -> BinaryIO:
    """The content of the gzip file that `packed` is at the start of; it must be seekable.

    Reading raises what `gzip.GzipFile` raises (EOFError, zlib.error, gzip.BadGzipFile), and not before everything that
    can be unpacked was handed out.
    """
    if isal_zlib is None:
        return cast(BinaryIO, gzip.GzipFile(fileobj=packed, mode="rb"))
    return cast(BinaryIO, io.BufferedReader(_Inflated(packed), _UNPACKED))


class _Inflated(io.RawIOBase):
    """One gzip member by isal. At anything but a clean end, the gzip module goes on from the same place.

    So damage, a missing end, or a second member are seen and worded as always; isal would lose what stands before them.
    """

    def __init__(self, packed: BinaryIO) -> None:
        self._packed = packed
        self._isal = isal_zlib.decompressobj(wbits=_GZIP)
        self._held = b""  # packed, and not yet used
        self._done = 0  # bytes handed out
        self._gzip: gzip.GzipFile | None = None

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: Any) -> int:
        """The next bytes, as many as come at once; 0 at the end."""
        content = self._slow(len(buffer)) if self._gzip else self._quick(len(buffer))
        buffer[: len(content)] = content
        self._done += len(content)
        return len(content)

    def _quick(self, size: int) -> bytes:
        try:
            while not self._isal.eof:
                self._held = self._held or self._packed.read(_PACKED)
                if not self._held:
                    return self._slow(size)
                content = self._isal.decompress(self._held, size)
                self._held = self._isal.unconsumed_tail
                if content:
                    return content
        except isal_zlib.error:  # type: ignore[misc]  # its stubs call the class an instance
            return self._slow(size)
        more = self._isal.unused_data or self._packed.read(1)
        return self._slow(size) if more else b""

    def _slow(self, size: int) -> bytes:
        if self._gzip is None:
            self._packed.seek(0)
            self._gzip = gzip.GzipFile(fileobj=self._packed, mode="rb")
            self._gzip.seek(self._done)
        return self._gzip.read1(size)
