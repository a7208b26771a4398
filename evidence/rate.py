"""How often one address may be asked: a promise kept by all processes of this user on this machine together.

The times of the last starts stand in a small file under a lock. A start is entered there at the moment it is made, never
ahead of time, so a process that dies leaves nothing that others wait for, and its lock falls with it.
"""

import logging
import os
import re
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from platform import node

from filelock import FileLock, Timeout

WINDOW = 1.0  # seconds: the promise is about any such stretch of time
MARGIN = 0.1  # seconds by which starts are kept further apart, for the way from here to the wire
LATE = 0.05  # seconds after its entry by which a start must be on its way, or it is entered again
PATIENCE = 10.0  # seconds to wait for the lock, which is held for well under a millisecond

_log = logging.getLogger(__name__)
_turn = threading.Lock()
_here: dict[str, list[float]] = {}  # lane -> starts, where no file can be shared


class RateLimit:
    """`wait(lane)` returns when a request may start: at most `per_second` starts of that lane within any second."""

    def __init__(
        self,
        per_second: float,
        folder: Path,
        *,
        clock: Callable[[], float] = time.monotonic,  # one clock for all processes, which no setting of the time moves
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._most = max(1, int(per_second))
        self._window = max(WINDOW, self._most / per_second) + MARGIN
        self._folder = folder
        self._clock = clock
        self._sleep = sleep
        self._said = False

    def wait(self, lane: str) -> None:
        """Until the next start is due, which is entered."""
        while True:
            pause, entered = self._enter(lane)
            if pause > 0:
                self._sleep(pause)
            elif self._clock() - entered < LATE:
                return

    def _enter(self, lane: str) -> tuple[float, float]:
        """(seconds to wait, 0: entered), (the time looked at)."""
        name = re.sub(r"[^\w.-]", "_", f"{lane}@{node()}")[:150]  # a home folder may be shared by several machines
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self._folder / f"{name}.lock").acquire(timeout=PATIENCE, poll_interval=0.01):
                return self._admit_shared(self._folder / f"{name}.starts")
        except (OSError, Timeout) as error:
            if not self._said:
                _log.warning(
                    "The pace of requests is not shared with other processes: %s cannot be used (%s).",
                    self._folder,
                    error,
                )
                self._said = True
            return self._admit_here(lane)

    def _admit_shared(self, path: Path) -> tuple[float, float]:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            now = self._clock()
            starts = _parse(os.read(handle, 1 << 16), now, self._most)
            pause = seconds_until_free(starts, now, self._most, self._window)
            kept = [*starts, now] if pause == 0 else starts
            line = " ".join(map(repr, kept[-self._most :])).encode() + b"\n"
            os.lseek(handle, 0, os.SEEK_SET)
            os.write(handle, line)  # a kill after this leaves old bytes behind the line break, which nobody reads
            os.ftruncate(handle, len(line))
            return pause, now
        finally:
            os.close(handle)

    def _admit_here(self, lane: str) -> tuple[float, float]:
        with _turn:
            now = self._clock()
            starts = _here.get(lane, [])
            pause = seconds_until_free(starts, now, self._most, self._window)
            if pause == 0:
                _here[lane] = [*starts, now][-self._most :]
            return pause, now


def seconds_until_free(starts: Sequence[float], now: float, most: int, window: float) -> float:
    """0 where fewer than `most` starts lie within the last `window` seconds, else the wait until that is so.

    A time in the future is from before a restart of the machine, and is not waited for.
    """
    recent = sorted(start for start in starts if now - window < start <= now)
    return 0.0 if len(recent) < most else recent[-most] + window - now


def _parse(data: bytes, now: float, most: int) -> list[float]:
    """The starts in a file. One that cannot be read counts as used up to this moment: a window is waited."""
    if not data:
        return []
    line, ended, _ = data.partition(b"\n")
    try:
        if ended:
            return [float(word) for word in line.split()]
    except ValueError:
        pass
    return [now] * most
