"""How fast PubMed XML is read, beside its peers and beside what any reader in Python must pay.

    python -m benchmarks.pubmed_parser [--records 30000] [--repeat 3] [--data ../shared/data/pubmed_xml] [--json]

Builds baseline-like files in a temporary folder (see `benchmarks.pubmed_file`) and reads them, each way in a process of
its own, in turns, and takes the least CPU time (user and system) of each. The ways that keep nothing are floors, not
readers. A peer that is not installed is named and left out (pip install pubmed_parser).
"""

import argparse
import importlib.util
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.pubmed_file import build
from benchmarks.pubmed_ways import NEEDS, WAYS

HERE = Path(__file__).parents[1]
DATA = HERE.parent / "shared/data/pubmed_xml"
SMALL = 10  # ways that hold the whole file get a tenth of it
GOALS = {  # way -> how many times its CPU time ours must be, at most; issue 3
    "pubmed_parser": 1 / 3.5,
    "bio_entrez": 1 / 7,
    "expat": 2.3,
    "expat_handlers": 2.3,
}


@dataclass(frozen=True, slots=True)
class Row:
    """One way's best run."""

    way: str
    records: int
    cpu: float  # seconds
    wall: float  # seconds
    peak: float  # MB
    bytes: int  # of XML

    @property
    def each(self) -> float:
        """CPU microseconds a record."""
        return self.cpu / self.records * 1e6


def rows(records: int = 30_000, repeat: int = 3, data: Path = DATA) -> list[Row]:
    """The best of `repeat` runs of every way whose library is installed; "two at once" is of both files together."""
    with tempfile.TemporaryDirectory() as folder:
        whole, small = (Path(folder) / f"{name}.xml" for name in ("whole", "small"))
        sizes = {path: build(data, path, count) for path, count in ((whole, records), (small, records // SMALL))}
        runs: dict[str, list[Row]] = {}
        for _ in range(repeat):
            for way in (way for way in WAYS if installed(way)):
                path = small if way in ("bio_entrez", "evidence_small") else whole
                runs.setdefault(way, []).append(run(way, [path], sizes[path]))
            runs.setdefault("two at once", []).append(run("evidence", [whole, whole], 2 * sizes[whole]))
    return [min(found, key=lambda row: row.wall if row.way == "two at once" else row.cpu) for found in runs.values()]


def installed(way: str) -> bool:
    return way not in NEEDS or importlib.util.find_spec(NEEDS[way]) is not None


def run(way: str, paths: list[Path], size: int) -> Row:
    """One process per path, all at once: records and CPU time together, wall time and memory of the most."""
    words = [sys.executable, "-m", "benchmarks.pubmed_parser", "--way", way]
    started = [subprocess.Popen([*words, f"{path}.gz"], stdout=subprocess.PIPE, cwd=HERE) for path in paths]
    said = [json.loads(process.communicate()[0]) for process in started]
    records, cpu = sum(each["records"] for each in said), sum(each["cpu"] for each in said)
    wall, peak = max(each["wall"] for each in said), max(each["peak"] for each in said)
    return Row(way if len(paths) == 1 else "two at once", records, cpu, wall, peak, size)


def measure(way: str, path: Path) -> dict[str, float]:
    """Runs one way here. The libraries are loaded before the clock starts."""
    reader = WAYS[way]()
    cpu, wall = time.process_time(), time.perf_counter()
    count = reader(path)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    status = Path("/proc/self/status").read_text()  # getrusage would count the parent's memory
    peak = int(status.partition("VmHWM:")[2].split()[0]) / 1024
    return {"records": count, "cpu": cpu, "wall": wall, "peak": peak}


def lines(found: list[Row]) -> Iterator[str]:
    """The table, then the ratios that the issue sets goals for."""
    for row in found:
        yield (
            f"{row.way:22} {row.records:7,} records {row.records / row.cpu:8,.0f} /CPU s {row.bytes / row.cpu / 1e6:6.0f} MB"
            f"/CPU s {row.each:7.1f} us each {row.cpu:7.2f} CPU s {row.wall:7.2f} s {row.peak:6.0f} MB peak"
        )
    by_way = {row.way: row for row in found}
    ours = by_way["evidence"]
    for way, most in GOALS.items():
        if way not in by_way:
            yield f"{way}: not installed, left out"
            continue
        ratio = ours.each / by_way[way].each
        told = f"{ratio:.2f} times its time" if most > 1 else f"{1 / ratio:.2f} times as fast"
        goal = f"at most {most:.1f}" if most > 1 else f"at least {1 / most:.1f}"
        yield f"evidence against {way}: {told} (goal: {goal}): {'met' if ratio <= most else 'not met'}"
    two = by_way["two at once"]
    yield f"two processes: {2 * ours.wall / two.wall:.2f} times one (goal: at least 1.9; wall time, so on an idle machine)"
    yield f"memory: {ours.peak:.0f} MB (goal: at most 80), {by_way['evidence_small'].peak:.0f} MB on a tenth of the file"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=30_000)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--json", action="store_true", help="rows as JSON, and nothing else")
    parser.add_argument("--way", nargs=2, metavar=("NAME", "FILE"), help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.way:
        print(json.dumps(measure(chosen.way[0], Path(chosen.way[1]))))
        return
    found = rows(chosen.records, chosen.repeat, chosen.data)
    print(json.dumps([asdict(row) for row in found]) if chosen.json else "\n".join(lines(found)))


if __name__ == "__main__":
    main()
