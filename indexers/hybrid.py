"""BM25 and vectors together."""

from collections.abc import Mapping

from evidence.library.library import Library
from evidence.model import Hit, Query
from indexers.fusion import FUSIONS
from indexers.ranked import Ranked, Ranker, hits

DEPTH = 1000  # documents taken from each ranker before fusion
WEIGHTS = {"lexical": 0.6, "dense": 0.4}  # with DEPTH, the best on SciFact's training claims (benchmarks/README.md)


class HybridRetriever:
    """Fuses two rankings by document; the passage is the dense one where there is one."""

    name = "hybrid"

    def __init__(
        self,
        library: Library,
        lexical: Ranker,
        dense: Ranker,
        fusion: str = "min-max",
        weights: Mapping[str, float] = WEIGHTS,
    ) -> None:
        self._library = library
        self._rankers = {"lexical": lexical, "dense": dense}
        self._fuse = FUSIONS[fusion]
        self._weights = weights

    def rank(self, query: Query, k: int) -> list[Ranked]:
        """Documents by fused score, with both scores; ties by id."""
        found = {
            name: {r.document_id: r for r in ranker.rank(query, max(k, DEPTH))}
            for name, ranker in self._rankers.items()
        }
        rankings = {name: [(i, r.score) for i, r in ranking.items()] for name, ranking in found.items()}
        fused = self._fuse(rankings, self._weights)
        spans = {
            i: r.span for ranking in found.values() for i, r in ranking.items()
        }  # dense comes last and knows spans
        return [
            Ranked(i, fused[i], spans[i], tuple((n, ranking[i].score) for n, ranking in found.items() if i in ranking))
            for i in sorted(fused, key=lambda i: (-fused[i], i))[:k]
        ]

    def search(self, query: Query, k: int) -> list[Hit]:
        """At most k hits."""
        return hits(self._library, self.rank(query, k), query.text, self.name)
