"""Where a load's time goes: CPU microseconds a record, stage by stage, in one process, on one generated file.

    python -m benchmarks.stages FILE [--minilm]

FILE is a baseline file of `benchmarks.generate`. The first three stages run in reader processes, the rest in the writer.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import msgspec

from evidence.library.library import Library
from evidence.library.write import Contents, write_segment
from evidence.model import Document
from indexers.embed import text_to_embed
from indexers.embedders import load_embedder
from indexers.lexical import LexicalWriter
from indexers.passages import passages
from indexers.prepare import Chunk, Prepared, prepare
from indexers.pubmed.checksums import verify
from indexers.pubmed.records import open_pubmed, read_pubmed
from indexers.settle import Commit
from indexers.stage import Stage

T = TypeVar("T")
SOME = 2_000  # records that MiniLM embeds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--minilm", action="store_true")
    given = parser.parse_args()
    count = 0

    def stage(name: str, work: Callable[[], T], records: int = 0) -> T:
        before = time.process_time()
        made = work()
        each = (time.process_time() - before) / (records or count or len(made)) * 1e6  # type: ignore[arg-type]
        print(f"{name:44} {each:8.0f} us", flush=True)
        return made

    with open_pubmed(given.file) as stream:
        documents = stage("parse", lambda: [d for d in read_pubmed(stream, "f") if isinstance(d, Document)])
    count = len(documents)
    stage("check that the file is whole", lambda: verify(given.file))
    prepared = stage("passages, body, normalised texts", lambda: [prepare(d) for d in documents])
    packed = stage("spool", lambda: msgspec.msgpack.encode(prepared))
    stage("unspool", lambda: msgspec.msgpack.decode(packed, type=list[Prepared]))
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        library = Library.empty(folder)
        staged = Stage(library)
        stage("stage", lambda: staged.put(Chunk(tuple(prepared))))
        stage("settle states", lambda: Commit(staged.documents, staged.deleted, library).settle("2026-01-01"))
        stage(
            "segment (SQLite)",
            lambda: write_segment(folder / "segments", "000001", Contents([p.row for p in prepared])),
        )
        lexical = LexicalWriter(folder, "")
        stage("BM25 (tantivy, its own thread)", lambda: lexical.follow((p.fields for p in prepared), [])(1))
        lexical.close()
    for name in ["hashing"] + ["minilm"] * given.minilm:
        some = documents[:SOME] if name == "minilm" else documents
        texts = [text_to_embed(d, p.start, p.end) for d in some for p in passages(d)]
        embedder = load_embedder(name)
        stage(
            f"embed, {name}, {len(texts) / len(some):.2f} passages",
            lambda e=embedder, t=texts: e.embed_passages(t),
            len(some),
        )


if __name__ == "__main__":
    main()
