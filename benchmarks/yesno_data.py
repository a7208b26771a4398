"""Yes/no questions of BioASQ and PubMedQA as statements, and their pooled features. Shared by training and measuring."""

import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evidence.text.sentences import sentences
from research.reading.verdict.asked import read_asked
from research.reading.verdict.features import read_sentence
from research.reading.verdict.weigh import Statement, shares

_PLACES = {
    "CONCLUSIONS": ("conclu", "interpretation"), "RESULTS": ("result", "finding"), "OBJECTIVE": ("objective", "aim", "purpose"),
    "BACKGROUND": ("background", "introduction", "context"),
    "METHODS": ("method", "design", "setting", "patient", "participant", "subject", "measure", "intervention", "material"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Question:
    """`label`: yes, no or undecided."""

    id: str
    text: str
    statements: tuple[Statement, ...]
    label: str


def lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from (json.loads(line) for line in file)


def bioasq(shared: Path) -> list[Question]:
    """Gold snippets by sentence, repeats left out. Offsets count in the snippet: the abstracts are not all at hand."""
    rows = (x for x in lines(shared / "data/bioasq/golden_7b-11b.jsonl.gz") if x["type"] == "yesno")
    return [Question(x["id"], x["body"], tuple(snippets_of(x)), x["exact_answer"].lower()) for x in rows]


def pubmedqa(shared: Path, conclusion: bool) -> list[Question]:
    """The abstract, with its conclusion or (the harder, usual form of this test) without."""
    found = []
    for x in lines(shared / "data/pubmedqa/pqal_dev.jsonl.gz"):
        parts = list(zip(x["LABELS"], x["CONTEXTS"], strict=True))
        parts += [("CONCLUSIONS", x["LONG_ANSWER"])] if conclusion else []
        read = tuple(s for label, text in parts for s in _statements(x["pmid"], text, _place(label)))
        found.append(Question(x["pmid"], x["QUESTION"], read, x["final_decision"].replace("maybe", "undecided")))
    return found


def groups(questions: Sequence[Question]) -> list[str]:
    """One name for all questions that share an article, directly or through others: they must lie in one fold."""
    parent = {q.id: q.id for q in questions}

    def root(name: str) -> str:
        while parent[name] != name:
            name = parent[name]
        return name

    first: dict[str, str] = {}
    for q in questions:
        for name in {q.text.lower(), *(s.document_id for s in q.statements)}:
            parent[root(q.id)] = root(first.setdefault(name, q.id))
    return [root(q.id) for q in questions]


def pooled(question: Question) -> dict[str, float]:
    """The mean of the sentences' features by their shares: what the softmax is trained on."""
    asked = read_asked(question.text)
    read = [read_sentence(asked, s.text) for s in question.statements]
    total: dict[str, float] = {}
    for part, one in zip(shares(question.statements, [r.overlap for r in read]), read, strict=True):
        for name, value in one.values.items():
            total[name] = total.get(name, 0.0) + part * value
    return total


def snippets_of(row: dict[str, Any]) -> Iterator[Statement]:
    """The sentences of a BioASQ question's snippets, each once."""
    seen = set()
    for snippet in row["snippets"]:
        for statement in _statements(snippet["document"], snippet["text"], ""):
            if len(statement.text) > 25 and statement.text.lower() not in seen:
                seen.add(statement.text.lower())
                yield statement


def _statements(document: str, text: str, place: str) -> Iterator[Statement]:
    for start, end in sentences(text):
        said = text[start:end]
        named = "CONCLUSIONS" if said.lower().startswith("conclusion") else place
        yield Statement(document, start, end, said, named)


def _place(label: str) -> str:
    return next((name for name, words in _PLACES.items() if any(w in label.lower() for w in words)), "")
