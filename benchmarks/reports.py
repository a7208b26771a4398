"""Reports on real questions: are the invariants kept, is a gold article cited, is the unanswerable left unanswered?

Run: python -m benchmarks.reports SHARED_DATA LIBRARY [--embedder minilm|none]

LIBRARY is made where it is not there: BioASQ's 536 whole articles, 58,994 abstracts of mixed origin, 205 PubMed files.
tests/test_real_library.py runs the same without the embedder.
"""

import argparse
import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import to_beir
from evidence.library.manifest import MANIFEST
from evidence.settings import Settings
from indexers.inputs import file_inputs, pubmed_inputs
from research.load import load
from research.loop import run
from research.plan import make_plan
from research.report.as_json import report_json
from research.wiring import open_engine
from tests.invariants import violations, without_run

# Nothing in the library answers these: invented drugs, drugs and trials younger than its records, other worlds.
UNANSWERABLE = (
    "Does zoledavimab reduce relapse in adults with multiple sclerosis?",
    "Is lecanemab more effective than donanemab in early Alzheimer's disease?",
    "Does tirzepatide reduce hospital admission in heart failure with preserved ejection fraction?",
    "Which antivenom is recommended for bites of the inland taipan?",
    "Does resmetirom improve fibrosis in non-alcoholic steatohepatitis?",
    "What is the effect of mavacamten on exercise capacity in obstructive hypertrophic cardiomyopathy?",
    "Is nirsevimab effective at preventing RSV hospitalisation in infants?",
    "Does inclisiran lower LDL cholesterol?",
    "Does the R21/Matrix-M vaccine protect children from malaria?",
    "What is the capital of Mongolia?",
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question: what went wrong, and what it cites."""

    question: str
    faults: tuple[str, ...]
    same_twice: bool
    cited: frozenset[str]
    left_out: frozenset[str]


def build(data: Path, folder: Path, embedder: str) -> Settings:
    """The library of real records, made once."""
    settings = Settings(library=folder, embedder=embedder)
    if (folder / MANIFEST).is_file():
        return settings
    with tempfile.TemporaryDirectory() as made:
        for name, convert in (("bioasq", to_beir.bioasq), ("abstracts", to_beir.abstracts)):
            convert(data, Path(made) / name)
        inputs = file_inputs([Path(made) / n / "corpus.jsonl" for n in ("bioasq", "abstracts")], None)
        load(settings, [*inputs, *pubmed_inputs([data / "pubmed_xml"])])
    return settings


def questions(data: Path) -> list[dict[str, Any]]:
    """BioASQ's 125, with the ids of their gold articles in the library."""
    with tempfile.TemporaryDirectory() as made:
        to_beir.bioasq(data, Path(made))
        text = (Path(made) / "questions.jsonl").read_text(encoding="utf-8")
        return [json.loads(line) for line in text.splitlines()]


def outcomes(settings: Settings, asked: list[str], say: Callable[[str], None] = lambda line: None) -> list[Outcome]:
    """Each question asked twice."""
    engine = open_engine(settings)
    found = []
    for question in asked:
        first, second = (report_json(run(make_plan(question), engine)) for _ in range(2))
        cited = frozenset(d["id"] for d in first["documents"])
        same = without_run(first) == without_run(second)
        left_out = frozenset(e["document_id"] for e in first["excluded"])
        found.append(Outcome(question, tuple(violations(first, engine.library)), same, cited, left_out))
        say(f"{len(cited):3} cited  {question}")
    return found


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("library", type=Path)
    parser.add_argument("--embedder", default="minilm")
    given = parser.parse_args()
    settings = build(given.data, given.library, given.embedder)
    asked = questions(given.data)
    answered = outcomes(settings, [q["question"] for q in asked], print)
    silent = outcomes(settings, list(UNANSWERABLE), print)
    gold = sum(bool(o.cited & set(q["gold"])) for o, q in zip(answered, asked, strict=True))
    print(f"{gold} of {len(asked)} cite a gold article ({sum(bool(q['gold']) for q in asked)} have one in the library)")
    print(
        f"{sum(bool(o.cited) for o in answered)} of {len(asked)} cite anything; {sum(not o.cited for o in silent)} of 10 stay silent"
    )
    print(
        f"{sum(len(o.faults) for o in (*answered, *silent))} violations, {sum(not o.same_twice for o in (*answered, *silent))} unequal"
    )
    for outcome in (*answered, *silent):
        for fault in outcome.faults:
            print(f"  {outcome.question}: {fault}")


if __name__ == "__main__":
    main()
