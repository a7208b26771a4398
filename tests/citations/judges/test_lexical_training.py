"""The training of the lexical judge, and what its shipped weights do on SciFact's dev claims."""

import numpy as np
import pytest

from benchmarks.citations_data import SHARED, scifact_pairs
from benchmarks.train_judge_lexical import _limit
from benchmarks.train_judge_lexical_report import called_at
from benchmarks.train_judge_lexical_turned import opposite
from citations.judges.lexical import LexicalJudge
from citations.judges.lexical_sentences import covered
from citations.judges.lexical_terms import terms
from evidence.model import Passage


@pytest.mark.parametrize(
    ("claim", "turned"),
    [
        ("Aspirin increases bleeding.", "Aspirin decreases bleeding."),
        ("Aspirin does not affect mortality.", "Aspirin affect mortality."),
        ("Aspirin is a drug.", "Aspirin is not a drug."),
        ("Mice cannot fly.", "Mice can fly."),
        ("Aspirin thins blood.", ""),
    ],
)
def test_claims_are_turned_round(claim: str, turned: str) -> None:
    """A word of direction is exchanged, a denial taken out, one put in; or nothing can be turned."""
    assert opposite(claim) == turned


def test_a_limit_is_the_least_chance_at_its_precision() -> None:
    """Ranked .9 .8 .7 .6, right right wrong right: at precision .75 all four, at .9 the first two; at 1 with three, none."""
    chances = np.array([0.6, 0.9, 0.7, 0.8])
    right = [True, True, False, True]
    assert _limit(chances, right, 0.75, fewest=2) == 0.6
    assert _limit(chances, right, 0.9, fewest=2) == 0.8
    assert _limit(chances, right, 1.0, fewest=3) == 1.01


def test_called_at_by_hand() -> None:
    """Of three right ones, two can be called without an error, all three with one error in four."""
    chances, right = np.array([0.9, 0.8, 0.7, 0.6]), np.array([True, True, False, True])
    assert called_at(chances, right, 1.0, fewest=1) == pytest.approx(2 / 3)
    assert called_at(chances, right, 0.75, fewest=1) == 1.0


def _better_than(scores: list[float], wanted: list[bool]) -> float:
    """AUROC: how often a wanted one scores above an unwanted one, ties half."""
    own = np.array([s for s, w in zip(scores, wanted, strict=True) if w])
    other = np.array([s for s, w in zip(scores, wanted, strict=True) if not w])
    return float(np.mean((own[:, None] > other) + 0.5 * (own[:, None] == other)))


@pytest.mark.skipif(
    not (SHARED / "scifact").exists(), reason="needs ../shared/data/scifact, which is not redistributed"
)
def test_it_beats_plain_overlap_on_documents_it_never_saw() -> None:
    """On SciFact's dev claims, none of whose documents is in the training, supported claims lead by more than by overlap."""
    pairs = scifact_pairs("dev")
    judge = LexicalJudge()
    chances = []
    for pair in pairs:
        found = judge.judge(pair.claim, [Passage(pair.document_id, 0, len(pair.passage), pair.passage)]).chances
        assert found is not None
        chances.append(found)
    is_supported = [pair.label == "supported" for pair in pairs]
    overlap = [covered(terms(pair.claim), terms(pair.passage)) for pair in pairs]
    assert _better_than([c[0] for c in chances], is_supported) > max(0.8, _better_than(overlap, is_supported))
    assert _better_than([1 - c[2] for c in chances], [pair.label != "not_found" for pair in pairs]) > 0.84
