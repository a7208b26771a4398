"""The pace of requests: kept by all processes together, whatever becomes of one of them."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from evidence.rate import RateLimit, seconds_until_free


@dataclass
class FakeTime:
    """A clock that moves only when somebody sleeps."""

    now: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def limit(self, folder: Path, per_second: float = 3.0) -> RateLimit:
        return RateLimit(per_second, folder, clock=self.clock, sleep=self.sleep)


def starts_of(limit: RateLimit, fake: FakeTime, count: int) -> list[float]:
    made = []
    for _ in range(count):
        limit.wait("here")
        made.append(fake.now)
    return made


def most_within_a_second(starts: list[float]) -> int:
    """The largest number of starts in any half-open second [t, t + 1)."""
    return max(sum(first <= other < first + 1.0 for other in starts) for first in starts)


def start_from_a_process(folder: Path, file: Path, count: int, go: float) -> None:
    """Notes, on the clock that all processes share, when each start was allowed."""
    limit = RateLimit(3.0, folder)
    while time.monotonic() < go:
        time.sleep(0.001)
    with file.open("w") as notes:
        for _ in range(count):
            limit.wait("shared")
            print(time.monotonic(), file=notes)


def test_four_processes_share_one_pace(tmp_path: Path) -> None:
    """4 processes with 6 starts each, at once: in no second more than 3, and none is left out."""
    context = multiprocessing.get_context("spawn")
    go = time.monotonic() + 2.0
    files = [tmp_path / f"{number}.txt" for number in range(4)]
    processes = [context.Process(target=start_from_a_process, args=(tmp_path / "rate", file, 6, go)) for file in files]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    starts = sorted(float(line) for file in files for line in file.read_text().split())
    assert len(starts) == 24
    assert most_within_a_second(starts) == 3


@pytest.mark.parametrize(("per_second", "most"), [(3.0, 3), (10.0, 10), (1.0, 1), (2.5, 2)])
def test_no_second_holds_more_than_the_promise(tmp_path: Path, per_second: float, most: int) -> None:
    """The first come at once, the others as soon as a second has passed since the one that is so many before."""
    fake = FakeTime()
    starts = starts_of(fake.limit(tmp_path, per_second), fake, 25)
    assert starts[most - 1] == 1000.0
    assert most_within_a_second(starts) == most


def test_less_than_one_a_second(tmp_path: Path) -> None:
    """One in four seconds."""
    fake = FakeTime()
    starts = starts_of(fake.limit(tmp_path, 0.25), fake, 3)
    assert starts[1] - starts[0] >= 4.0 and starts[2] - starts[1] >= 4.0


def test_another_run_remembers(tmp_path: Path) -> None:
    """A process that starts right after another finds the pace used up."""
    fake = FakeTime()
    starts = starts_of(fake.limit(tmp_path), fake, 3) + starts_of(fake.limit(tmp_path), fake, 1)
    assert starts[3] - starts[0] >= 1.0


def test_lanes_do_not_wait_for_each_other(tmp_path: Path) -> None:
    """Nor does a lane's name, which may hold anything, name a file elsewhere."""
    fake = FakeTime()
    limit = fake.limit(tmp_path / "rate", 1.0)
    for lane in ("one", "two", "../three", "a/b:80"):
        limit.wait(lane)
    assert fake.slept == []
    assert {path.name for path in tmp_path.iterdir()} == {"rate"}


def test_a_start_that_comes_late_is_entered_again(tmp_path: Path) -> None:
    """A process that was held up between its entry and its start would break the promise for the others."""
    fake = FakeTime()
    ticks = iter([1000.0, 1000.4, 1000.4, 1000.4])  # looks, and is 0.4 s late; looks again, and is not

    def clock() -> float:
        fake.now = next(ticks, fake.now)
        return fake.now

    limit = RateLimit(3.0, tmp_path, clock=clock, sleep=fake.sleep)
    limit.wait("here")
    assert fake.now == 1000.4
    (file,) = tmp_path.glob("*.starts")
    assert file.read_text().split() == ["1000.0", "1000.4"]


def test_a_time_from_before_a_restart_is_not_waited_for(tmp_path: Path) -> None:
    """The shared clock begins at 0 when the machine starts."""
    fake = FakeTime(now=900_000.0)
    starts_of(fake.limit(tmp_path), fake, 3)
    fake.now = 10.0
    fake.limit(tmp_path).wait("here")
    assert fake.slept == []


@pytest.mark.parametrize("content", [b"12.5 99", b"\x00\xff\n", b"not a time\n", b"\n" * 3])
def test_a_damaged_file_is_mended(tmp_path: Path, content: bytes) -> None:
    """At worst a window is waited, and the promise goes on from there."""
    fake = FakeTime()
    fake.limit(tmp_path).wait("here")
    (file,) = tmp_path.glob("*.starts")
    file.write_bytes(content)
    starts = starts_of(fake.limit(tmp_path), fake, 6)
    assert starts[0] <= 1000.0 + 1.2
    assert most_within_a_second(starts) == 3


def test_a_process_killed_with_the_lock_holds_nobody_up(tmp_path: Path) -> None:
    """SIGKILL while it is inside: the next one goes on with what is there."""
    script = f"""
import time
from pathlib import Path
from evidence.rate import RateLimit
class Stuck(RateLimit):
    def _admit_shared(self, path):
        print("inside", flush=True)
        time.sleep(600)
Stuck(3.0, Path({str(tmp_path)!r})).wait("here")
"""
    stuck = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, cwd=Path(__file__).parents[2])
    assert stuck.stdout is not None
    assert stuck.stdout.readline() == b"inside\n"
    os.kill(stuck.pid, signal.SIGKILL)
    stuck.wait()
    stuck.stdout.close()
    fake = FakeTime()
    fake.limit(tmp_path).wait("here")
    assert fake.slept == []
    assert len(list(tmp_path.glob("*.starts"))) == 1


def test_a_folder_that_cannot_be_used(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The pace is kept within this process, between any two transports, and it is said once."""
    (tmp_path / "file").write_text("in the way")
    fake = FakeTime()
    limits = [fake.limit(tmp_path / "file" / "rate") for _ in range(2)]
    lane, starts = f"alone {tmp_path}", []
    for turn in range(8):
        limits[turn % 2].wait(lane)
        starts.append(fake.now)
    assert most_within_a_second(starts) == 3
    assert [record.message.partition(":")[0] for record in caplog.records] == [
        "The pace of requests is not shared with other processes"
    ] * 2


def test_seconds_until_free() -> None:
    """Three in the last second: wait until the first of them leaves it. 10.0 leaves at 11.0, which is 0.4 from 10.6."""
    assert seconds_until_free([10.0, 10.2, 10.4], 10.6, 3, 1.0) == pytest.approx(0.4)
    assert seconds_until_free([9.5, 10.2, 10.4], 10.6, 3, 1.0) == 0.0
    assert seconds_until_free([10.0, 10.2, 99.0], 10.6, 3, 1.0) == 0.0
