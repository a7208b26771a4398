"""bm25s or rank-bm25 over texts in a file; imports nothing of ours, so that it runs in an environment of its own.

    python benchmarks/bm25_peer.py bm25s TEXTS.jsonl QUERIES.json

Prints one line of JSON with the fields of benchmarks.bm25.Measured. bm25s tokenises with its own tokeniser and English
stop words; rank-bm25 has no tokeniser and gets lower-case words.
"""

import json
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import quantiles

K = 100
WORD = re.compile(r"\w+")
Answer = Callable[[str], object]


def bm25s(texts: list[str]) -> Answer:
    """Sparse matrix, numpy."""
    import bm25s as peer

    index = peer.BM25()
    index.index(peer.tokenize(texts, stopwords="en", show_progress=False), show_progress=False)

    def answer(text: str) -> object:
        tokens = peer.tokenize(text, stopwords="en", show_progress=False)
        return index.retrieve(tokens, k=K, show_progress=False)

    return answer


def rank_bm25(texts: list[str]) -> Answer:
    """A dict of counts for each document."""
    import numpy as np
    from rank_bm25 import BM25Okapi

    index = BM25Okapi([WORD.findall(text.lower()) for text in texts])

    def answer(text: str) -> object:
        scores = index.get_scores(WORD.findall(text.lower()))
        best = np.argpartition(scores, -K)[-K:]
        return best[np.argsort(-scores[best])]

    return answer


def memory() -> float:
    """Of this process, in megabytes."""
    return int(Path("/proc/self/status").read_text().partition("VmRSS:")[2].split()[0]) / 1024


def main() -> None:
    way = {"bm25s": bm25s, "rank_bm25": rank_bm25}[sys.argv[1]]
    with open(sys.argv[2], encoding="utf-8") as lines:
        texts = [json.loads(line) for line in lines]
    queries = json.loads(Path(sys.argv[3]).read_text())
    resident, before = memory(), time.process_time()
    answer = way(texts)
    built, resident = time.process_time() - before, memory() - resident
    asked = queries if way is bm25s else queries[:20]  # a third of a second each
    cpu, wall = [], []
    for text in asked:
        started, clock = time.process_time(), time.perf_counter()
        answer(text)
        cpu.append((time.process_time() - started) * 1000)
        wall.append((time.perf_counter() - clock) * 1000)
    cpu_quantiles = quantiles(cpu, n=20)
    found = {
        "way": sys.argv[1],
        "documents": len(texts),
        "build_cpu_s": built,
        "p50_cpu_ms": cpu_quantiles[9],
        "p95_cpu_ms": cpu_quantiles[18],
        "p50_wall_ms": quantiles(wall, n=20)[9],
        "megabytes": resident,
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main()
