"""Sentence boundaries against abstracts that come split (SciFact, HealthVer), next to a naive regular expression.

    python benchmarks/sentence_splitting.py [--half tune|test] [--show N]

The abstracts' sentences are joined with one space, as they are in a document; a boundary is the offset of a sentence's
end, the end of the text not counted. Their own splitting is a tool's and has errors ("1.4 +/-" | "0.24"), so 1.0 is out
of reach. "where sentences end" leaves out their boundaries after no stop and next to pieces without a letter (dots).
"""

import argparse
import gzip
import json
import re
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

from evidence.text.sentences import sentences

DATA = Path("/work/shared/data")
_STOPPED = re.compile(r"[.!?][\"'”’)\]]*(?:\s?\")?$")
_LETTER = re.compile(r"[^\W\d_]")
_NAIVE = re.compile(r"[.!?](?=\s+[A-Z])")


def naive(text: str) -> list[int]:
    return [m.end() for m in _NAIVE.finditer(text)]


def ours(text: str) -> list[int]:
    return [end for _, end in sentences(text)][:-1]


def abstracts(name: str, half: str) -> Iterator[list[str]]:
    with gzip.open(DATA / name / "corpus.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = sorted((json.loads(line) for line in lines), key=lambda row: int(row["doc_id"]))
    middle = len(rows) // 2
    for row in rows[:middle] if half == "tune" else rows[middle:]:
        yield [" ".join(s.split()) for s in row["abstract"] if s.strip()]


def joined(parts: list[str], *, plain: bool = False) -> tuple[str, set[int]]:
    """The text and its boundaries; with `plain`, breaks after no stop or in a row of dots are healed."""
    ends, at = set(), 0
    for part, following in pairwise(parts):
        at += len(part)
        if not plain or (_STOPPED.search(part) and _LETTER.search(part) and _LETTER.search(following)):
            ends.add(at)
        at += 1
    return " ".join(parts), ends


def measure(split: Callable[[str], list[int]], texts: list[tuple[str, set[int]]]) -> str:
    began = time.perf_counter()
    found = [set(split(text)) for text, _ in texts]
    seconds = time.perf_counter() - began
    hits = sum(len(f & gold) for f, (_, gold) in zip(found, texts, strict=True))
    precision = hits / max(1, sum(map(len, found)))
    recall = hits / max(1, sum(len(gold) for _, gold in texts))
    speed = sum(len(text.encode()) for text, _ in texts) / seconds / 1e6
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return f"precision {precision:.4f}  recall {recall:.4f}  F1 {f1:.4f}  {speed:6.1f} MB/s"


def disagreements(texts: list[tuple[str, set[int]]], limit: int) -> None:
    shown = {"extra": 0, "missed": 0}
    for text, gold in texts:
        found = set(ours(text))
        for kind, ends in (("extra", found - gold), ("missed", gold - found)):
            for end in sorted(ends):
                if shown[kind] < limit:
                    shown[kind] += 1
                    print(f"{kind}: {text[max(0, end - 50) : end]} | {text[end : end + 40]}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--half", choices=("tune", "test"), default="test")
    parser.add_argument("--show", type=int, default=0)
    asked = parser.parse_args()
    for name in ("scifact", "healthver"):
        parts = list(abstracts(name, asked.half))
        for plain in (False, True):
            texts = [joined(p, plain=plain) for p in parts]
            what = "where sentences end" if plain else "as they come split"
            print(
                f"{name}, {asked.half} half, {what}: {len(texts)} abstracts, {sum(len(g) for _, g in texts)} boundaries"
            )
            print(f"  naive  {measure(naive, texts)}")
            print(f"  ours   {measure(ours, texts)}")
        disagreements(texts, asked.show)


if __name__ == "__main__":
    main()
