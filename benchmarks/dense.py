"""Dense search over real embeddings: ours beside an exact scan, and the points that the default was chosen from.

`python -m benchmarks.dense SET [COUNT ...] [--frontier] [--json]`, SET made by `benchmarks.sentences`. One thread. The
floor is the faster of numpy's `A @ v` and FAISS's flat index, both float32; queries are real questions, one at a time,
and recall@100 is the share of the scan's hundred that ours gives. `--frontier` also measures other settings and other
indexes. Scratch files go to SET/scratch.
"""

import os

os.environ.update(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1")  # before numpy and faiss are imported

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import faiss
import numpy as np

from evidence.library.manifest import SegmentInfo
from indexers import vector_index, vector_part
from indexers.vector_index import build, read_rows
from indexers.vector_part import Allowed, Part

DIM, K = 384, 100
IP = faiss.METRIC_INNER_PRODUCT
TIMED = 30  # queries of the exact scan that are timed


@dataclass(frozen=True)
class Row:
    """One line of the table. Milliseconds are the middle query's; memory is what the process does not share, grown."""

    vectors: int
    what: str
    cpu_ms: float
    wall_ms: float
    ratio: float  # of the exact scan's CPU time to this one's
    recall_100: float
    recall_10: float
    build_cpu_s: float = 0.0
    bytes_a_vector: float = 0.0


@dataclass(frozen=True)
class Set:
    """The first `count` vectors, in float32, and what an exact scan finds."""

    folder: Path
    count: int
    matrix: Any  # (count, 384) float32
    queries: Any  # (n, 384) float32
    truth: Any  # (n, 100) row numbers
    exact_ms: tuple[float, float]  # CPU and wall, of the faster exact scan
    exact_name: str


def main() -> None:
    arguments = [a for a in sys.argv[1:] if not a.startswith("--")]
    if "--memory" in sys.argv:
        return memory(Path(arguments[0]), int(arguments[1]))
    found: list[Row] = []
    load = os.getloadavg()[0]
    for count in map(int, arguments[1:] or ["1000000"]):
        for row in rows(Path(arguments[0]), count, "--frontier" in sys.argv):
            found.append(row)
            if "--json" not in sys.argv:
                print(line(row), flush=True)
    if "--json" in sys.argv:
        print(json.dumps({"load": load, "rows": [asdict(row) for row in found]}, indent=1))
    return None


def rows(folder: Path, count: int, frontier: bool = False) -> Iterator[Row]:
    """The table: the floor, ours, ours under filters; with `frontier` much more."""
    data = load_set(folder, count)
    yield Row(count, f"exact scan, {data.exact_name}", *data.exact_ms, 1.0, 1.0, 1.0, 0.0, DIM * 4)
    part, seconds = make_part(data, vector_index.FLAT_LIMIT)
    size = resident(data, vector_index.FLAT_LIMIT)
    yield measure(data, "ours", lambda v: [r for r, _ in part.search(v, K, None)], seconds, size)
    yield from filtered(data, part)
    if frontier:
        yield from reads(data, part)
        yield from flat(data)
        yield from rabitq(data)
        if count <= 200_000:  # takes half a millisecond a vector to build
            yield from graph(data)


def load_set(folder: Path, count: int) -> Set:
    """Truth is found in batches, which is faster and gives the same."""
    matrix = np.asarray(read_rows(folder, count, DIM), np.float32)
    queries = np.load(folder / "queries.npy")
    index = faiss.IndexFlatIP(DIM)
    index.add(matrix)
    ways = {
        "faiss": lambda v: index.search(v, K)[1][0],
        "numpy": lambda v: np.argpartition(matrix @ v[0], -K)[-K:],
    }
    took = {name: timed(search, queries[:TIMED])[1] for name, search in ways.items()}
    name = min(took, key=lambda n: took[n][0])
    return Set(folder, count, matrix, queries, index.search(queries, K)[1], took[name], name)


def timed(search: Callable[[Any], Any], queries: Any) -> tuple[list[Any], tuple[float, float]]:
    """What each query found; middle CPU and wall milliseconds."""
    search(queries[:1])
    found, cpu, wall = [], [], []
    for i in range(len(queries)):
        c, w = time.process_time(), time.perf_counter()
        found.append(search(queries[i : i + 1]))
        cpu.append(time.process_time() - c)
        wall.append(time.perf_counter() - w)
    return found, (1000 * statistics.median(cpu), 1000 * statistics.median(wall))


def measure(data: Set, what: str, search: Callable[[Any], Any], build_s: float = 0.0, size: float = 0.0) -> Row:
    """One search over all queries."""
    found, (cpu, wall) = timed(search, data.queries)
    recall = [
        float(np.mean([np.isin(t[:k], f[:K]).mean() for t, f in zip(data.truth, found, strict=True)])) for k in (K, 10)
    ]
    return Row(data.count, what, cpu, wall, data.exact_ms[0] / cpu, recall[0], recall[1], build_s, size)


def place(data: Set, flat_limit: int) -> Path:
    """The folder of an index over the set's rows."""
    folder = data.folder / "scratch" / f"{data.count}-{flat_limit}"
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "rows.f16").exists():
        (folder / "rows.f16").symlink_to(data.folder / "rows.f16")
    return folder


def make_part(data: Set, flat_limit: int, trained_from: Path | None = None) -> tuple[Part, float]:
    """Built anew and opened as the product does; CPU seconds of the build."""
    folder = place(data, flat_limit)
    begun = time.process_time()
    build(folder, data.count, DIM, flat_limit, trained_from)
    return open_part(folder, data.count), time.process_time() - begun


def open_part(folder: Path, count: int) -> Part:
    """A part asks its segment for no more than this."""
    segment: Any = SimpleNamespace(info=SegmentInfo("1", count, count, 0))
    return Part(folder, segment, DIM)


def resident(data: Set, flat_limit: int) -> float:
    """Bytes a vector that a fresh process holds after opening the part and all queries, mapped files left out."""
    command = [sys.executable, "-m", "benchmarks.dense", "--memory", str(place(data, flat_limit)), str(data.count)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout) / data.count


def memory(folder: Path, count: int) -> None:
    """Prints how many bytes of its own a process grew by; a part of 32 vectors is searched before, for what faiss needs."""
    queries = np.load(folder.parent.parent / "queries.npy")
    warm = folder / "warm"
    warm.mkdir(exist_ok=True)
    np.zeros((32, DIM), np.float16).tofile(warm / "rows.f16")
    build(warm, 32, DIM)
    open_part(warm, 32).search(queries[:1], K, None)
    before = own()
    part = open_part(folder, count)
    for i in range(len(queries)):
        part.search(queries[i : i + 1], K, None)
    print(own() - before)


def own() -> int:
    """Bytes of anonymous memory of this process."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return 1024 * next(int(text.split()[1]) for text in lines if text.startswith("RssAnon"))


def filtered(data: Set, part: Part) -> Iterator[Row]:
    """One vector in ten, and one in a hundred, chosen by chance."""
    for share in (0.1, 0.01):
        mask = np.random.default_rng(5).random(data.count) < share
        chosen = np.flatnonzero(mask)
        index = faiss.IndexFlatIP(DIM)
        index.add(data.matrix[chosen])
        truth = chosen[index.search(data.queries, K)[1]]
        _, took = timed(lambda v, index=index: index.search(v, K), data.queries[:TIMED])
        small = Set(data.folder, data.count, data.matrix, data.queries, truth, took, data.exact_name)
        allowed = Allowed(mask)
        name = f"ours, a filter that leaves {share:.0%} (ratio: to an exact scan of these alone)"
        yield measure(small, name, lambda v, a=allowed: [r for r, _ in part.search(v, K, a)])


def reads(data: Set, part: Part) -> Iterator[Row]:
    """Ours by the share of vectors that is read, and by how many candidates are scored."""
    usual = vector_part.READ, vector_part.ONE_LIST_LIMIT, vector_part.candidates_for
    for share in (0.05, 0.1, 0.2, 0.3, 0.45, 0.6, 1.0):
        for candidates in (500, 1000, 2000):
            vector_part.READ, vector_part.ONE_LIST_LIMIT = share, 0
            vector_part.candidates_for = lambda _, c=candidates: c
            name = f"ours, {share:.0%} read, {candidates} scored"
            yield measure(data, name, lambda v: [r for r, _ in part.search(v, K, None)])
    vector_part.READ, vector_part.ONE_LIST_LIMIT, vector_part.candidates_for = usual


def flat(data: Set) -> Iterator[Row]:
    """8-bit scalar quantisation, which small parts have."""
    part, seconds = make_part(data, data.count)
    yield measure(data, "flat, 8 bits", lambda v: [r for r, _ in part.search(v, K, None)], seconds)


def rabitq(data: Set) -> Iterator[Row]:
    """Inverted lists with RaBitQ codes (Gao and Long 2024), 4 sqrt(n) lists: the default before this one."""
    lists = int(4 * data.count**0.5)
    index = faiss.IndexIVFRaBitQ(faiss.IndexFlatIP(DIM), DIM, lists, IP)
    index.cp.max_points_per_centroid, index.cp.min_points_per_centroid = 64, 1
    begun = time.process_time()
    index.train(data.matrix[: 64 * lists])
    index.add(data.matrix)
    seconds = time.process_time() - begun
    stored = read_rows(data.folder, data.count, DIM)

    def search(vector: Any, wanted: int) -> Any:
        found = index.search(vector, wanted)[1][0]
        found = found[found >= 0]
        return found[np.argsort(-vector_part.cosines(stored, found, vector), kind="stable")[:K]]

    for probes, wanted in ((32, 400), (32, 1000), (lists // 10, 1000), (lists // 4, 1000), (lists // 2, 2000)):
        index.nprobe = probes
        name = f"RaBitQ, {probes} of {lists} lists, {wanted} scored"
        yield measure(data, name, lambda v, w=wanted: search(v, w), seconds, index.code_size + 8)


def graph(data: Set) -> Iterator[Row]:
    """HNSW (Malkov and Yashunin 2018) over float16, 16 neighbours."""
    index = faiss.IndexHNSWSQ(DIM, faiss.ScalarQuantizer.QT_fp16, 16, IP)
    index.hnsw.efConstruction = 60
    begun = time.process_time()
    index.train(data.matrix[:10])
    index.add(data.matrix)
    seconds = time.process_time() - begun
    for effort in (100, 200, 400, 1000):
        index.hnsw.efSearch = effort
        name = f"HNSW, 16 neighbours, effort {effort}"
        yield measure(data, name, lambda v: index.search(v, K)[1][0], seconds, DIM * 2 + 16 * 2 * 4)


def line(row: Row) -> str:
    return (
        f"{row.vectors:>9,} {row.what:74} {row.cpu_ms:8.2f} ms CPU {row.wall_ms:8.2f} wall {row.ratio:6.1f}x"
        f" @100 {row.recall_100:.4f} @10 {row.recall_10:.4f} built {row.build_cpu_s:6.1f} s {row.bytes_a_vector:6.0f} B"
    )


if __name__ == "__main__":
    main()
