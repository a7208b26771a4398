"""Questions with the claims that a report quotes for them, kept on disk so that rules are tried quickly.

Three settings. "library": BioASQ's questions, each with a report over a library of real records, as a user gets it.
"gold": the report is drafted from BioASQ's gold snippets alone, each article's as one document without a design; it tells
reading apart from finding. "pubmedqa": drafted from the one abstract that PubMedQA asks about, conclusion and all.
"""

import hashlib
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from benchmarks.yesno_data import Question, lines, pubmedqa
from evidence.model import Claim, Document, Evidence, Plan, Published, Section
from evidence.report import Direction, Row
from evidence.settings import Settings
from research.loop import run
from research.plan import make_plan
from research.reading.answers import Answer, read_answers
from research.reading.focus import read_focus
from research.reading.gate import Gate
from research.reading.population import off_population
from research.reading.quotable import is_row
from research.reading.terms import read_terms
from research.reading.ways.way import direction
from research.synthesize.extractive import HARMS_TITLE, SUBGROUPS_TITLE, draft
from research.wiring import Engine, open_engine

KEPT = Path("/tmp/short_answers")
KINDS = ("yesno", "factoid", "list")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, what its report quotes in answer to it, and what the experts say (`gold`: one tuple for each thing)."""

    id: str
    kind: str
    plan: Plan
    claims: tuple[Claim, ...]
    documents: dict[str, Document]
    rows: tuple[Row, ...]
    points: dict[str, Direction]
    gold: tuple[tuple[str, ...], ...]

    @property
    def answers(self) -> list[Answer]:
        """The sentences quoted, as reading hands them on."""
        return [_answer(self.plan.question, self.documents[c.document_id], c) for q in self.claims for c in q.citations]


def held_out(question_id: str) -> bool:
    """Whether a question is of the half that figures are reported on; by a digest of its id, so the same each time."""
    return bool(hashlib.sha256(f"short answer {question_id}".encode()).digest()[0] % 2)


def kept(setting: str) -> list[Asked]:
    """What has been kept of a setting, by id."""
    files = sorted((KEPT / setting).glob("*.json"))
    return [msgspec.json.decode(file.read_bytes(), type=Asked) for file in files]


def golden(shared: Path) -> list[dict[str, Any]]:
    """BioASQ's questions of three kinds; those whose whole articles are in the library come first, then yes/no."""
    whole = {x["question"] for x in lines(shared / "data/bioasq/snippet_extraction.jsonl.gz")}
    rows = [x for x in lines(shared / "data/bioasq/golden_7b-11b.jsonl.gz") if x["type"] in KINDS]
    return sorted(rows, key=lambda x: (x["body"] not in whole, KINDS.index(x["type"]), x["id"]))


def of_library(row: dict[str, Any], engine: Engine) -> Asked:
    """What a report over the library quotes."""
    report = run(make_plan(row["body"]), engine)
    aside = {i for s in report.sections if s.title in (HARMS_TITLE, SUBGROUPS_TITLE) for i in s.claims}
    main = [c for c in report.claims if c.id not in aside]
    ids = {c.document_id for claim in main for c in claim.citations}
    return _asked(row, report.plan, main, engine.library.documents(ids), engine, report.table)


def of_gold(row: dict[str, Any], engine: Engine) -> Asked:
    """What is drafted from the gold snippets."""
    return _drafted(row, list(_articles(row)), engine)


def of_pubmedqa(question: Question, engine: Engine) -> Asked:
    """What is drafted from the abstract."""
    row = {"id": question.id, "type": "yesno", "body": question.text, "exact_answer": question.label}
    return _drafted(row, [_document(question.id, [(s.place, s.text) for s in question.statements])], engine)


def _drafted(row: dict[str, Any], documents: Sequence[Document], engine: Engine) -> Asked:
    plan = make_plan(row["body"])
    terms = read_terms(plan.question, engine.lexical.frequencies, len(engine.library))
    answers = read_answers(plan.question, terms, [Evidence(d) for d in documents], None)
    drafted = draft(answers, read_focus(plan, terms), Gate())
    aside = {i for s in drafted.sections if s.title in (HARMS_TITLE, SUBGROUPS_TITLE) for i in s.claims}
    return _asked(row, plan, [c for c in drafted.claims if c.id not in aside], {d.id: d for d in documents}, engine, ())


def _articles(row: dict[str, Any]) -> Iterator[Document]:
    """Each article's snippets, as an abstract."""
    texts: dict[str, list[str]] = {}
    for snippet in row["snippets"]:
        said = " ".join(snippet["text"].split())
        if said not in texts.setdefault(snippet["document"], []):
            texts[snippet["document"]].append(said)
    for address, parts in texts.items():
        yield _document(address.rsplit("/", 1)[-1], [("", text) for text in parts])


def _document(pmid: str, parts: Sequence[tuple[str, str]]) -> Document:
    """A record of labelled sections. Its year is not told by the sets: one that is the same for all."""
    text = title = f"Article {pmid}"
    sections = [Section("Title", 0, len(title))]
    for category, part in parts:
        start = len(text) + 2
        text += f"\n\n{part}"
        sections.append(Section(category, start, len(text), category))
    return Document(
        f"pubmed:{pmid}", title, text, "pubmed", "pubmed-xml", tuple(sections), Published("2015", "year", "PubDate")
    )


def _asked(
    row: dict[str, Any], plan: Plan, claims: Sequence[Claim], documents: dict[str, Document], engine: Engine,
    table: Sequence[Row],
) -> Asked:  # fmt: skip
    focus = read_focus(plan, read_terms(plan.question, engine.lexical.frequencies, len(engine.library)))
    points = {c.id: way for c in claims if (way := direction(c.text, focus))}
    used = {c.document_id: documents[c.document_id] for claim in claims for c in claim.citations}
    return Asked(row["id"], row["type"], plan, tuple(claims), used, tuple(table), points, tuple(_wanted(row)))


def _wanted(row: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    answers = row["exact_answer"] or []
    if row["type"] == "yesno":
        yield (answers.lower(),)
        return
    for one in [answers] if isinstance(answers, str) else answers:
        yield (one,) if isinstance(one, str) else tuple(one)


def _answer(question: str, document: Document, citation: Any) -> Answer:
    text = document.text[citation.start : citation.end]
    off = off_population(question, f"{document.title} {text}")
    tabular = is_row(document, citation.start, citation.end)
    return Answer(Evidence(document), citation.start, citation.end, text, 0.0, None, 0.0, 0.0, off, tabular)


def main() -> None:
    """`python -m benchmarks.short_answers_data SHARED LIBRARY SETTING [MOST]`: asks what has not been asked yet."""
    shared, library, setting = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    engine = open_engine(Settings(library=library, embedder="none"))
    (KEPT / setting).mkdir(parents=True, exist_ok=True)
    if setting == "pubmedqa":
        _keep(setting, [(q.id, partial(of_pubmedqa, q, engine)) for q in pubmedqa(shared, conclusion=True)])
        return
    ask = {"library": of_library, "gold": of_gold}[setting]
    rows = golden(shared)[: int(sys.argv[4]) if len(sys.argv) > 4 else None]
    _keep(setting, [(row["id"], partial(ask, row, engine)) for row in rows])


def _keep(setting: str, wanted: Sequence[tuple[str, Callable[[], Asked]]]) -> None:
    for name, make in wanted:
        file = KEPT / setting / f"{name}.json"
        if not file.exists():
            made = make()
            file.write_bytes(msgspec.json.encode(made))
            print(json.dumps([made.kind, len(made.claims), made.plan.question]))


if __name__ == "__main__":
    main()
