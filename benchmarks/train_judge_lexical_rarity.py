"""Counts how rare words are and writes citations/judges/lexical_rarity.json: levels of inverse document frequency, the words of each.

    python -m benchmarks.train_judge_lexical_rarity [SHARED]

Counted over SciFact's abstracts at even places of its corpus that no dev claim cites, and every eighth of the mixed
abstracts (none of HealthVer or SciFact). Only counts are kept, no text.
"""

import gzip
import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.citations_data import SHARED, scifact_pairs
from citations.judges.source import stems

OUT = Path(__file__).parents[1] / "citations" / "judges" / "lexical_rarity.json"
RAREST = 0.0025  # share of the abstracts below which a word is not listed
EVERY = 8


def texts(shared: Path) -> Iterator[str]:
    """The abstracts that are counted, with their titles."""
    taken = {pair.document_id for pair in scifact_pairs("dev", shared)}
    for place, row in enumerate(_lines(shared / "scifact" / "corpus.jsonl.gz")):
        if place % 2 == 0 and f"scifact:{row['doc_id']}" not in taken:
            yield f"{row['title']} {' '.join(row['abstract'])}"
    for place, row in enumerate(_lines(shared / "abstracts" / "abstracts.jsonl.gz")):
        if place % EVERY == 0 and not any(name in row["src"] for name in ("healthver", "scifact")):
            yield f"{row.get('title') or ''} {row.get('abstract') or row.get('text') or ''}"


def rarities(counted: Iterator[str]) -> dict[str, str]:
    """Level, in steps of a half, and its words in order."""
    held: Counter[str] = Counter()
    whole = 0
    for text in counted:
        whole += 1
        held.update(set(stems(text)))
    levels: dict[float, list[str]] = defaultdict(list)
    for word, count in held.items():
        if count >= RAREST * whole and len(word) > 1 and not word.isdigit():
            levels[round(math.log(whole / count) * 2) / 2].append(word)
    return {str(level): " ".join(sorted(levels[level])) for level in sorted(levels)}


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


if __name__ == "__main__":
    given = Path(sys.argv[1]) / "data" if len(sys.argv) > 1 else SHARED
    OUT.write_text(json.dumps(rarities(texts(given))) + "\n", encoding="utf-8")
