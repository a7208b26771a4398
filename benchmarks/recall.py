"""Questions with the documents that experts chose, as QUESTIONS files of `evidence bench recall`.

Run: python -m benchmarks.recall bioasq SHARED_DATA OUT.jsonl
     python -m benchmarks.recall pdq SHARED_DATA OUT.jsonl [--library LIBRARY]

bioasq  the 125 questions whose articles the library of `benchmarks.reports` holds; gold: all PMIDs that BioASQ's experts
        chose, most of which no library here has; kind: BioASQ's own (yesno, factoid, list, summary)
pdq     sentences of NCI's PDQ pages that cite, each after the heading above it; gold: the PMIDs in the reference list
        behind their marks; kind: the page. With --library, only sentences of which that library holds a cited article.
"""

import argparse
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.recall_pdq import Stated, statements
from benchmarks.reports import questions
from evidence.library.library import Library

Row = dict[str, Any]


def bioasq(data: Path) -> list[Row]:
    """The questions in `benchmarks.reports`' order, with all of their gold."""
    with gzip.open(data / "bioasq" / "golden_7b-11b.jsonl.gz", "rt", encoding="utf-8") as file:
        golden = {row["id"]: row for row in map(json.loads, file)}
    return [
        {
            "id": each["id"],
            "question": each["question"],
            "gold": list(dict.fromkeys(f"pubmed:{pmid}" for pmid in golden[each["id"]]["pmids"])),
            "kind": golden[each["id"]]["type"],
        }
        for each in questions(data)
    ]


def pdq(data: Path, library: Library | None = None) -> list[Row]:
    """Statements with PMIDs, numbered by page; what a page says twice, citing the same, is asked once."""
    found = {(s.asked, s.pmids): s for s in _stated(data)}
    rows = [
        {"id": f"{s.page}-{s.number}", "question": s.asked, "gold": [f"pubmed:{p}" for p in s.pmids], "kind": s.page}
        for s in found.values()
    ]
    if library is None:
        return rows
    held = library.heads(gold for row in rows for gold in row["gold"])
    return [row for row in rows if any(gold in held for gold in row["gold"])]


def _stated(data: Path) -> Iterator[Stated]:
    for path in sorted((data / "guidelines" / "nci_pdq").glob("*.html.gz")):
        yield from statements(path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("collection", choices=("bioasq", "pdq"))
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--library", type=Path, help="of PDQ: only statements with gold there")
    given = parser.parse_args()
    library = Library.open(given.library) if given.library else None
    rows = bioasq(given.data) if given.collection == "bioasq" else pdq(given.data, library)
    given.out.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    print(f"{len(rows)} questions, {len({gold for row in rows for gold in row['gold']})} gold documents: {given.out}")


if __name__ == "__main__":
    main()
