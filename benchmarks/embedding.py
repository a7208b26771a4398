"""How fast all-MiniLM-L6-v2 runs here: first query from a cold start, warm queries, passages a second.

`python -m benchmarks.embedding [TEXTS.jsonl]` (JSON lines with `text`; else made-up passages, 221 tokens in the mean).
Every figure stands beside a floor of the same run, in CPU time: for the start, a process that only imports the two
libraries; for passages, the model's matrix products alone in numpy fp32. Peers that are not installed are left out.
"""

import json
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from evidence.embeddings import require_weights
from evidence.errors import ExtraMissingError
from indexers.embedders import HashingEmbedder, SentenceTransformersEmbedder
from indexers.minilm.engines import Engine, OnnxRuntime, OpenVino, threads
from indexers.minilm.tokens import Tokens, batches, pad
from tests.minilm_model import as_sentence_transformers

QUESTION = "Does apixaban lower the risk of stroke in patients with atrial fibrillation?"
COLD = f"from indexers.embedders import load_embedder; load_embedder('minilm').embed_query({QUESTION!r})"
Contender = tuple[str, Callable[[list[str]], Any], int]  # name, what embeds texts, how many texts it is given
SLOW, FAST = 256, 1024  # passages for fp32 engines and for the others


def main() -> None:
    """Prints the tables."""
    texts = passages(sys.argv[1] if len(sys.argv) > 1 else "")
    folder = require_weights()
    tokens = Tokens(folder)
    mean = statistics.mean(len(row) for row in tokens.encode(texts))
    print(f"{len(texts)} passages, {mean:.0f} tokens in the mean; {threads()} threads\n")
    cold_start()
    engines = [engine for make in (OnnxRuntime, OpenVino) if (engine := attempt(make, folder))]
    warm_queries(engines, tokens)
    with TemporaryDirectory(dir=folder.parent, prefix=".benchmark-") as scratch:
        throughput(engines, tokens, texts, sentence_transformers(folder, Path(scratch) / "model"))


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


def throughput(engines: list[Engine], tokens: Tokens, texts: list[str], peers: list[Contender]) -> None:
    """Passages a second, by the clock and by CPU; the lowest cosine to the first engine."""
    _, wall, floor = seconds(matrix_products, tokens.encode(texts[:SLOW]))
    print(f"\n{'passages':40} {'/s':>8} {'/CPU s':>8} {'x floor':>8} {'cosine':>9}")
    print(f"{'floor: matrix products, numpy fp32':40} {SLOW / wall:8.1f} {SLOW / floor:8.1f} {1:8.2f}")
    ours: list[Contender] = [
        (e.name, partial(embed, e, tokens), FAST if isinstance(e, OpenVino) else SLOW) for e in engines
    ]
    reference = embed(engines[0], tokens, texts[:SLOW])
    for name, run, count in [*ours, ("hashing, no weights", HashingEmbedder().embed_passages, FAST), *peers]:
        run(texts[:32])
        vectors, wall, cpu = seconds(run, texts[:count])
        same = f"{(vectors[:SLOW] * reference).sum(axis=1).min():9.5f}" if vectors.shape[1] == 384 else ""
        print(f"{name:40} {count / wall:8.1f} {count / cpu:8.1f} {count / cpu * floor / SLOW:8.2f} {same}")


def sentence_transformers(weights: Path, folder: Path) -> list[Contender]:
    """The peer, where it is installed."""
    try:
        model = SentenceTransformersEmbedder(str(as_sentence_transformers(weights, folder)))
    except ExtraMissingError:
        return []
    return [("sentence-transformers fp32", model.embed_passages, SLOW)]


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
    """1,024 texts: of the file, or made up with the lengths of abstracts."""
    if path:
        with Path(path).open() as file:
            return [json.loads(line)["text"] for line, _ in zip(file, range(FAST), strict=False)]
    dice = random.Random(11)
    words = "patients with heart failure were randomised to placebo or treatment and followed for twelve months"
    return [" ".join(dice.choices(words.split(), k=min(400, max(20, round(dice.gauss(245, 90)))))) for _ in range(FAST)]


if __name__ == "__main__":
    main()
