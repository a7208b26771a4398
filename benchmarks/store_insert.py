"""Rows into a store: our segment beside DuckDB and SQLite, the same rows, each closed and flushed to disk.

    python -m benchmarks.store_insert GENERATED --count 100000 [--json]

GENERATED is a folder that benchmarks.generate wrote. Rows are made beforehand. Each way runs in a process of its own
and is timed in CPU seconds of all its threads; executemany of DuckDB is given a tenth of the rows, for its speed does
not depend on their number. The peers get the table of records and the bodies, one unique index on the id; our segment
also holds passages and links, and its other indexes.
"""

import argparse
import json
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path

from benchmarks.bm25 import documents
from evidence.library.row import Row
from evidence.library.write import Contents, write_segment
from indexers.prepare import prepare

COLUMNS = (
    "id", "source", "also_in", "status", "stated", "notices", "design", "year", "languages", "published", "title", "form",
    "version", "revised", "doi", "digest", "body",
)  # fmt: skip
TYPES = {"year": "INTEGER", "version": "INTEGER", "body": "BLOB"}
TYPED = ", ".join(f"{name} {TYPES.get(name, 'VARCHAR')}" for name in COLUMNS)
CREATE = f"CREATE TABLE records ({TYPED})"
INSERT = f"INSERT INTO records VALUES ({', '.join('?' * len(COLUMNS))})"
INDEX = "CREATE UNIQUE INDEX records_id ON records (id)"
SLOW = 10  # DuckDB's executemany gets one in so many rows


@dataclass(frozen=True, slots=True)
class Inserted:
    """Rows per CPU second and per second of one way, and megabytes on disk."""

    way: str
    rows: int
    per_cpu_s: float
    per_s: float
    megabytes: float


def tuples(rows: Sequence[Row]) -> list[tuple[object, ...]]:
    """Values in the order of `COLUMNS`."""
    return [tuple(getattr(row, name) for name in COLUMNS) for row in rows]


def ours(rows: Sequence[Row], folder: Path) -> Callable[[], object]:
    """A segment as a commit writes it."""
    return lambda: write_segment(folder, "000001", Contents(rows))


def sqlite_executemany(rows: Sequence[Row], folder: Path) -> Callable[[], object]:
    """One transaction with SQLite's own settings."""
    values = tuples(rows)

    def insert() -> None:
        db = sqlite3.connect(folder / "peer.sqlite")
        with db:
            db.execute(CREATE)
            db.executemany(INSERT, values)
            db.execute(INDEX)
        db.close()

    return insert


def duckdb_executemany(rows: Sequence[Row], folder: Path) -> Callable[[], object]:
    """One transaction."""
    import duckdb

    values = tuples(rows)

    def insert() -> None:
        with duckdb.connect(folder / "peer.duckdb") as db:
            db.execute(CREATE)
            db.begin()
            db.executemany(INSERT, values)
            db.commit()
            db.execute(INDEX)

    return insert


def duckdb_arrow(rows: Sequence[Row], folder: Path) -> Callable[[], object]:
    """Rows to an Arrow table, and that in one statement."""
    import duckdb
    import pyarrow

    values = tuples(rows)

    def insert() -> None:
        table = pyarrow.table(dict(zip(COLUMNS, map(list, zip(*values, strict=True)), strict=True)))
        with duckdb.connect(folder / "peer.duckdb") as db:
            db.execute(CREATE)
            db.register("incoming", table)
            db.execute("INSERT INTO records SELECT * FROM incoming")
            db.execute(INDEX)

    return insert


WAYS = {way.__name__: way for way in (ours, sqlite_executemany, duckdb_arrow, duckdb_executemany)}


def measure(name: str, generated: Path, count: int) -> Inserted:
    """Make the rows, then insert them."""
    count = count // SLOW if name == "duckdb_executemany" else count
    made = [prepare(document).row for document in islice(documents(generated), count)]
    with tempfile.TemporaryDirectory() as scratch:
        insert = WAYS[name](made, Path(scratch))
        cpu, wall = time.process_time(), time.perf_counter()
        insert()
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
        size = sum(path.stat().st_size for path in Path(scratch).iterdir())
    return Inserted(name, count, count / cpu, count / wall, size / 1e6)


def rows(generated: Path, count: int) -> list[Inserted]:
    """One line for each way, ours first."""
    found = []
    for name in WAYS:
        command = [
            sys.executable,
            "-m",
            "benchmarks.store_insert",
            str(generated),
            "--count",
            str(count),
            "--one",
            name,
        ]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        found.append(Inserted(**json.loads(done.stdout.splitlines()[-1])))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("generated", type=Path)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        print(json.dumps(asdict(measure(chosen.one, chosen.generated, chosen.count))))
        return
    found = rows(chosen.generated, chosen.count)
    if chosen.json:
        print(json.dumps([asdict(each) for each in found], indent=1))
        return
    slowest = next(each for each in found if each.way == "duckdb_executemany")
    for each in found:
        ratio = each.per_cpu_s / slowest.per_cpu_s
        print(
            f"{each.way:20} {each.rows:8,} rows {each.per_cpu_s:9,.0f} /CPU s {each.per_s:9,.0f} /s {each.megabytes:6.0f} MB {ratio:6.1f}x"
        )


if __name__ == "__main__":
    main()
