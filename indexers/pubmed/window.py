"""A moving window on a stream of bytes."""

import re
from collections.abc import Iterator

from indexers.pubmed.stream import CutOffError

_SPACE = re.compile(rb"[ \t\r\n]*")
_STALE = 1 << 20  # bytes behind the cursor that are kept before they are dropped


class EndError(Exception):
    """The bytes end before what was looked for."""


class TooLongError(Exception):
    """What was looked for is not within the limit."""


class Window:
    """`buffer[at:]` is what has been read and not used. Offsets hold until `skip_space`, which drops what is used."""

    def __init__(self, chunks: Iterator[bytes], limit: int) -> None:
        self.buffer = bytearray()
        self.at = 0
        self.fault = ""  # why the stream cannot be read on, "" if it ended as it should
        self.read = 0  # bytes in all
        self._chunks = chunks
        self._limit = limit

    def skip_space(self) -> bool:
        """To the next byte that is not white space. False at the end of the stream."""
        while True:
            space = _SPACE.match(self.buffer, self.at)
            self.at = space.end() if space else self.at
            if self.at > _STALE:
                del self.buffer[: self.at]
                self.at = 0
            if self.at < len(self.buffer):
                return True
            if not self._more():
                return False

    def find(self, what: bytes, start: int) -> int:
        """The offset of `what` at or after `start`. Raises EndError or TooLongError."""
        while True:
            place = self.buffer.find(what, start)
            if place >= 0:
                return place
            if len(self.buffer) - self.at > self._limit:
                raise TooLongError
            start = max(start, len(self.buffer) - len(what) + 1)
            if not self._more():
                raise EndError

    def starts_with(self, what: bytes) -> bool:
        """Whether `what` stands at the cursor. Raises EndError if only a beginning of it does, and then nothing."""
        while True:
            seen = self.buffer[self.at : self.at + len(what)]
            if len(seen) == len(what) or not what.startswith(seen):
                return seen == what
            if not self._more():
                raise EndError

    def skip_to(self, what: bytes) -> bool:
        """To the next `what` after the cursor, however far, in constant memory. False at the end of the stream."""
        self.at += 1
        while True:
            place = self.buffer.find(what, self.at)
            if place >= 0:
                self.at = place
                return True
            del self.buffer[: max(len(self.buffer) - len(what) + 1, 0)]
            self.at = 0
            if not self._more():
                self.at = len(self.buffer)
                return False

    def _more(self) -> bool:
        try:
            chunk = next((chunk for chunk in self._chunks if chunk), b"")
        except CutOffError as fault:
            self.fault = str(fault)
            return False
        self.buffer += chunk
        self.read += len(chunk)
        return bool(chunk)
