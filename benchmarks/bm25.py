"""BM25, ours beside raw tantivy, bm25s and rank-bm25: the same documents, the same queries, 100 results.

    python -m benchmarks.bm25 GENERATED --count 100000 [--bm25s /tmp/venv/bin/python] [--json]
    python -m benchmarks.bm25 GENERATED --count 1000000 --ways ours,same_fields,one_field
    python -m benchmarks.bm25 /work/shared/data --count 58994

GENERATED is a folder that benchmarks.generate wrote; the shared data give real abstracts and real questions. Each way
runs in a process of its own, with the documents in memory before the clock starts (above 250,000 they are read on the
way, and the time to build is not given). Times are CPU seconds of all threads of the process, and for a query CPU
milliseconds of the asking thread: what else runs on the machine then counts little. Two floors:

- `same_fields`: tantivy with our schema and our texts, prepared beforehand, and our queries, parsed beforehand: what
  remains between it and `ours` is our own Python.
- `one_field`: tantivy with title and abstract in one field, its own English analyser, its own query parser.

`--bm25s` names a Python that has bm25s; without it that line is left out.
"""

import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from statistics import quantiles
from typing import Any

import tantivy

from evidence.model import Document, Query
from indexers.lexical import HEAP, LexicalRetriever, LexicalWriter, _register, schema
from indexers.pubmed.records import open_pubmed, read_pubmed
from indexers.word_fields import index_document, word_fields

K = 100  # results of a query
QUERIES = 200
IN_MEMORY = 250_000  # documents
PEER = Path(__file__).with_name("bm25_peer.py")
Answer = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Measured:
    """One way's figures. CPU and wall time; nan where it was not measured."""

    way: str
    documents: int
    build_cpu_s: float
    p50_cpu_ms: float
    p95_cpu_ms: float
    p50_wall_ms: float
    megabytes: float  # of the index on disk, or in memory for a peer that has none


@dataclass(frozen=True, slots=True)
class Way:
    """`build` makes the index; `answers` gives one callable for each query."""

    build: Callable[[], None]
    answers: Callable[[list[str]], list[Answer]]


@dataclass(frozen=True, slots=True)
class Opened:
    """As much of a library as `LexicalRetriever.rank` looks at."""

    folder: Path
    lexical: str

    @property
    def manifest(self) -> "Opened":
        """Where `lexical` stands."""
        return self


def documents(folder: Path) -> Iterator[Document]:
    """Those of the generated files, or the real abstracts."""
    if not (folder / "abstracts").is_dir():
        for path in sorted((folder / "baseline").glob("*.xml.gz")):
            with open_pubmed(path) as stream:
                yield from (item for item in read_pubmed(stream, path.name) if isinstance(item, Document))
        return
    with gzip.open(folder / "abstracts" / "abstracts.jsonl.gz", "rt", encoding="utf-8") as lines:
        for number, record in enumerate(map(json.loads, lines), 1):
            title = record["title"] or ""
            yield Document(f"file:{number}", title, f"{title}\n\n{record['abstract']}", "file", "jsonl")


def queries(folder: Path, count: int) -> list[str]:
    """Real questions beside real abstracts; else titles of generated records, stop words and all."""
    if (folder / "bioasq").is_dir():
        with gzip.open(folder / "bioasq" / "golden_7b-11b.jsonl.gz", "rt", encoding="utf-8") as lines:
            return [json.loads(line)["body"] for line in islice(lines, QUERIES)]
    return [
        document.title for document in islice(documents(folder), 0, min(count, 20_000), min(count, 20_000) // QUERIES)
    ]


def ours(found: Iterable[Document], folder: Path) -> Way:
    """As a load does it: fields, index, snapshot; and as a search does it."""

    def build() -> None:
        writer = LexicalWriter(folder, "")
        writer.follow((word_fields(document) for document in found), ())(1)
        writer.close()

    def answers(texts: list[str]) -> list[Answer]:
        retriever = LexicalRetriever(Opened(folder, "lexical/000001"))  # type: ignore[arg-type]
        return [lambda text=text: retriever.rank(Query(text), K) for text in texts]  # type: ignore[misc]

    return Way(build, answers)


def same_fields(found: Iterable[Document], folder: Path) -> Way:
    """Fields prepared beforehand, into our schema; our queries, parsed beforehand."""
    fields: Iterable[Any] = map(word_fields, found)
    if isinstance(found, list):
        fields = list(fields)

    def build() -> None:
        index = tantivy.Index(schema(), path=str(folder))
        _register(index)
        _fill(index, map(index_document, fields))

    def answers(texts: list[str]) -> list[Answer]:
        retriever = LexicalRetriever(Opened(folder, "."))  # type: ignore[arg-type]
        parsed = [retriever._parse(Query(text)) for text in texts]
        return [lambda query=query: _ask(retriever._index, query) for query in parsed]  # type: ignore[misc]

    return Way(build, answers)


def one_field(found: Iterable[Document], folder: Path) -> Way:
    """Title and abstract in one field, stemmed by tantivy's own analyser."""

    def build() -> None:
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
        builder.add_text_field("body", tokenizer_name="en_stem", index_option="freq")
        index = tantivy.Index(builder.build(), path=str(folder))
        _fill(index, (tantivy.Document(id=document.id, body=document.text) for document in found))

    def answers(texts: list[str]) -> list[Answer]:
        index = tantivy.Index.open(str(folder))
        plain = ["".join(c if c.isalnum() else " " for c in text).lower() for text in texts]
        return [lambda text=text: _ask(index, index.parse_query(text, ["body"])) for text in plain]  # type: ignore[misc]

    return Way(build, answers)


def _fill(index: Any, made: Iterable[Any]) -> None:
    writer = index.writer(heap_size=HEAP, num_threads=1)
    for document in made:
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()


def _ask(index: Any, query: Any) -> list[str]:
    searcher = index.searcher()
    return [searcher.doc(address)["id"][0] for _, address in searcher.search(query, limit=K, count=False).hits]


WAYS = {way.__name__: way for way in (ours, same_fields, one_field)}


def measure(name: str, folder: Path, count: int, kept: Path) -> Measured:
    """Build, unless `kept` holds it, and ask."""
    done = kept / "built.json"
    if not done.is_file():
        found: Iterable[Document] = islice(documents(folder), count)
        if count <= IN_MEMORY:
            found = list(found)
        way = WAYS[name](found, kept)
        before = time.process_time()
        way.build()
        cpu = time.process_time() - before if isinstance(found, list) else float("nan")
        done.write_text(json.dumps(cpu))
    else:
        way = WAYS[name]((), kept)
    size = sum(path.stat().st_size for path in kept.rglob("*") if path.is_file())
    return Measured(name, count, json.loads(done.read_text()), *asked(way.answers(queries(folder, count))), size / 1e6)


def asked(answers: list[Answer]) -> tuple[float, float, float]:
    """CPU milliseconds (median, 95th percentile) and wall milliseconds (median) of one query, the second time asked."""
    cpu, wall = [], []
    for answer in answers:
        answer()
        thread, clock = time.thread_time(), time.perf_counter()
        answer()
        cpu.append((time.thread_time() - thread) * 1000)
        wall.append((time.perf_counter() - clock) * 1000)
    return quantiles(cpu, n=20)[9], quantiles(cpu, n=20)[18], quantiles(wall, n=20)[9]


def rows(folder: Path, count: int, ways: Iterable[str], bm25s: str = "", keep: Path | None = None) -> list[Measured]:
    """One line for each way, each measured in a process of its own; `keep` is where built indexes stay."""
    found = []
    with tempfile.TemporaryDirectory() as scratch:
        for name in ways:
            kept = (keep or Path(scratch)) / f"{folder.name}-{count}-{name}"
            kept.mkdir(parents=True, exist_ok=True)
            command = [
                sys.executable,
                "-m",
                "benchmarks.bm25",
                str(folder),
                "--count",
                str(count),
                "--one",
                name,
                str(kept),
            ]
            found.append(_run(command))
        peers = [("rank_bm25", sys.executable)] * (count <= 100_000) + [("bm25s", bm25s)] * bool(bm25s)
        if peers:
            texts, asks = Path(scratch) / "texts.jsonl", Path(scratch) / "queries.json"
            with texts.open("w", encoding="utf-8") as out:
                out.writelines(json.dumps(d.text) + "\n" for d in islice(documents(folder), count))
            asks.write_text(json.dumps(queries(folder, count)))
            found += [_run([python, str(PEER), name, str(texts), str(asks)]) for name, python in peers]
    return found


def _run(command: list[str]) -> Measured:
    done = subprocess.run(
        command, check=True, capture_output=True, text=True, env=os.environ | {"OMP_NUM_THREADS": "1"}
    )
    return Measured(**json.loads(done.stdout.splitlines()[-1]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--ways", default=",".join(WAYS))
    parser.add_argument("--bm25s", default="", help="a Python that has bm25s")
    parser.add_argument("--keep", type=Path, help="a folder for the built indexes, to ask again without building")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        print(json.dumps(asdict(measure(chosen.one[0], chosen.folder, chosen.count, Path(chosen.one[1])))))
        return
    found = rows(chosen.folder, chosen.count, chosen.ways.split(","), chosen.bm25s, chosen.keep)
    if chosen.json:
        print(json.dumps([asdict(each) for each in found], indent=1))
        return
    print(f"{'way':12} {'build CPU s':>12} {'p50 CPU ms':>11} {'p95 CPU ms':>11} {'p50 wall ms':>12} {'MB':>7}")
    for r in found:
        print(
            f"{r.way:12} {r.build_cpu_s:12.1f} {r.p50_cpu_ms:11.2f} {r.p95_cpu_ms:11.2f} {r.p50_wall_ms:12.2f} {r.megabytes:7.0f}"
        )


if __name__ == "__main__":
    main()
