"""A hybrid search, our whole path, beside the two engines asked for the same and nothing done with their answers.

    python -m benchmarks.hybrid LIBRARY [--queries 200] [--k 10] [--json]

LIBRARY has vectors of the hashing embedder (`benchmarks.soak` leaves one). Queries are words of titles in it. The engines
bare: tantivy's search of the parsed query for as many documents as fusion takes, and FAISS's search of each part's index
with the refinement from rows on disk. Both sides make the query's vector. Milliseconds, the middle query's, wall time of
one process; every query is asked once before.
"""

import argparse
import json
import random
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from evidence.library.library import Library
from evidence.model import Filters, Query
from indexers.hashing import HashingEmbedder
from indexers.hybrid import DEPTH, HybridRetriever
from indexers.lexical import LexicalRetriever
from indexers.vector_documents import _at_first
from indexers.vectors import DenseRetriever


def queries(library: Library, count: int) -> list[str]:
    """Five to eight words of a title each."""
    dice = random.Random(7)
    heads, _ = library.listing(Filters(), 20_000)
    found = []
    for head in dice.sample(heads, count):
        words = [w for w in head.title.split() if len(w) > 3]
        found.append(" ".join(dice.sample(words, min(len(words), dice.randint(5, 8)))))
    return [query for query in found if query]


def middle(ask: Callable[[str], object], asked: list[str]) -> float:
    """Milliseconds."""
    for query in asked:
        ask(query)
    times = []
    for query in asked:
        started = time.perf_counter()
        ask(query)
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)


def bare_lexical(retriever: LexicalRetriever) -> Callable[[str], object]:
    searcher = retriever._index.searcher()
    return lambda query: searcher.search(retriever._parse(Query(query)), limit=DEPTH + 1, count=False)


def bare_dense(retriever: DenseRetriever, embedder: HashingEmbedder) -> Callable[[str], object]:
    allowed = retriever._of_parts(Filters())

    def ask(query: str) -> object:
        vector = embedder.embed_query(query)
        return [
            part.best(vector, _at_first(part, retriever._parts, DEPTH), allowed[index])
            for index, part in retriever._parts.items()
        ]

    return ask


def measure(folder: Path, count: int, k: int) -> dict[str, Any]:
    library = Library.open(folder)
    embedder = HashingEmbedder()
    lexical, dense = LexicalRetriever(library), DenseRetriever(library, embedder)
    hybrid = HybridRetriever(library, lexical, dense)
    asked = queries(library, count)
    found = {
        "documents": len(library),
        "segments": len(library.segments),
        "lexical_ms": middle(bare_lexical(lexical), asked),
        "dense_ms": middle(bare_dense(dense, embedder), asked),
        "lexical_rank_ms": middle(lambda q: lexical.rank(Query(q), DEPTH), asked),
        "dense_rank_ms": middle(lambda q: dense.rank(Query(q), DEPTH), asked),
        "ours_ms": middle(lambda q: hybrid.search(Query(q), k), asked),
    }
    return found | {"ratio": found["ours_ms"] / (found["lexical_ms"] + found["dense_ms"])}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("library", type=Path)
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--k", type=int, default=10)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    found = measure(given.library, given.queries, given.k)
    if given.json:
        print(json.dumps(found))
        return
    for name, value in found.items():
        print(f"{name:16} {value:10.2f}")


if __name__ == "__main__":
    main()
