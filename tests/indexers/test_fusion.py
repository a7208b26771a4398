"""Two rankings into one, with values worked out by hand."""

from pathlib import Path

import pytest

from evidence.library.library import Library
from evidence.model import Query
from indexers.fusion import FUSIONS, Ranking, min_max, reciprocal_rank
from indexers.hybrid import HybridRetriever
from indexers.ranked import Ranked
from tests.conftest import Fill
from tests.fakes import document

LEXICAL: Ranking = [("a", 10.0), ("b", 6.0), ("c", 2.0)]
DENSE: Ranking = [("b", 0.9), ("d", 0.5)]


def test_min_max_by_hand() -> None:
    """Scaled: a 1, b (6-2)/8 = 1/2, c 0; b 1, d 0. Weighted 0.6 and 0.4: b 0.3 + 0.4."""
    fused = min_max({"lexical": LEXICAL, "dense": DENSE}, {"lexical": 0.6, "dense": 0.4})
    assert fused == pytest.approx({"a": 0.6, "b": 0.6 / 2 + 0.4, "c": 0.0, "d": 0.0})


def test_min_max_of_equal_scores_is_one() -> None:
    """Nothing tells them apart, and all were found: each counts in full. Negative cosines are scaled as others."""
    assert min_max({"lexical": [("a", 3.0), ("b", 3.0)]}, {"lexical": 0.5}) == {"a": 0.5, "b": 0.5}
    assert min_max({"dense": [("a", -0.1), ("b", -0.3), ("c", -0.5)]}, {"dense": 2.0}) == pytest.approx(
        {"a": 2.0, "b": 1.0, "c": 0.0}
    )


def test_reciprocal_rank_by_hand() -> None:
    """1/61 for the first place, 1/62 for the second; scores do not count."""
    fused = reciprocal_rank({"lexical": LEXICAL, "dense": DENSE}, {"lexical": 1.0, "dense": 2.0})
    assert fused == pytest.approx({"a": 1 / 61, "b": 1 / 62 + 2 / 61, "c": 1 / 63, "d": 2 / 62})


@pytest.mark.parametrize("name", FUSIONS)
def test_no_rankings_give_nothing(name: str) -> None:
    """Where neither found anything, there is nothing to fuse; where one did, its order stands."""
    weights = {"lexical": 0.6, "dense": 0.4}
    assert FUSIONS[name]({"lexical": [], "dense": []}, weights) == {}
    alone = FUSIONS[name]({"lexical": LEXICAL, "dense": []}, weights)
    assert sorted(alone, key=lambda i: -alone[i]) == ["a", "b", "c"]


class FixedRanker:
    """Ranks the same whatever is asked."""

    def __init__(self, name: str, *ranking: Ranked) -> None:
        self.name = name
        self._ranking = ranking

    def rank(self, query: Query, k: int) -> list[Ranked]:
        return list(self._ranking[:k])


def test_hybrid_keeps_both_scores_and_the_dense_passage(fill: Fill, folder: Path) -> None:
    """A hit tells the scores it was made of; the passage is the one that a vector earned, where there is one."""
    fill(document(1, body="Aspirin increased bleeding."), document(2))
    library = Library.open(folder)
    lexical = FixedRanker("lexical", Ranked("pubmed:1", 8.0), Ranked("pubmed:2", 4.0))
    dense = FixedRanker("dense", Ranked("pubmed:1", 0.7, (22, 29)))
    first, second = HybridRetriever(library, lexical, dense).search(Query("aspirin"), 10)
    assert (first.passage.id, first.passage.text) == ("pubmed:1#22-29", "Aspirin")
    assert (first.score, first.scores) == (pytest.approx(1.0), (("lexical", 8.0), ("dense", 0.7)))
    assert (second.score, second.scores) == (0.0, (("lexical", 4.0),))
