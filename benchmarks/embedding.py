"""How fast all-MiniLM-L6-v2 runs here: first query from a cold start, warm queries, passages a second.

`python -m benchmarks.embedding [SHARED_DATA] [--st PYTHON] [--json]` (real abstracts; else made-up passages, 221 tokens in
the mean). `--st` names an interpreter that has sentence-transformers, and everything runs there.
Every figure stands beside a floor of the same run, in CPU time: for the start, a process that only imports the two
libraries; for passages, the model's matrix products alone in numpy fp32. The peer is sentence-transformers in fp32, where
it is installed. `--json` prints the passages' table alone, with the two goals. Engines take turns, so that other work on the machine slows
all of them alike.
"""

import argparse
import gzip
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from evidence.embeddings import require_weights
from evidence.errors import ExtraMissingError
from indexers.embedders import SentenceTransformersEmbedder
from indexers.minilm.engines import Engine, OnnxRuntime, OpenVino, threads
from indexers.minilm.tokens import Tokens, batches, pad
from tests.minilm_model import as_sentence_transformers

QUESTION = "Does apixaban lower the risk of stroke in patients with atrial fibrillation?"
COLD = f"from indexers.embedders import load_embedder; load_embedder('minilm').embed_query({QUESTION!r})"
PEER = "sentence-transformers fp32"
SLOW, FAST = 96, 384  # passages a turn for fp32 engines and for the others
TURNS = 3


@dataclass(frozen=True)
class Contender:
    """What embeds texts, and how many it is given at a time."""

    name: str
    run: Callable[[list[str]], Any]
    count: int


@dataclass(frozen=True)
class Row:
    """One line of the passages' table; of each contender's turns the one with the least CPU time."""

    what: str
    a_second: float
    a_cpu_second: float
    to_floor: float  # ratio of passages a CPU second
    to_peer: float  # the same, to sentence-transformers fp32; 0 where it is not installed
    cosine: float  # the lowest to the peer's vectors, or to ONNX Runtime's in fp32


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", nargs="?", default="", help="folder that holds abstracts/")
    parser.add_argument("--st", default="", help="interpreter that has sentence-transformers")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    if given.st:
        words = [word for word in (given.shared, "--json" if given.json else "") if word]
        sys.exit(subprocess.run([given.st, "-m", "benchmarks.embedding", *words]).returncode)
    texts = passages(given.shared)
    if given.json:
        found = rows(texts)
        load = os.getloadavg()[0]
        print(json.dumps({"load": load, "goals": goals(found), "rows": [asdict(row) for row in found]}, indent=1))
    else:
        tables(texts)


def goals(found: list[Row]) -> list[dict[str, Any]]:
    """The two goals of the speed table: with AMX, and what a machine without it gets."""
    wanted = (("with AMX", "openvino bf16", 4.0, 0.999), ("without AMX, core install", "onnxruntime fp32", 2.0, 0.99))
    by_name = {row.what: row for row in found}
    made = []
    for where, name, times, cosine in wanted:
        row = by_name.get(name)
        known = row is not None and row.to_peer > 0
        said = f"{row.to_peer:.2f}x, cosine {row.cosine:.5f} ({name})" if row and known else "peer or engine missing"
        holds = row.to_peer >= times and row.cosine >= cosine if row and known else None
        made.append(
            {
                "what": f"embedding, {where}, against sentence-transformers fp32",
                "goal": f">= {times:g}x at cosine >= {cosine:g}",
                "measured": said,
                "holds": holds,
            }
        )
    return made


def tables(texts: list[str]) -> None:
    """Cold start, warm queries, passages."""
    folder = require_weights()
    tokens = Tokens(folder)
    mean = statistics.mean(len(row) for row in tokens.encode(texts))
    print(f"{len(texts)} passages, {mean:.0f} tokens in the mean; {threads()} threads; load {os.getloadavg()[0]:.1f}\n")
    cold_start()
    warm_queries(engines(folder), tokens)
    print(f"\n{'passages':40} {'/s':>8} {'/CPU s':>8} {'x floor':>8} {'x peer':>8} {'cosine':>9}")
    for row in rows(texts):
        figures = (
            f"{row.a_second:8.1f} {row.a_cpu_second:8.1f} {row.to_floor:8.2f} {row.to_peer:8.2f} {row.cosine:9.5f}"
        )
        print(f"{row.what:40} {figures}")


def cold_start() -> None:
    """CPU seconds of whole processes; the middle one of nine, taken in turn."""
    codes = {"floor: import onnxruntime, tokenizers": "import onnxruntime, tokenizers", "first query vector": COLD}
    times: dict[str, list[float]] = {name: [] for name in codes}
    for _ in range(9):
        for name, code in codes.items():
            times[name].append(cpu_of(code))
    floor = statistics.median(next(iter(times.values())))
    print(f"{'cold start':40} {'CPU s':>8} {'least':>8} {'x floor':>8}")
    for name, taken in times.items():
        middle = statistics.median(taken)
        print(f"{name:40} {middle:8.3f} {min(taken):8.3f} {middle / floor:8.2f}")


def cpu_of(code: str) -> float:
    """User and system seconds of a Python process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", code], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def warm_queries(engines: list[Engine], tokens: Tokens) -> None:
    """Milliseconds of one query by the clock, tokenising included: the middle one of 200."""
    print(f"\n{'one query':40} {'ms':>8} {'p95':>8} {'CPU ms':>8}")
    for engine in engines:
        timed = [seconds(embed, engine, tokens, [QUESTION])[1:] for _ in range(200)]
        taken = sorted(wall for wall, _ in timed)
        cpu = statistics.mean(cpu for _, cpu in timed)
        print(f"{engine.name:40} {taken[100] * 1000:8.2f} {taken[190] * 1000:8.2f} {cpu * 1000:8.2f}")


def rows(texts: list[str]) -> list[Row]:
    """Passages a second, by the clock and by CPU time, of the floor, our engines and the peer."""
    folder = require_weights()
    tokens = Tokens(folder)
    with TemporaryDirectory(dir=folder.parent, prefix=".benchmark-") as scratch:
        contenders = [
            Contender("floor: matrix products, numpy fp32", lambda t: matrix_products(tokens.encode(t)), SLOW),
            *(
                Contender(e.name, partial(embed, e, tokens), FAST if isinstance(e, OpenVino) else SLOW)
                for e in engines(folder)
            ),
            *sentence_transformers(folder, Path(scratch) / "model"),
        ]
        best = turns(contenders, texts)
    floor, reference = best[contenders[0].name], best.get(PEER, best["onnxruntime fp32"])
    return [
        Row(
            c.name,
            c.count / best[c.name][1],
            c.count / best[c.name][2],
            c.count / best[c.name][2] * floor[2] / SLOW,
            c.count / best[c.name][2] * best[PEER][2] / SLOW if PEER in best else 0.0,
            1.0 if c is contenders[0] else float((best[c.name][0][:SLOW] * reference[0]).sum(axis=1).min()),
        )
        for c in contenders
    ]


def turns(contenders: list[Contender], texts: list[str]) -> dict[str, tuple[Any, float, float]]:
    """By name: vectors, seconds by the clock and CPU seconds of its cheapest turn."""
    best: dict[str, tuple[Any, float, float]] = {}
    for contender in contenders:
        contender.run(texts[:32])  # compiles kernels
    for _ in range(TURNS):
        for contender in contenders:
            took = seconds(contender.run, texts[: contender.count])
            if contender.name not in best or took[2] < best[contender.name][2]:
                best[contender.name] = took
    return best


def engines(folder: Path) -> list[Engine]:
    """Those that run here."""
    return [engine for make in (OnnxRuntime, OpenVino) if (engine := attempt(make, folder))]


def sentence_transformers(weights: Path, folder: Path) -> list[Contender]:
    """The peer, where it is installed."""
    try:
        model = SentenceTransformersEmbedder(str(as_sentence_transformers(weights, folder)))
    except ExtraMissingError:
        return []
    return [Contender(PEER, model.embed_passages, SLOW)]


def embed(engine: Engine, tokens: Tokens, texts: list[str]) -> Any:
    """As MinilmEmbedder.embed_passages does, on a given engine."""
    rows, vectors = tokens.encode(texts), np.empty((len(texts), 384), np.float32)
    for places in batches(rows):
        vectors[places] = engine.run(*pad([rows[place] for place in places]))
    return vectors


def matrix_products(rows: list[list[int]]) -> None:
    """The six layers' products for these rows, batched as ours are, without attention's own."""
    wide = np.ones((384, 384), np.float32), np.ones((384, 1536), np.float32), np.ones((1536, 384), np.float32)
    for places in batches(rows):
        states = np.ones((sum(len(rows[place]) for place in places), 384), np.float32)
        for _ in range(6):
            for _ in range(4):
                states @ wide[0]
            (states @ wide[1]) @ wide[2]


def seconds(run: Callable[..., Any], *arguments: Any) -> tuple[Any, float, float]:
    """What it gave, seconds by the clock, CPU seconds."""
    wall, cpu = time.perf_counter(), time.process_time()
    given = run(*arguments)
    return given, time.perf_counter() - wall, time.process_time() - cpu


def attempt(make: Callable[[Path], Engine], folder: Path) -> Engine | None:
    """The engine, or None where it cannot run here."""
    try:
        return make(folder)
    except (ImportError, RuntimeError) as error:
        print(f"left out: {error}", file=sys.stderr)
        return None


def passages(path: str) -> list[str]:
    """384 abstracts with their titles, or texts made up with the lengths of abstracts."""
    if path:
        with gzip.open(Path(path) / "abstracts" / "abstracts.jsonl.gz", "rt") as file:
            records = (json.loads(line) for line in file)
            texts = [f"{r['title']}\n{r['abstract']}" for r in records if len(r["abstract"] or "") > 500]
        return random.Random(11).sample(texts, FAST)
    dice = random.Random(11)
    words = "patients with heart failure were randomised to placebo or treatment and followed for twelve months"
    return [" ".join(dice.choices(words.split(), k=min(400, max(20, round(dice.gauss(245, 90)))))) for _ in range(FAST)]


if __name__ == "__main__":
    main()
