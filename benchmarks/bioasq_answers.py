"""BioASQ's questions with gold snippets as pools of sentences, and the experts' ideal answers to compare with.

Data: `bioasq/golden_7b-11b.jsonl.gz` (2,310 questions, CC BY 2.5). The snippets stand in the order in which the experts
took them, and their answers follow the first one closely: ROUGE-2 F1 .41 for the first, .28 for any other. No system
knows that order, so pools are sorted by document and place; `first_snippet` keeps what the experts' order gives.
"""

import gzip
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evidence.text.sentences import sentences
from research.reading.sentences.values import Sentence


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, its gold snippets as sentences, and the ideal answers."""

    question: str
    pool: tuple[tuple[Sentence, ...], ...]  # one tuple a snippet; by document and place
    ideal: tuple[str, ...]
    first_snippet: str  # in the experts' order
    first_sorted: str  # in the pool's order
    documents: frozenset[str]


def read_asked(shared: Path) -> list[Asked]:
    """Questions with snippets, in an order that says nothing (a hash of their ids)."""
    with gzip.open(shared / "bioasq" / "golden_7b-11b.jsonl.gz", "rt") as file:
        raw = [json.loads(line) for line in file]
    raw.sort(key=lambda q: hashlib.sha256(q["id"].encode()).hexdigest())
    return [_asked(q) for q in raw if q["snippets"]]


def _asked(raw: dict[str, Any]) -> Asked:
    found = sorted(raw["snippets"], key=lambda s: (s["document"], s["beginSection"], s["offsetInBeginSection"]))
    texts = list(dict.fromkeys(s["text"] for s in found))
    pool = tuple(tuple(Sentence(t[a:b]) for a, b in sentences(t)) for t in texts)
    return Asked(
        raw["body"], tuple(p for p in pool if p), tuple(raw["ideal_answer"]), raw["snippets"][0]["text"], texts[0],
        frozenset(s["document"] for s in found),
    )  # fmt: skip
