"""Two rankings into one. Min-max normalised weighted sum (Lee 1997) by default; reciprocal rank fusion selectable."""

from collections.abc import Callable, Mapping, Sequence

Ranking = Sequence[tuple[str, float]]  # (document id, score), best first
Fusion = Callable[[Mapping[str, Ranking], Mapping[str, float]], dict[str, float]]


def min_max(rankings: Mapping[str, Ranking], weights: Mapping[str, float]) -> dict[str, float]:
    """Scores scaled to 0..1 within each ranking, then summed with weights; what a ranking lacks counts 0 there."""
    fused: dict[str, float] = {}
    for name, ranking in rankings.items():
        scores = [score for _, score in ranking]
        low, high = (min(scores), max(scores)) if scores else (0.0, 0.0)
        for document_id, score in ranking:
            scaled = (score - low) / (high - low) if high > low else 1.0
            fused[document_id] = fused.get(document_id, 0.0) + weights[name] * scaled
    return fused


def reciprocal_rank(rankings: Mapping[str, Ranking], weights: Mapping[str, float]) -> dict[str, float]:
    """Sum of weight / (60 + rank) (Cormack, Clarke and Büttcher 2009)."""
    fused: dict[str, float] = {}
    for name, ranking in rankings.items():
        for rank, (document_id, _) in enumerate(ranking, start=1):
            fused[document_id] = fused.get(document_id, 0.0) + weights[name] / (60 + rank)
    return fused


FUSIONS: dict[str, Fusion] = {"min-max": min_max, "rrf": reciprocal_rank}
