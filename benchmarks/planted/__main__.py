"""Writes the pairs file; says on standard error how many of each kind there are."""

import argparse
import importlib
import sys
from collections import Counter
from pathlib import Path

import msgspec

from benchmarks.planted.make import planted
from benchmarks.planted.sources import sources
from benchmarks.reading_data import data_folder

_SPLIT = {"training": "even", "held-out": "odd"}


def main() -> None:
    """Parse, make, write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.planted")
    parser.add_argument("shared", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--words", choices=tuple(_SPLIT), default="training")
    parser.add_argument("--split", choices=("even", "odd"))
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--most", type=int, default=400, help="of each kind")
    chosen = parser.parse_args()
    if chosen.split not in (None, _SPLIT[chosen.words]):
        parser.error(f"{chosen.words} words are for {_SPLIT[chosen.words]} documents only.")
    words = importlib.import_module(f"benchmarks.planted.words_{chosen.words.replace('-', '_')}").WORDS
    counts: Counter[str] = Counter()
    with chosen.out.open("wb") as file:
        for pair in planted(sources(data_folder(chosen.shared), _SPLIT[chosen.words]), words, chosen.seed, chosen.most):
            file.write(msgspec.json.encode(pair) + b"\n")
            counts[pair.kind] += 1
    print("\n".join(f"{count:6} {kind}" for kind, count in counts.items()), file=sys.stderr)


main()
