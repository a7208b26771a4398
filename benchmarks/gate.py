"""Holds retrieval quality to its floors, which only go up: lowering one needs a reason in CHANGELOG.md.

Run: python -m benchmarks.gate SHARED_DATA   (exit 1 below a floor)
"""

import hashlib
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks import to_beir
from evidence.settings import load_settings
from research.evaluate import evaluate_retrieval

FLOORS = Path(__file__).with_name("floors.json")

Figures = dict[str, dict[str, float]]  # mode -> measure -> value


def measure_scifact(data: Path) -> Figures:
    """SciFact's 300 test topics through the same code as `evidence bench retrieval`. Raises ValueError on other data."""
    corpus = data / "scifact" / "corpus.jsonl.gz"
    if hashlib.sha256(corpus.read_bytes()).hexdigest() != floors()["corpus_sha256"]:
        raise ValueError(f"{corpus} is not the corpus that the floors were measured on")
    with tempfile.TemporaryDirectory() as made:
        to_beir.scifact(data, Path(made))
        return evaluate_retrieval(Path(made) / "scifact", load_settings(), (), None, print)


def floors() -> dict[str, Any]:
    """SciFact's entry of floors.json: the corpus it holds for, and floors by mode and measure."""
    return json.loads(FLOORS.read_text())["retrieval"]["scifact"]


def below(found: Figures, wanted: Figures) -> list[str]:
    """Every floor that is not reached, in words."""
    return [
        f"{mode} {measure}: {found.get(mode, {}).get(measure, 0.0):.4f}, the floor is {floor}"
        for mode, measures in wanted.items()
        for measure, floor in measures.items()
        if found.get(mode, {}).get(measure, 0.0) < floor
    ]


def main() -> int:
    found = measure_scifact(Path(sys.argv[1]))
    for mode, values in found.items():
        print(mode, values)
    faults = below(found, floors()["modes"])
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
