"""A library that is loaded, killed and loaded again is the library that one clean load makes.

    python -m benchmarks.soak GENERATED OUT [--kills 10] [--batch 20000] [--seed 1]

GENERATED is a folder of `benchmarks.generate`. It is loaded once without interruption, and once killed with SIGKILL at
random moments, while another process searches every second and a third tries to load, too. Then both libraries are
compared: every record's content, state and sources, and the hits of BM25 and of vectors (hashing embedder) for queries
drawn from the records. Exit 1 where anything differs. The folder OUT is emptied first.
"""

import argparse
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.generate.expected import digest
from evidence.library.library import Library
from evidence.model import Document, Filters, Query
from indexers.hashing import HashingEmbedder
from indexers.hybrid import HybridRetriever
from indexers.lexical import LexicalRetriever
from indexers.vectors import DenseRetriever

QUERIES = 40
K = 100


@dataclass
class Watch:
    """What a second process saw: how long each opening and search took, in seconds, and what went wrong."""

    waits: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    revisions: set[int] = field(default_factory=set)
    empty: int = 0  # searches of a library that is there, which found nothing


def environment(batch: int) -> dict[str, str]:
    return os.environ | {"EVIDENCE_EMBEDDER": "hashing", "EVIDENCE_BATCH": str(batch)}


def command(library: Path, generated: Path) -> list[str]:
    program = [sys.executable, "-m", "research.cli.main"]
    return [*program, "--library", str(library), "ingest", "pubmed", str(generated), "--json"]


def load(library: Path, generated: Path, batch: int) -> dict[str, object]:
    """One clean load: its result, wall and CPU seconds, the highest memory of a process in MB."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command(library, generated), env=environment(batch), capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"the load failed ({done.returncode}): {done.stderr}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    value = json.loads(done.stdout)
    return value | {"wall": time.perf_counter() - started, "cpu": cpu, "peak_mb": after.ru_maxrss / 1024}


def killed_load(
    library: Path, generated: Path, batch: int, kills: int, span: float, dice: random.Random
) -> list[float]:
    """Load, killed `kills` times at random moments of up to `span` seconds, then to the end; seconds of each try."""
    tries = []
    for n in range(kills + 1):
        started = time.perf_counter()
        process = subprocess.Popen(
            command(library, generated), env=environment(batch), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        try:
            _, said = process.communicate(timeout=dice.uniform(0.02, 1.0) * span if n < kills else None)
            if process.returncode:
                raise SystemExit(f"try {n} failed ({process.returncode}): {said.decode()}")
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.communicate()
        tries.append(time.perf_counter() - started)
        print(f"try {n}: {tries[-1]:.1f} s, {'killed' if process.returncode else 'to the end'}", flush=True)
        if n < kills and process.returncode == 0:
            raise SystemExit("the load ended before it was killed often enough: choose a larger set")
    return tries


def watcher(library: Path, log: Path) -> None:
    """In another process, until it is killed: open the library and search once a second."""
    from evidence.errors import LibraryMissingError

    with log.open("w") as out:
        while True:
            started = time.perf_counter()
            try:
                opened = Library.open(library)
                hits = LexicalRetriever(opened).search(Query("risk of mortality in patients"), 10)
                line = {"wait": time.perf_counter() - started, "revision": opened.revision, "hits": len(hits)}
                opened.close()
            except LibraryMissingError:
                line = {"wait": time.perf_counter() - started, "revision": 0, "hits": 0}
            except Exception as error:  # noqa: BLE001  # whatever it is, it must be seen
                line = {"fault": repr(error)}
            print(json.dumps(line), file=out, flush=True)
            time.sleep(max(0.0, 1.0 - (time.perf_counter() - started)))


def seen(log: Path) -> Watch:
    watch = Watch()
    for line in map(json.loads, log.read_text().splitlines()):
        if "fault" in line:
            watch.faults.append(line["fault"])
        else:
            watch.waits.append(line["wait"])
            watch.revisions.add(line["revision"])
            watch.empty += bool(line["revision"]) and not line["hits"]
    return watch


def second_load(library: Path, generated: Path, batch: int) -> str:
    """What a second load is told while the first goes on."""
    done = subprocess.run(command(library, generated), env=environment(batch), capture_output=True, text=True)
    return f"exit {done.returncode}: {done.stderr.strip()}"


def content(library: Library) -> Iterator[tuple[object, ...]]:
    for segment, shadow in zip(library.segments, library.shadows, strict=True):
        for row in segment.select("id, version, digest, status, notices, also_in"):
            if row[0] not in shadow:
                yield row


def compare(one: Path, other: Path, expected: dict[str, object], dice: random.Random) -> list[str]:
    """What differs between two libraries, and between the first and what was generated."""
    a, b = Library.open(one), Library.open(other)
    faults = []
    if sorted(content(a)) != sorted(content(b)):
        faults.append("the records differ")
    if (len(a), a.counts("status")) != (expected["live"], expected["statuses"]):
        faults.append(
            f"{len(a)} records {a.counts('status')}, generated were {expected['live']} {expected['statuses']}"
        )
    lines = sorted(f"{d.id.removeprefix('pubmed:')} {d.version} {_digest(d):016x}" for d in a.all_documents())
    if _sha256(lines) != expected["sha256"]:
        faults.append("the records are not those that were generated")
    for query in queries(a, dice):
        for name, (first, second) in rankings(a, b, query).items():
            if first != second:
                faults.append(f"{name} hits differ for {query!r}")
    return faults


def _digest(document: Document) -> int:
    """Of the abstract's bodies, as the generator counts it."""
    return digest(
        "".join(document.text[s.start : s.end] for s in document.sections[1:]).replace("<", " ").replace("&", " ")
    )


def _sha256(lines: list[str]) -> str:
    import hashlib

    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def queries(library: Library, dice: random.Random) -> list[str]:
    """Words of titles and sentences of records, as they come."""
    heads, _ = library.listing(Filters(), 20_000)
    titles = [h.title for h in dice.sample(heads, min(QUERIES, len(heads)))]
    return [" ".join(dice.sample(words, min(5, len(words)))) for words in (t.split() for t in titles) if words]


def rankings(a: Library, b: Library, query: str) -> dict[str, tuple[list[object], list[object]]]:
    """The hits of each way to search, in both libraries."""
    found: dict[str, tuple[list[object], list[object]]] = {}
    made = [_retrievers(library) for library in (a, b)]
    for name in made[0]:
        first, second = ([(h.passage.id, h.score) for h in m[name].search(Query(query), K)] for m in made)
        found[name] = (first, second)
    return found


def _retrievers(library: Library) -> dict[str, object]:
    lexical = LexicalRetriever(library)
    dense = DenseRetriever(library, HashingEmbedder())
    return {"lexical": lexical, "dense": dense, "hybrid": HybridRetriever(library, lexical, dense)}


def size(folder: Path) -> dict[str, float]:
    """Megabytes on disk that the current revision needs, by room."""
    library = Library.open(folder)
    rooms: dict[str, float] = {}
    for name in library.manifest.files:
        path = folder / name
        files = path.rglob("*") if path.is_dir() else [path]
        rooms[name.split("/")[0]] = rooms.get(name.split("/")[0], 0) + sum(f.stat().st_size for f in files) / 1e6
    return {room: round(mb, 1) for room, mb in sorted(rooms.items())}


def soak(generated: Path, out: Path, kills: int, batch: int, seed: int) -> list[str]:
    """All of it; prints what was measured and returns what is wrong."""
    dice = random.Random(seed)
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    clean, killed = out / "clean", out / "killed"
    measured = load(clean, generated, batch)
    print("clean load:", {k: v for k, v in measured.items() if k != "refused"}, "on disk, MB:", size(clean), flush=True)
    log = out / "watch.jsonl"
    code = f"from pathlib import Path; from benchmarks.soak import watcher; watcher(Path({str(killed)!r}), Path({str(log)!r}))"
    second = subprocess.Popen([sys.executable, "-c", code])
    try:
        span = float(str(measured["wall"])) / (
            kills + 1
        )  # kills fall into two fifths of a clean load, quiet machine or not
        tries = killed_load(killed, generated, batch, kills, span, dice)
        told = two_at_once(out / "both", generated, batch)
    finally:
        second.kill()
        second.wait()
    watch = seen(log)
    print(
        f"killed load: {len(tries) - 1} kills, {sum(tries):.0f} s in all; searches {len(watch.waits)}, of "
        f"{len(watch.revisions)} revisions, longest wait {max(watch.waits):.3f} s, faults {len(watch.faults)}; {told}"
    )
    expected = json.loads((generated / "expected.json").read_text())["final"]
    faults = compare(clean, killed, expected, dice) + watch.faults
    if len(watch.revisions) < 3 or watch.empty:
        faults.append(f"searches saw {len(watch.revisions)} revisions, and {watch.empty} of them found nothing")
    faults += strays(clean) + strays(killed)
    faults += [f"a search waited {wait:.2f} s" for wait in watch.waits if wait > 1.0]
    if not told.startswith("exit 1: evidence: Another process is writing"):
        faults.append(f"a second load was told: {told}")
    return faults


def strays(folder: Path) -> list[str]:
    """Files of BM25's current revision that its own meta.json does not name: they would pile up."""
    lexical = folder / Library.open(folder).manifest.lexical
    named = {s["segment_id"].replace("-", "") for s in json.loads((lexical / "meta.json").read_bytes())["segments"]}
    found = {p.name.split(".")[0] for p in lexical.iterdir() if not p.name.startswith(".")} - named - {"meta"}
    return [f"{len(found)} segments of BM25 that nothing needs lie in {lexical}"] if found else []


def two_at_once(library: Path, generated: Path, batch: int) -> str:
    """What a second load is told; the first is ended afterwards."""
    first = subprocess.Popen(
        command(library, generated), env=environment(batch), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while not (library / "writer.lock").exists():
            if first.poll() is not None:
                raise SystemExit("the first load ended before the second began")
            time.sleep(0.05)
        time.sleep(1.0)
        return second_load(library, generated, batch)
    finally:
        first.kill()
        first.wait()
        shutil.rmtree(library, ignore_errors=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("generated", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--batch", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    faults = soak(given.generated, given.out, given.kills, given.batch, given.seed)
    for fault in faults[:20]:
        print("WRONG:", fault)
    print("equal" if not faults else f"{len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
