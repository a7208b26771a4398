"""Reports on a library of 59,000 real records: BioASQ's questions, and ten that it cannot answer. By words alone (BM25),
since vectors for it take a quarter of an hour; benchmarks/reports.py runs the same with them."""

from pathlib import Path

import pytest

from benchmarks.reports import UNANSWERABLE, Outcome, build, outcomes, questions

RETRACTED = "pubmed:31541003"
ON_THE_RETRACTED = (
    "Does microRNA-367 promote progression of hepatocellular carcinoma through the PTEN/PI3K/AKT pathway?"
)


@pytest.fixture(scope="module")
def answered(
    shared: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[list[Outcome], list[Outcome], list[set[str]]]:
    """(outcomes of the 125 questions, of the ten, the gold of the 125)."""
    settings = build(shared, tmp_path_factory.mktemp("real") / "library", "none")
    asked = questions(shared)
    return (
        outcomes(settings, [q["question"] for q in asked]),
        outcomes(settings, list(UNANSWERABLE)),
        [set(q["gold"]) for q in asked],
    )


def test_every_invariant_holds_on_every_report(answered: tuple[list[Outcome], list[Outcome], list[set[str]]]) -> None:
    """No violation in 135 reports, and a second run of each is equal but for `run` and `at`."""
    every = [*answered[0], *answered[1]]
    assert len(every) == 135
    assert {o.question: o.faults for o in every if o.faults} == {}
    assert [o.question for o in every if not o.same_twice] == []


def test_what_cannot_be_answered_is_not_answered(answered: tuple[list[Outcome], list[Outcome], list[set[str]]]) -> None:
    """The ten cite nothing."""
    assert {o.question: sorted(o.cited) for o in answered[1] if o.cited} == {}


def test_a_gold_article_is_cited_for_80_of_the_125(
    answered: tuple[list[Outcome], list[Outcome], list[set[str]]],
) -> None:
    """By words alone already; and the retracted record never."""
    outcomes_, _, gold = answered
    assert sum(bool(o.cited & g) for o, g in zip(outcomes_, gold, strict=True)) >= 80
    assert all(RETRACTED not in o.cited for o in outcomes_)
