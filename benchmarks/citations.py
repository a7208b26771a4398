"""SciFact and HealthVer as pairs files for `evidence bench citations`.

    python -m benchmarks.citations SHARED --out DIR

`scifact-train`, `scifact-dev`, `scifact-dev-disjoint` (claims none of whose documents a train claim cites), and
`healthver-even` and `healthver-odd` by the document's number. Their licences do not let the files travel with the code.
"""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

import msgspec

from benchmarks.citations_data import LabelledPair, half, healthver_pairs, scifact_pairs
from benchmarks.reading_data import data_folder


def sets(data: Path) -> dict[str, list[LabelledPair]]:
    """Each set by its file's name."""
    healthver = healthver_pairs(data)
    return {
        "scifact-train": scifact_pairs("train", data),
        "scifact-dev": scifact_pairs("dev", data),
        "scifact-dev-disjoint": scifact_pairs("dev-disjoint", data),
        "healthver-even": half(healthver, "even"),
        "healthver-odd": half(healthver, "odd"),
    }


def lines(pairs: Iterable[LabelledPair]) -> bytes:
    """One object a line, as the command reads them."""
    return b"".join(
        msgspec.json.encode(
            {"id": f"{p.claim_id} {p.document_id}", "claim": p.claim, "passage": p.passage, "label": p.label,
             "document_id": p.document_id}
        ) + b"\n"
        for p in pairs
    )  # fmt: skip


def main() -> None:
    """Parse and write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.citations")
    parser.add_argument("shared", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    for name, pairs in sets(data_folder(chosen.shared)).items():
        (chosen.out / f"{name}.jsonl").write_bytes(lines(pairs))
        print(f"{len(pairs):6} {name}", file=sys.stderr)


if __name__ == "__main__":
    main()
