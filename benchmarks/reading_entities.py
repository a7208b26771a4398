"""Factoid (MRR, top 5), list (F1) and definition questions of BioASQ, from its gold snippets.

A thing is right where it equals one of the expert's names but for case and punctuation. Weights were set on the half of
the questions whose id has an even sum of characters; the figures are of the other half.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.reading_data import data_folder
from benchmarks.yesno_data import lines, snippets_of
from evidence.text.question_type import question_type
from research.reading.entities.entities import entities, folded, listed
from research.reading.verdict.weigh import Statement

FIRST = 5  # names given to a factoid question
LISTED = 8  # names given to a list question at most
_CAPITAL = re.compile(r"\b[A-Z][\w-]+\b")
Namer = Callable[[str, Sequence[Statement], int], list[str]]


def ours(question: str, statements: Sequence[Statement], most: int) -> list[str]:
    named = entities if most == FIRST else listed
    return [e.text for e in named(question, statements, most)]


def capitals(question: str, statements: Sequence[Statement], most: int) -> list[str]:
    """The baseline: the commonest capitalised words that the question does not hold."""
    words = [w for s in statements for w in _CAPITAL.findall(s.text)]
    return [w for w, _ in Counter(w for w in words if w.lower() not in question.lower()).most_common(most)]


def measure_entities(shared: Path, half: int = 1) -> dict[str, float]:
    """Of the held-out half (1), or of the development half (0)."""
    rows = [
        x for x in lines(data_folder(shared) / "bioasq/golden_7b-11b.jsonl.gz") if sum(map(ord, x["id"])) % 2 == half
    ]
    result = {}
    for name, namer in (("", ours), ("_capitals", capitals)):
        result[f"factoid_mrr{name}"] = _mean([_reciprocal(x, namer) for x in rows if x["type"] == "factoid"])
        result[f"list_f1{name}"] = _mean([_f1(x, namer) for x in rows if x["type"] == "list"])
    for kind in ("yesno", "factoid", "list"):
        typed = [question_type(x["body"]) == kind for x in rows if x["type"] == kind]
        result[f"question_type_{kind}_recall"] = _mean([float(t) for t in typed])
    return result


def _gold(row: dict[str, Any]) -> list[set[str]]:
    """One set of names for each thing."""
    answers = row["exact_answer"] or []
    answers = [answers] if isinstance(answers, str) else answers
    return [{folded(a) for a in ([one] if isinstance(one, str) else one)} for one in answers]


def _reciprocal(row: dict[str, Any], namer: Namer) -> float:
    names = set().union(*_gold(row))
    said = [folded(t) for t in namer(row["body"], list(snippets_of(row)), FIRST)]
    return next((1 / n for n, text in enumerate(said, start=1) if text in names), 0.0)


def _f1(row: dict[str, Any], namer: Namer) -> float:
    gold = _gold(row)
    said = [folded(t) for t in namer(row["body"], list(snippets_of(row)), LISTED)]
    right = sum(any(text in names for names in gold) for text in said)
    found = sum(bool(names & set(said)) for names in gold)
    precision, recall = right / max(1, len(said)), found / max(1, len(gold))
    return 2 * precision * recall / (precision + recall) if right else 0.0


def _mean(values: Sequence[float]) -> float:
    return sum(values) / max(1, len(values))
