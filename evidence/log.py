"""Logs of JSON lines that only ever grow, written by any number of processes at once."""

import errno
import os
from pathlib import Path


def append_line(path: Path, line: bytes) -> None:
    """Add one line (without its line break) in a single write. Raises OSError, and then no part of it stays.

    A single write to a file opened with O_APPEND is not mixed with another process's (POSIX write(2), local disks). A
    half line that a power cut left behind is closed first, so that it spoils no other.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
    try:
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


def _ends_within_a_line(handle: int) -> bool:
    size = os.lseek(handle, 0, os.SEEK_END)
    if not size:
        return False
    os.lseek(handle, -1, os.SEEK_END)
    return os.read(handle, 1) != b"\n"


def _take_back(handle: int, written: int) -> None:
    """Remove what a full disk let through, unless another process has added to it since."""
    end = os.lseek(handle, 0, os.SEEK_CUR)  # where this write ended: O_APPEND moves there
    if os.fstat(handle).st_size == end:
        os.ftruncate(handle, end - written)
