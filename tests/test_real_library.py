"""Reports on a library of 59,000 real records: BioASQ's questions, and ten that it cannot answer. By words alone (BM25),
since vectors for it take a quarter of an hour; benchmarks/reports.py runs the same with them."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from benchmarks.reports import UNANSWERABLE, Outcome, build, outcomes, questions

RETRACTED = "pubmed:31541003"
ON_THE_RETRACTED = (
    "Does microRNA-367 promote progression of hepatocellular carcinoma through the PTEN/PI3K/AKT pathway?"
)


@dataclass(frozen=True)
class Asked:
    """Outcomes of BioASQ's 125 with their gold, of the ten without an answer, of the one on the retracted record."""

    answered: list[Outcome]
    gold: list[set[str]]
    silent: list[Outcome]
    retracted: Outcome


@pytest.fixture(scope="module")
def asked(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Asked:
    """All 136 questions, each asked twice."""
    settings = build(shared, tmp_path_factory.mktemp("real") / "library", "none")
    wanted = questions(shared)
    return Asked(
        outcomes(settings, [q["question"] for q in wanted]),
        [set(q["gold"]) for q in wanted],
        outcomes(settings, list(UNANSWERABLE)),
        outcomes(settings, [ON_THE_RETRACTED])[0],
    )


def test_every_invariant_holds_on_every_report(asked: Asked) -> None:
    """No violation in 136 reports, and a second run of each is equal but for `run` and `at`."""
    every = [*asked.answered, *asked.silent, asked.retracted]
    assert len(every) == 136
    assert {o.question: o.faults for o in every if o.faults} == {}
    assert [o.question for o in every if not o.same_twice] == []


def test_what_cannot_be_answered_is_not_answered(asked: Asked) -> None:
    """The ten cite nothing."""
    assert {o.question: sorted(o.cited) for o in asked.silent if o.cited} == {}


def test_a_gold_article_is_cited_for_80_of_the_125(asked: Asked) -> None:
    """By words alone already."""
    assert sum(bool(o.cited & g) for o, g in zip(asked.answered, asked.gold, strict=True)) >= 80


def test_the_retracted_record_is_found_and_not_cited(asked: Asked) -> None:
    """Asked for what its abstract claims, it is listed as left out."""
    assert RETRACTED in asked.retracted.left_out
    assert all(RETRACTED not in o.cited for o in (*asked.answered, asked.retracted))
