"""Holds retrieval and reading to their floors, which only go up.

    python -m benchmarks.gate SHARED [--only retrieval|reading]     (exit 1 below a floor)
    python -m benchmarks.gate SHARED --raise [--lower REASON]       (sets the floors of reading)

`--raise` puts each floor of reading a little below what is measured now, where that is above the present floor. A floor
goes down only with `--lower`, whose reason is kept in floors.json; say it in CHANGELOG.md, too.
"""

import argparse
import datetime
import hashlib
import json
import math
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks import to_beir
from benchmarks.reading_cache import data_hashes
from benchmarks.reading_data import data_folder
from benchmarks.reading_parts import chosen
from evidence.settings import load_settings
from research.evaluate import evaluate_retrieval

FLOORS = Path(__file__).with_name("floors.json")
ROOM = {"effects": 0.005, "entities": 0.005}  # nothing is drawn there: room for a label or two
SEED_NOISE = 0.01  # what another partition or seed of the trees moves the figures by

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


def reading_floors() -> dict[str, Any]:
    """Reading's entry of floors.json: `data_sha256` by file, `figures` by name, and `lowered` with reasons."""
    return json.loads(FLOORS.read_text())["reading"]


def below(found: Figures, wanted: Figures) -> list[str]:
    """Every floor that is not reached, in words."""
    return [
        f"{mode} {measure}: {found.get(mode, {}).get(measure, 0.0):.4f}, the floor is {floor}"
        for mode, measures in wanted.items()
        for measure, floor in measures.items()
        if found.get(mode, {}).get(measure, 0.0) < floor
    ]


def below_reading(found: Mapping[str, float], shared: Path) -> list[str]:
    """Every floor of the parts that were measured which is not reached. Raises ValueError on other data."""
    kept, parts = reading_floors(), {name.partition(".")[0] for name in found}
    for part in chosen(sorted(parts)):
        for name, digest in data_hashes(part, shared).items():
            if kept["data_sha256"].get(name) != digest:
                raise ValueError(f"{name} is not the file that the floors of reading were measured on")
    wanted = {name: floor for name, floor in kept["figures"].items() if name.partition(".")[0] in parts}
    return below({"reading": dict(found)}, {"reading": wanted})


def raised(kept: dict[str, Any], found: Mapping[str, float], reason: str, day: str) -> dict[str, Any]:
    """Reading's entry with floors for what is found; those that would go down stay unless there is a reason."""
    figures, lowered = dict(kept.get("figures", {})), list(kept.get("lowered", []))
    for name, value in found.items():
        room = ROOM.get(name.partition(".")[0], SEED_NOISE)
        floor = math.floor(round((value - room) * 1000, 6)) / 1000
        if floor < figures.get(name, 0.0):
            if not reason:
                continue
            lowered.append({"figure": name, "from": figures[name], "to": floor, "reason": reason, "date": day})
        figures[name] = floor
    return {**kept, "figures": figures, "lowered": lowered}


def set_reading(found: Mapping[str, float], shared: Path, reason: str) -> None:
    """Writes floors.json, with the hashes of the data. Raises ValueError on other data, unless there is a reason."""
    whole = json.loads(FLOORS.read_text())
    kept = whole.get("reading", {})
    hashes = {
        name: digest
        for part in chosen(sorted({name.partition(".")[0] for name in found}))
        for name, digest in data_hashes(part, shared).items()
    }
    before = kept.get("data_sha256", {})
    if not reason and any(before.get(name, digest) != digest for name, digest in hashes.items()):
        raise ValueError("The data are not those of the floors: give --lower and the reason.")
    made = raised(kept, found, reason, datetime.datetime.now(datetime.UTC).date().isoformat())
    whole["reading"] = {"data_sha256": {**before, **hashes}, **{k: v for k, v in made.items() if k != "data_sha256"}}
    FLOORS.write_text(json.dumps(whole, indent=2) + "\n")


def _retrieval(shared: Path) -> list[str]:
    found = measure_scifact(data_folder(shared))
    for mode, values in found.items():
        print(mode, values)
    return below(found, floors()["modes"])


def _reading(shared: Path) -> list[str]:
    from benchmarks.reading import run
    from benchmarks.reading_table import held, markdown

    figures = run(shared)
    print(markdown(figures))
    return below_reading(held(figures), shared)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("shared", type=Path, metavar="SHARED")
    parser.add_argument("--only", choices=("retrieval", "reading"))
    parser.add_argument("--raise", dest="up", action="store_true")
    parser.add_argument("--lower", default="", metavar="REASON")
    given = parser.parse_args()
    if given.up or given.lower:
        from benchmarks.reading import run
        from benchmarks.reading_table import held

        set_reading(held(run(given.shared)), given.shared, given.lower)
        return 0
    faults = [
        fault
        for name, check in (("retrieval", _retrieval), ("reading", _reading))
        if given.only in (None, name)
        for fault in check(given.shared)
    ]
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
