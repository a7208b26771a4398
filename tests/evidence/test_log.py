"""Logs of lines: whole ones only, from any number of processes."""

import errno
import multiprocessing
import resource
import signal
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from evidence.log import append_line


def append_many(path: Path, letter: str, begin: Barrier) -> None:
    begin.wait()  # all at once: one that starts late meets nobody
    for _ in range(200):
        append_line(path, letter.encode() * 5000)


def test_lines_of_several_processes_do_not_mix(tmp_path: Path) -> None:
    """4 processes, 200 lines of 5,000 equal letters each: every line is of one letter and whole."""
    path = tmp_path / "log"
    context = multiprocessing.get_context("spawn")
    begin = context.Barrier(4)
    processes = [context.Process(target=append_many, args=(path, letter, begin)) for letter in "abcd"]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    lines = path.read_text().splitlines()
    assert sorted(lines) == sorted(letter * 5000 for letter in "abcd" for _ in range(200))


def test_a_half_line_spoils_no_other(tmp_path: Path) -> None:
    """A power cut left it; the next line begins on its own."""
    path = tmp_path / "log"
    path.write_bytes(b'{"a":1}\n{"b"')
    append_line(path, b'{"c":3}')
    assert path.read_bytes() == b'{"a":1}\n{"b"\n{"c":3}\n'


def fill_up(path: Path, room: int) -> None:
    """Append to a file that may hold only so many bytes more; exits with the error's number."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    size = path.stat().st_size + room
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    try:
        append_line(path, b"x" * 100)
    except OSError as error:
        raise SystemExit(error.errno) from error


@pytest.mark.parametrize(("room", "number"), [(50, errno.ENOSPC), (0, errno.EFBIG)])
def test_no_room_leaves_no_part_of_a_line(tmp_path: Path, room: int, number: int) -> None:
    """Half of it fits, or none: the log is as it was, and the caller is told."""
    path = tmp_path / "log"
    path.write_bytes(b"first\n")
    process = multiprocessing.get_context("spawn").Process(target=fill_up, args=(path, room))
    process.start()
    process.join(60)
    assert process.exitcode == number
    assert path.read_bytes() == b"first\n"
