"""Where the body of an answer goes: memory here, a file in evidence.part_file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol


class Sink(Protocol):
    """Takes a body piece by piece. `begin` and `finish` say whether all is well; if not, it is asked for anew."""

    size: int  # bytes so far
    unpacks: bool  # whether a body is wanted with its gzip undone, or as it came

    def headers(self) -> dict[str, str]:
        """What the request should say besides."""

    def begin(self, status: int, headers: Mapping[str, str]) -> bool:
        """Get ready for a body."""

    def write(self, piece: bytes) -> None:
        """The next piece."""

    def finish(self) -> bool:
        """All of it has come."""

    def close(self) -> None:
        """A try has ended, well or not."""

    def discard(self) -> None:
        """Forget what has come."""


@dataclass(slots=True)
class Memory:
    """Keeps a body in memory."""

    body: bytearray = field(default_factory=bytearray)
    size: int = 0
    unpacks: bool = True

    def headers(self) -> dict[str, str]:
        """XML shrinks to a fifth."""
        return {"accept-encoding": "gzip"}

    def begin(self, status: int, headers: Mapping[str, str]) -> bool:
        """Nothing of an earlier try stays."""
        self.discard()
        return True

    def write(self, piece: bytes) -> None:
        """The next piece."""
        self.body += piece
        self.size += len(piece)

    def finish(self) -> bool:
        """Always well: a body that is cut off never comes this far."""
        return True

    def close(self) -> None:
        """Nothing to let go of."""

    def discard(self) -> None:
        """Forget what has come."""
        self.body.clear()
        self.size = 0
