"""The bottom line of whole reports against experts' ideal answers, on BioASQ's questions whose articles are in a library.

Run: python -m benchmarks.bottom_lines SHARED_DATA LIBRARY [--cache FILE]; LIBRARY as benchmarks/reports.py makes it.

What the loop reads for a question (search, weighing, reading) is kept in FILE, so that a change of the rule is measured
in seconds; delete it after a change of the reader. One half of the questions, by a hash of their ids, is for choosing
(`chosen on`), the other for reporting. Figures are means over questions; a question that nothing is quoted for counts 0.
"""

import argparse
import gzip
import hashlib
import json
import pickle
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import mean

from rank_bm25 import BM25Okapi

from benchmarks.reports import build, questions
from benchmarks.rouge import SKIP, Units, rouge_2, rouge_su4
from evidence.model import Document, Filters, Plan, Query
from evidence.report import Policy
from evidence.text.words import content_words, stem
from research.gather import gather
from research.plan import make_plan
from research.reading.answers import Answer, read_answers
from research.reading.focus import Focus, read_focus
from research.reading.gate import Gate
from research.reading.quotable import quotable
from research.reading.terms import read_terms
from research.synthesize.extractive import draft
from research.weigh import weigh
from research.wiring import Engine, open_engine

GRAM, HELD = 3, 0.6  # a sentence and a snippet overlap where the shorter's runs of three words are held to three fifths


@dataclass(frozen=True, slots=True)
class Case:
    """A question as the loop has read it, and what experts say: ideal answers, gold articles and snippets."""

    id: str
    plan: Plan
    focus: Focus
    answers: tuple[Answer, ...]
    pool: tuple[Document, ...]  # in the order in which a search for the question has them, the rest after
    ideal: tuple[str, ...]
    gold: frozenset[str]
    snippets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence shown, and its document's id."""

    text: str
    document_id: str


Rule = Callable[[Case], Sequence[Line]]


def half(question_id: str) -> int:
    """0: to choose on; 1: to report."""
    return hashlib.sha256(question_id.encode()).digest()[0] & 1


def read_cases(shared: Path, library: Path, kept: Path) -> list[Case]:
    """From the file where it is, else from the library (3 CPU minutes), and then kept."""
    if kept.is_file():
        cases: list[Case] = pickle.loads(kept.read_bytes())  # a file that this script wrote
        return cases
    engine = open_engine(build(shared, library, "none"))
    with gzip.open(shared / "bioasq" / "golden_7b-11b.jsonl.gz", "rt", encoding="utf-8") as lines:
        golden = {g["id"]: g for g in map(json.loads, lines)}
    cases = [
        _case(q["id"], q["question"], frozenset(q["gold"]), golden[q["id"]], engine)
        for q in questions(shared)
        if q["gold"]
    ]
    kept.write_bytes(pickle.dumps(cases))
    return cases


def _case(
    identity: str, question: str, gold: frozenset[str], golden: dict[str, list[dict[str, str]]], engine: Engine
) -> Case:
    plan = make_plan(question)
    pool, _ = weigh(gather(plan, engine, "")[0], plan.kind, Policy())
    terms = read_terms(question, engine.lexical.frequencies, len(engine.library))
    answers = read_answers(question, terms, pool, engine.embedder)
    hits = engine.retriever("")[1].search(Query(question, Filters()), len(pool))
    place = {hit.passage.document_id: rank for rank, hit in reversed(list(enumerate(hits)))}
    found = sorted((e.document for e in pool), key=lambda d: place.get(d.id, len(hits)))
    return Case(
        identity, plan, read_focus(plan, terms), tuple(answers), tuple(found),
        tuple(map(str, golden["ideal_answer"])), gold, tuple(s["text"] for s in golden["snippets"]),
    )  # fmt: skip


def shipped(case: Case) -> list[Line]:
    """What a report shows."""
    made = draft(case.answers, case.focus, Gate(), case.plan.outcome)
    claims = {c.id: c for c in made.claims}
    return [Line(claims[i].text, claims[i].citations[0].document_id) for i in made.bottom_line]


def top_bm25(case: Case) -> list[Line]:
    """The pool's best sentence by BM25."""
    every = [Line(d.text[s:e], d.id) for d in case.pool for s, e in quotable(d)]
    corpus = [[stem(w) for w in content_words(line.text)] or [""] for line in every]
    if not corpus:
        return []
    scores = [float(s) for s in BM25Okapi(corpus).get_scores([stem(w) for w in content_words(case.plan.question)])]
    return [every[scores.index(max(scores))]]


def first_conclusion(case: Case) -> list[Line]:
    """The first sentence of the first document's conclusion; its last sentence where no section is called so."""
    for document in case.pool[:1]:
        spans = quotable(document)
        named = [s for s in document.sections if s.category == "CONCLUSIONS"]
        inside = [(a, b) for a, b in spans if any(s.start <= a < s.end for s in named)] or spans[-1:]
        return [Line(document.text[a:b], document.id) for a, b in inside[:1]]
    return []


def figures(cases: Sequence[Case], rule: Rule) -> dict[str, float]:
    """ROUGE F1 and recall, shares of sentences of gold articles and on gold snippets, words, sentences, silence (0 to 1)."""
    shown = [list(rule(c)) for c in cases]
    texts = [" ".join(line.text for line in lines) for lines in shown]
    pairs = list(zip(cases, texts, strict=True))
    every = [(c, line) for c, lines in zip(cases, shown, strict=True) for line in lines]
    return {
        "rouge_2": mean(rouge_2(t, c.ideal) for c, t in pairs),
        "rouge_su4": mean(rouge_su4(t, c.ideal) for c, t in pairs),
        "recall_2": mean(_recall(t, c.ideal, _bigrams) for c, t in pairs),
        "recall_su4": mean(_recall(t, c.ideal, _skipping) for c, t in pairs),
        "first_rouge_2": mean(rouge_2(lines[0].text if lines else "", c.ideal) for c, lines in zip(cases, shown, strict=True)),
        "of_gold_article": mean(line.document_id in c.gold for c, line in every) if every else 0.0,
        "on_gold_snippet": mean(overlaps(line.text, c.snippets) for c, line in every) if every else 0.0,
        "a_gold_snippet": mean(any(overlaps(x.text, c.snippets) for x in lines) for c, lines in zip(cases, shown, strict=True)),
        "sentences": len(every) / len(cases),
        "words": mean(len(t.split()) for t in texts),
        "silent": mean(not lines for lines in shown),
    }  # fmt: skip


def overlaps(sentence: str, snippets: Sequence[str]) -> bool:
    """Whether a snippet and the sentence say the same stretch of text: one holds most of the other's runs of words."""
    own = _grams(sentence)
    return any(len(own & other) >= HELD * min(len(own), len(other)) for other in map(_grams, snippets))


def _grams(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[k : k + GRAM]) for k in range(max(len(words) - GRAM + 1, 1))}


def _recall(text: str, references: Sequence[str], units: Callable[[str], Units]) -> float:
    """The share of a reference's units that the text has; of several references the best counts."""
    own = units(text)
    return max(((own & other).total() / max(1, other.total()) for other in map(units, references)), default=0.0)


def _bigrams(text: str) -> Units:
    return Counter(pairwise(re.findall(r"[a-z0-9]+", text.lower())))


def _skipping(text: str) -> Units:
    words = re.findall(r"[a-z0-9]+", text.lower())
    found: Units = Counter((w,) for w in words)
    for i, word in enumerate(words):
        found.update((word, other) for other in words[i + 1 : i + SKIP + 2])
    return found


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("library", type=Path)
    parser.add_argument("--cache", type=Path, default=Path("/tmp/bottom_lines.pickle"))
    given = parser.parse_args()
    cases = read_cases(given.data, given.library, given.cache)
    rules: dict[str, Rule] = {"top_bm25": top_bm25, "first_conclusion": first_conclusion, "shipped": shipped}
    for which, name in ((0, "chosen on"), (1, "reported")):
        own = [c for c in cases if half(c.id) == which]
        for part, some in (("all", own), ("answered", [c for c in own if shipped(c)])):
            print(f"{name}, {part}: {len(some)} questions")
            for rule_name, rule in rules.items():
                print(f"  {rule_name:18}", "  ".join(f"{k} {v:.3f}" for k, v in figures(some, rule).items()))


if __name__ == "__main__":
    main()
