"""Logs of JSON lines that only ever grow, written by any number of processes at once."""

import errno
import os
from pathlib import Path


def append_line(path: Path, line: bytes) -> None:
    """Add one line (without its line break) in a single write. Raises OSError, and then no part of it stays.

    A half line that a power cut left behind is closed first, so that it spoils no other. Writers take turns (flock(2)):
    a file grows page by page, and a line that is still on its way would look like such a half line.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
    try:
        _wait_for_turn(handle)
        data = (b"\n" if _ends_within_a_line(handle) else b"") + line + b"\n"
        written = os.write(handle, data)
        if written < len(data):
            _take_back(handle, written)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
    finally:
        os.close(handle)


def require_appendable(path: Path) -> None:
    """Raises OSError where no line could be added; creates the file if need be."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644))


def _wait_for_turn(handle: int) -> None:
    """Hold the file until it is closed, for one write. Windows has no flock: there a blank line may stand between two."""
    if os.name == "posix":
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX)


def _ends_within_a_line(handle: int) -> bool:
    size = os.lseek(handle, 0, os.SEEK_END)
    if not size:
        return False
    os.lseek(handle, -1, os.SEEK_END)
    return os.read(handle, 1) != b"\n"


def _take_back(handle: int, written: int) -> None:
    """Remove what a full disk let through, unless something else has added to it since."""
    end = os.lseek(handle, 0, os.SEEK_CUR)  # where this write ended: O_APPEND moves there
    if os.fstat(handle).st_size == end:
        os.ftruncate(handle, end - written)
