"""Which file holds the records? DuckDB segments and SQLite segments, measured on the same rows.

Run: python benchmarks/store_spike.py [ROWS]   (CPU seconds, one process; see docs/decisions/0001-store.md)
"""

import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROWS = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
TEXT = "Direct oral anticoagulants caused less intracranial bleeding than warfarin in adults. " * 18  # about 1.5 kB
COLUMNS = "id TEXT, title TEXT, text TEXT, year INTEGER, design TEXT, status TEXT, source TEXT, body TEXT"

READ = """
import sys, time
t = time.process_time()
kind, path, ids = sys.argv[1], sys.argv[2], sys.argv[3].split(",")
if kind == "duckdb":
    import duckdb
    db = duckdb.connect(path, read_only=True)
    sql = "SELECT * FROM records WHERE id IN (SELECT unnest(?))"
    one = db.execute(sql, [ids[:1]]).fetchall(); cold = time.process_time() - t
    t = time.process_time(); rows = db.execute(sql, [ids]).fetchall()
else:
    import sqlite3
    db = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    sql = "SELECT * FROM records WHERE id = ?"
    one = db.execute(sql, ids[:1]).fetchall(); cold = time.process_time() - t
    t = time.process_time(); rows = [r for i in ids for r in db.execute(sql, (i,))]
warm = time.process_time() - t
assert len(rows) == len(ids)
t = time.process_time()
n = len(db.execute("SELECT id FROM records WHERE year >= 2015 AND design = 'rct'").fetchall())
print(f"{cold*1000:.1f} {warm*1000:.2f} {(time.process_time()-t)*1000:.1f} {n}")
"""


def rows(n: int):
    draw = random.Random(7)
    for i in range(n):
        yield (
            f"pubmed:{10_000_000 + i}",
            f"Title {i}",
            f"{i} {TEXT}",
            draw.randint(1980, 2025),
            draw.choice(["rct", "cohort", "review"]),
            "current",
            "pubmed",
            f'{{"pmid": "{i}", "a": "{TEXT[:900]}"}}',
        )


def build_sqlite(path: Path) -> None:
    db = sqlite3.connect(path)
    db.execute(f"CREATE TABLE records ({COLUMNS})")
    db.executemany("INSERT INTO records VALUES (?,?,?,?,?,?,?,?)", rows(ROWS))
    db.execute("CREATE UNIQUE INDEX records_id ON records (id)")
    db.commit()
    db.close()


def build_duckdb(path: Path) -> None:
    import duckdb
    import pyarrow as pa

    names = [c.split()[0] for c in COLUMNS.split(", ")]
    db = duckdb.connect(str(path))
    db.execute(f"CREATE TABLE records ({COLUMNS})")
    batch = []

    def flush() -> None:
        table = pa.table(dict(zip(names, map(list, zip(*batch, strict=True)), strict=True)))
        db.register("batch", table)
        db.execute("INSERT INTO records SELECT * FROM batch")
        batch.clear()

    for row in rows(ROWS):
        batch.append(row)
        if len(batch) == 20_000:
            flush()
    if batch:
        flush()
    db.execute("CREATE UNIQUE INDEX records_id ON records (id)")
    db.close()


def main() -> None:
    folder = Path(tempfile.mkdtemp())
    draw = random.Random(1)
    ids = ",".join(f"pubmed:{10_000_000 + draw.randrange(ROWS)}" for _ in range(100))
    t = time.process_time()
    for _ in rows(ROWS):
        pass
    floor = time.process_time() - t
    print(f"{ROWS:,} rows; cold = import, open, one record; CPU ms")
    for kind, build in (("sqlite", build_sqlite), ("duckdb", build_duckdb)):
        path = folder / f"records.{kind}"
        t = time.process_time()
        build(path)
        rate = ROWS / (time.process_time() - t - floor)
        out = [
            subprocess.run(
                [sys.executable, "-c", READ, kind, str(path), ids], capture_output=True, text=True, check=True
            ).stdout.split()
            for _ in range(3)
        ]
        best = [min(float(o[i]) for o in out) for i in range(3)]
        print(
            f"{kind:8} insert {rate:9,.0f} rows/CPU s   {os.path.getsize(path) / 1e6:7.0f} MB   "
            f"cold {best[0]:6.1f}   100 ids {best[1]:6.2f}   filter scan {best[2]:6.1f}"
        )


main()
