"""egress.jsonl: a line for every request that left this machine: where, what kind, when, how much. Never what it said."""

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from evidence.codec import encode
from evidence.embeddings import cache_folder
from evidence.errors import EgressRefusedError
from evidence.log import append_line, require_appendable

EGRESS_LOG = "egress.jsonl"


@dataclass(slots=True)
class Line:
    """One request, its further tries included. `at` is ISO 8601, UTC. There is no field that could hold its words."""

    at: str
    host: str
    port: int
    kind: str
    method: str
    sent: int = 0  # bytes of request lines, headers and bodies
    received: int = 0  # bytes of bodies, as they came over the wire
    status: int = 0  # HTTP; 0 where no reply came
    tries: int = 0
    seconds: float = 0.0
    process: int = 0
    overridden: tuple[str, ...] = ()  # kinds of personal data that were found, and sent because the user said so


class EgressLog:
    """Kept in the library's folder or, where there is none or it cannot be written to, in the user's cache folder.

    A reader of a shared, read-only library so keeps a trail of his own. Where neither can be written to, nothing is
    sent: a trail with holes would say that nothing happened.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def require(self) -> Path:
        """The file that the next line goes to. Raises EgressRefusedError where there is none."""
        reasons = []
        for folder in self._folders():
            path = folder / EGRESS_LOG
            try:
                require_appendable(path)
                return path
            except OSError as error:
                reasons.append(f"{path} ({error.strerror})")
        raise EgressRefusedError(
            f"Nothing was sent, because the log of what is sent cannot be written: {', '.join(reasons)}."
            " Make one of them writable, then run this again."
        )

    def write(self, path: Path, line: Line) -> None:
        """Raises EgressRefusedError where the disk has filled up since."""
        line.process = os.getpid()
        try:
            append_line(path, encode(line))
        except OSError as error:
            raise EgressRefusedError(
                f"A request went to {line.host} and {path} could not keep its line ({error.strerror}):"
                " make room there, then run this again."
            ) from error

    def _folders(self) -> list[Path]:
        """A library's folder is never made here: an empty one would look like a library that was lost."""
        cache = cache_folder()
        with suppress(OSError):  # said by `require`, if it comes to that
            cache.mkdir(parents=True, exist_ok=True)
        library = [self._folder] if self._folder is not None and self._folder.is_dir() else []
        return [*library, cache]
