"""When to say "not found": questions that the library can answer against questions whose gold articles it lacks.

Run: python -m benchmarks.abstention LIBRARY QUESTIONS.jsonl GOLDEN.jsonl.gz [--sweep]

LIBRARY holds BioASQ's articles among 59,000 others (benchmarks/to_beir.py makes the inputs). A question of
QUESTIONS.jsonl counts as answered where a gold article is cited; a question of GOLDEN whose gold is not in the library
should abstain, though some of the 59,000 may answer it by chance, so that 100% is out of reach. Questions are split by
the parity of a hash of their id: thresholds are chosen on one half (--sweep), figures are of the other.
"""

import argparse
import gzip
import hashlib
import json
from dataclasses import replace
from pathlib import Path

from evidence.report import Policy
from evidence.settings import load_settings
from research.gather import gather
from research.plan import make_plan
from research.reading.answers import Answer, read_answers
from research.reading.focus import Focus, read_focus
from research.reading.gate import Gate
from research.reading.terms import read_terms
from research.synthesize.extractive import draft
from research.weigh import weigh
from research.wiring import Engine, open_engine

Read = tuple[set[str], list[Answer], Focus]  # gold ids, answers, focus


def half(question_id: str) -> int:
    """0: to choose on; 1: to report."""
    return hashlib.sha256(question_id.encode()).digest()[0] & 1


def read(engine: Engine, question: str, gold: set[str], without_gold: bool = False) -> Read:
    """What a report would read for a question, before the gate."""
    plan = make_plan(question)
    pool, _ = weigh(gather(plan, engine, "")[0], plan.kind, Policy())
    pool = [e for e in pool if not (without_gold and e.document.id in gold)]
    terms = read_terms(question, engine.lexical.frequencies, len(engine.library))
    return gold, read_answers(question, terms, pool, engine.embedder), read_focus(plan, terms)


def rates(answerable: list[Read], missing: list[Read], gate: Gate) -> tuple[float, float, float]:
    """(share of answerable questions with a gold article cited, share with any, share of the missing that abstain)."""
    cited = [{c.document_id for claim in draft(a, f, gate).claims for c in claim.citations} for _, a, f in answerable]
    gold = sum(bool(c & g) for c, (g, _, _) in zip(cited, answerable, strict=True)) / max(1, len(answerable))
    some = sum(bool(c) for c in cited) / max(1, len(cited))
    quiet = sum(not draft(a, f, gate).claims for _, a, f in missing) / max(1, len(missing))
    return gold, some, quiet


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("library", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("golden", type=Path)
    parser.add_argument("--sweep", action="store_true")
    parser.add_argument("--hidden", action="store_true", help="also ask the answerable with their gold taken away")
    parser.add_argument("--most", type=int, default=150)
    given = parser.parse_args()
    engine = open_engine(load_settings(library=given.library))
    wanted = [json.loads(line) for line in given.questions.open()]
    answerable = [q for q in wanted if q["gold"] and half(q["id"]) == (0 if given.sweep else 1)]
    known = {q["question"] for q in wanted}
    with gzip.open(given.golden, "rt") as file:
        others = [json.loads(line) for line in file]
    others = [
        q for q in others
        if q["body"] not in known and half(q["id"]) == (0 if given.sweep else 1)
        and not engine.library.heads(f"pubmed:{p}" for p in q["pmids"])
    ][: given.most]  # fmt: skip
    yes = [read(engine, q["question"], set(q["gold"])) for q in answerable]
    hidden = [read(engine, q["question"], set(q["gold"]), without_gold=True) for q in answerable if given.hidden]
    no = [read(engine, q["body"], set()) for q in others]
    print(
        f"{len(yes)} answerable, {len(no)} others; gold cited / anything cited / others quiet / same without gold quiet"
    )
    gates = [Gate()]
    if given.sweep:
        gates = [
            replace(Gate(), coverage=c, likeness=k, in_document=d)
            for c in (0.4, 0.5, 0.6, 0.7)
            for k in (0.4, 0.45, 0.5)
            for d in (0.0, 0.7, 0.8, 0.85, 0.9)
        ]
    for gate in gates:
        gold, some, quiet = rates(yes, no, gate)
        print(f"{gold:.3f} {some:.3f} {quiet:.3f} {rates([], hidden, gate)[2]:.3f}  {gate}")


if __name__ == "__main__":
    main()
