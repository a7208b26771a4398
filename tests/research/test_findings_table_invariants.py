"""Every cell of every row is located or computed from what is, on the sample library and, where they are here, real articles."""

import tarfile
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from evidence.model import Citation, Claim, Document
from evidence.report import Row, Stated
from evidence.settings import Settings
from evidence.text.numbers import numbers
from indexers.files.jats.read import read_jats
from research.findings_table.rows import rows
from research.loop import run
from research.plan import make_plan
from research.reading.focus import read_focus
from research.reading.terms import read_terms
from research.wiring import open_engine
from tests.invariants import build_sample

ASKED = (
    "Does aspirin prevent a first cardiovascular event?",
    "Does aspirin reduce serious vascular events?",
    "Does aspirin increase major bleeding?",
    "Does apixaban cause less bleeding than warfarin?",
    "Do SGLT2 inhibitors reduce hospitalisation for heart failure?",
)
ARTICLES = 40  # of 241: enough to meet most shapes, in a few seconds


def faults(row: Row, document: Document) -> list[str]:
    """Cells that do not stand where they say, values that their words do not hold, sums that are wrong."""
    cells = [
        row.participants,
        row.population,
        row.setting,
        row.follow_up,
        row.comparison,
        row.effect,
        row.said,
        row.funding,
    ]
    of = [part for made in row.computed for part in made.of]
    found = [f"{c.text!r} is not at {c.start}" for c in (*cells, *of) if c and not _stands(c, document)]
    if row.effect and row.said and not row.said.start <= row.effect.start < row.effect.end <= row.said.end:
        found.append("the effect does not stand in what is said")
    return [*found, *_estimate(row), *_computed(row)]


def _stands(cell: Stated, document: Document) -> bool:
    return bool(cell.text.strip()) and document.text[cell.start : cell.end] == cell.text


def _estimate(row: Row) -> Iterable[str]:
    if row.estimate is None:
        return
    held = {n.value for n in numbers(row.effect.text)} if row.effect else set()
    for value in (row.estimate.value, row.estimate.low, row.estimate.high, row.estimate.level):
        if value is not None and value not in held:
            yield f"{value} is not in the effect's words"


def _computed(row: Row) -> Iterable[str]:
    for made in row.computed:
        counts = [[n.value for n in numbers(part.text, words=True)] for part in made.of]
        (a, n), (c, m) = ((Decimal(k[0]), Decimal(k[1])) for k in counts)
        difference = (a / n - c / m) * 100
        wanted = difference if made.measure == "RD" else 100 / abs(difference)
        if abs(made.value - wanted) > Decimal("1e-9"):
            yield f"{made.formula} is not {wanted}"
        if made.measure == "NNT" and row.estimate and row.estimate.crosses_no_effect:
            yield "a number needed to treat where the interval crosses no effect"


def faults_of(table: Iterable[Row], documents: Mapping[str, Document]) -> list[str]:
    """Of all rows."""
    return [f"{row.document_id}: {fault}" for row in table for fault in faults(row, documents[row.document_id])]


def test_every_cell_of_the_samples_rows_is_located(tmp_path: Path) -> None:
    """Five questions; at least four estimates and one computed difference are among the rows."""
    build_sample(tmp_path / "library", "none")
    engine = open_engine(Settings(library=tmp_path / "library", embedder="none"))
    table: list[Row] = []
    for question in ASKED:
        plan = make_plan(question)
        claims = run(plan, engine).claims
        documents = engine.library.documents({c.document_id for claim in claims for c in claim.citations})
        focus = read_focus(plan, read_terms(question, engine.lexical.frequencies, len(engine.library)))
        made = rows(plan, claims, documents, {}, focus)
        assert faults_of(made, documents) == []
        table += made

    assert sum(r.estimate is not None for r in table) >= 4
    assert any(r.computed for r in table)


def test_every_cell_of_real_articles_rows_is_located(shared: Path) -> None:
    """40 full texts, each asked about five outcomes; the sentence that is cited is any of its own."""
    documents = dict(_articles(shared / "jats" / "ccby_articles.tar.gz"))
    claims = [Claim(i, d.title, (Citation(i, f"{i}#0-9", 0, len(d.title), d.title),)) for i, d in documents.items()]
    shown = 0
    for outcome in ("mortality", "pain", "infection", "blood pressure", "weight"):
        plan = make_plan(f"Does treatment reduce {outcome}?")
        focus = read_focus(plan, read_terms(plan.question, lambda words: [10] * len(words), 1000))
        made = rows(plan, claims, documents, {}, focus)
        assert faults_of(made, documents) == []
        shown += sum(bool(r.participants or r.setting or r.effect) for r in made)
    assert shown


def _articles(archive: Path) -> Iterable[tuple[str, Document]]:
    if not archive.is_file():
        pytest.skip(f"the real articles are not here: {archive}")
    with tarfile.open(archive) as members:
        for member, _ in zip(members, range(ARTICLES), strict=False):
            stream = members.extractfile(member)
            read = next(read_jats(stream.read(), "jats", member.name)) if stream else None
            if isinstance(read, Document):
                yield read.id, read
