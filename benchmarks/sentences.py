"""Builds the set that dense search is measured on: 1,000,000 real sentences and 1,000 real questions, as vectors.

`python -m benchmarks.sentences SHARED_DATA OUT [COUNT]` writes OUT/texts.txt (a text a line, shuffled, so that the first
n are a sample), OUT/rows.f16 ((COUNT, 384) float16, row i is line i), OUT/queries.txt and OUT/queries.npy ((1000, 384)
float32). Interrupted, the same command goes on. Texts are the distinct sentences of at least 5 words of `abstracts` and
of the paragraphs of `jats`; where they are too few, pairs of neighbouring sentences fill up. Questions are BioASQ's and
SciFact's claims; none is in the set.
"""

import gzip
import json
import os
import random
import sys
import tarfile
import time
from collections.abc import Iterator
from itertools import islice, pairwise
from pathlib import Path

import numpy as np
from lxml import etree

from evidence.text.sentences import sentences
from indexers.embedders import load_embedder

COUNT, QUERIES, WORDS = 1_000_000, 1_000, 5
CHUNK = 16_384  # texts that are sorted by length, embedded and written together


def main() -> None:
    data, out = Path(sys.argv[1]), Path(sys.argv[2])
    count = int(sys.argv[3]) if len(sys.argv) > 3 else COUNT
    out.mkdir(parents=True, exist_ok=True)
    if not (out / "texts.txt").exists():
        write_texts(data, out, count)
    embed_queries(out)
    embed_texts(out)


def write_texts(data: Path, out: Path, count: int) -> None:
    """texts.txt and queries.txt; says how many are sentences and how many pairs."""
    asked = dict.fromkeys(questions(data))
    singles: dict[str, None] = {}
    pairs: dict[str, None] = {}
    for text in documents(data):
        spans = sentences(text)
        singles.update((clean(text[a:b]), None) for a, b in spans)
        pairs.update((clean(text[a:d]), None) for (a, _), (_, d) in pairwise(spans))
    dice = random.Random(3)
    chosen = [text for text in singles if enough(text) and text not in asked]
    more = [text for text in pairs if enough(text) and text not in asked and text not in singles]
    filling = dice.sample(more, min(len(more), max(0, count - len(chosen))))
    print(f"{len(chosen):,} distinct sentences, {len(filling):,} of {len(more):,} pairs", flush=True)
    chosen = dice.sample(chosen + filling, min(count, len(chosen) + len(filling)))
    write_lines(out / "queries.txt", dice.sample(list(asked), QUERIES))
    write_lines(out / "texts.txt", chosen)


def documents(data: Path) -> Iterator[str]:
    """Abstracts, and paragraphs of full texts."""
    with gzip.open(data / "abstracts" / "abstracts.jsonl.gz", "rt") as file:
        for line in file:
            yield json.loads(line)["abstract"] or ""
    with tarfile.open(data / "jats" / "ccby_articles.tar.gz") as archive:
        for member in archive:
            file_of = archive.extractfile(member)
            if file_of is not None:
                tree = etree.parse(file_of, etree.XMLParser(recover=True, resolve_entities=False, no_network=True))
                yield from (clean("".join(p.itertext())) for p in tree.iter("p"))


def questions(data: Path) -> Iterator[str]:
    """BioASQ's questions and SciFact's claims."""
    for path, key in (
        ("bioasq/golden_7b-11b", "body"),
        ("scifact/claims_train", "claim"),
        ("scifact/claims_dev", "claim"),
    ):
        with gzip.open(data / f"{path}.jsonl.gz", "rt") as file:
            yield from (clean(json.loads(line)[key]) for line in file)


def clean(text: str) -> str:
    """One line."""
    return " ".join(text.split())


def enough(text: str) -> bool:
    """Whether it has WORDS words."""
    return text.count(" ") >= WORDS - 1


def write_lines(path: Path, lines: list[str]) -> None:
    """By rename, so that a file is whole or not there."""
    scratch = path.with_suffix(".part")
    scratch.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    os.replace(scratch, path)


def read_lines(path: Path) -> list[str]:
    """`splitlines` would also split at rarer signs."""
    return path.read_text(encoding="utf-8").split("\n")[:-1]


def embed_queries(out: Path) -> None:
    """As the product embeds them, one by one."""
    if not (out / "queries.npy").exists():
        embedder = load_embedder("minilm", bulk=False)
        vectors = np.concatenate([embedder.embed_query(text) for text in read_lines(out / "queries.txt")])
        np.save(out / "queries.npy", vectors)


def embed_texts(out: Path) -> None:
    """Appends to rows.f16 what is missing, and says how far it is."""
    texts = iter(read_lines(out / "texts.txt"))
    embedder = load_embedder("minilm", bulk=True)
    width = embedder.dim * 2  # bytes in a float16 row
    with (out / "rows.f16").open("ab") as file:
        done = file.tell() // width
        file.truncate(done * width)
        begun, first = time.perf_counter(), done
        texts = islice(texts, done, None)
        while chunk := list(islice(texts, CHUNK)):
            order = sorted(range(len(chunk)), key=lambda i: len(chunk[i]))
            rows = np.empty((len(chunk), embedder.dim), np.float16)
            rows[order] = embedder.embed_passages([chunk[i] for i in order])
            file.write(rows.tobytes())
            file.flush()
            done += len(chunk)
            rate = (done - first) / (time.perf_counter() - begun)
            print(f"{done:,} rows, {rate:.0f} a second, CPU {time.process_time():.0f} s", flush=True)


if __name__ == "__main__":
    main()
