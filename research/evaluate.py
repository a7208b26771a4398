"""Measures over a test collection in BEIR form, by ir_measures."""

import csv
import gzip
import hashlib
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from evidence.embeddings import cache_folder
from evidence.errors import UsageError
from evidence.library.manifest import FORMAT
from evidence.model import Query
from evidence.settings import Settings
from indexers.analysis import ANALYSER
from indexers.files.jsonl import own_names
from indexers.inputs import file_inputs
from indexers.passages import SPLITTER
from research.load import load
from research.wiring import MODES, Engine, open_engine

DEPTH = 100
NAME = "bench"  # of the collection in its own library
MEASURES = ("nDCG@10", "R@100", "RR@10", "AP@100")


def evaluate_retrieval(
    collection: Path, settings: Settings, modes: tuple[str, ...], run_file: Path | None, say: Callable[[str], None]
) -> dict[str, dict[str, float]]:
    """Measures by mode. The collection is loaded into a library of its own, kept in the user's cache by its content."""
    import ir_measures

    for mode in modes:
        if mode not in MODES:
            raise UsageError(f"There is no search mode {mode}. Modes: {', '.join(MODES)}.")
    if run_file and len(modes) != 1:
        raise UsageError("A run file holds one mode: name it with --mode.")
    queries, qrels = _queries(collection), _qrels(collection)
    engine = _engine(collection, settings, say)
    for line in engine.notes:
        say(line)
    names = _own_names(collection)
    results = {}
    measures = [ir_measures.parse_measure(m) for m in MEASURES]
    for mode in modes or tuple(m for m in MODES if m in engine.retrievers):
        run = list(_run(engine, mode, {q: queries[q] for q in qrels if q in queries}, names))
        scored = [ir_measures.ScoredDoc(q, d, s) for q, d, _, s in run]
        judged = [ir_measures.Qrel(q, d, g) for q, docs in qrels.items() for d, g in docs.items()]
        values = ir_measures.calc_aggregate(measures, judged, scored)
        results[mode] = {str(m): round(float(values[m]), 4) for m in measures}
        if run_file:
            run_file.write_text("".join(f"{q} Q0 {d} {n} {s:.6f} {mode}\n" for q, d, n, s in run), encoding="utf-8")
    return results


def _run(
    engine: Engine, mode: str, queries: dict[str, str], names: dict[str, str]
) -> Iterator[tuple[str, str, int, float]]:
    """(query id, collection's document id, rank, score)."""
    _, retriever = engine.retriever(mode)
    for query_id, text in queries.items():
        for rank, hit in enumerate(retriever.search(Query(text), DEPTH), start=1):
            yield query_id, names[hit.passage.document_id], rank, hit.score


def _own_names(collection: Path) -> dict[str, str]:
    """The collection's id of each document, by ours."""
    with _opened(_file(collection, "corpus.jsonl")) as stream:
        return own_names(stream, NAME)


def _engine(collection: Path, settings: Settings, say: Callable[[str], None]) -> Engine:
    corpus = _file(collection, "corpus.jsonl")
    key = hashlib.sha256(
        corpus.read_bytes() + f"{FORMAT} {ANALYSER} {SPLITTER} {settings.embedder}".encode()
    ).hexdigest()[:16]
    library = cache_folder() / "bench" / key
    own = settings.model_copy(update={"library": library})
    say(f"The collection's library: {library}")
    result, notes = load(own, file_inputs([corpus], NAME), lambda name: None)
    for line in (*notes, *(f"refused: {r.record}: {r.reason}" for r in result.refused)):
        say(line)
    return open_engine(own)


def _file(collection: Path, name: str) -> Path:
    for path in (collection / name, collection / f"{name}.gz"):
        if path.is_file():
            return path
    raise UsageError(
        f"{collection} has no {name}: a collection in BEIR form has corpus.jsonl, queries.jsonl, qrels/test.tsv."
    )


def _opened(path: Path) -> BinaryIO:
    return cast(BinaryIO, gzip.open(path)) if path.suffix == ".gz" else path.open("rb")


def _lines(path: Path) -> Iterator[str]:
    with io.TextIOWrapper(_opened(path), encoding="utf-8") as file:
        yield from file


def _queries(collection: Path) -> dict[str, str]:
    rows = (json.loads(line) for line in _lines(_file(collection, "queries.jsonl")) if line.strip())
    return {str(r["_id"]): str(r["text"]) for r in rows}


def _qrels(collection: Path) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for row in csv.reader(_lines(_file(collection, "qrels/test.tsv")), delimiter="\t"):
        if len(row) == 3 and row[2].lstrip("-").isdigit():  # the header has no number
            found.setdefault(row[0], {})[row[1]] = int(row[2])
    return found
