"""The best sentences of what is cited for a claim: where its evidence would stand if it has any.

The score is a logistic regression over plain figures (benchmarks/train_judge_lexical.py fits it to the sentences that
annotators of SciFact and HealthVer marked); its weights are in lexical.json, with and without an embedder.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from citations.judges.lexical_sentences import bm25, sentence_figures
from citations.judges.lexical_terms import terms
from citations.judges.lexical_weights import weights
from citations.judges.source import SourceSentence, SourceText
from evidence.ports import Embedder

EMBEDDED = 14  # sentences of a source that are embedded, the best by their words; embedding is what takes the time


@dataclass(frozen=True, slots=True)
class Chosen:
    """A sentence; log odds that evidence on the claim stands in it; its cosine to the claim, None without an embedder."""

    sentence: SourceSentence
    score: float
    cosine: float | None = None


def best_sentences(
    claim: str, source: SourceText, embedder: Embedder | None = None, most: int = 3
) -> tuple[Chosen, ...]:
    """At most so many sentences, best first, the earlier first among equals; none of a source without sentences."""
    near = cosines(claim, source, embedder) if embedder else None
    scores = sentence_scores(claim, source, near)
    order = sorted(range(len(scores)), key=lambda k: (-scores[k], k))[:most]
    return tuple(Chosen(source.sentences[k], scores[k], near[k] if near else None) for k in order)


def sentence_scores(claim: str, source: SourceText, near: Sequence[float] | None) -> list[float]:
    """The log odds of each sentence; `near` holds their cosines to the claim."""
    model = weights(embedded=near is not None).choice
    return [model.odds(figures)[0] for figures in sentence_figures(claim, source, near)]


def cosines(claim: str, source: SourceText, embedder: Embedder) -> list[float]:
    """Of each sentence to the claim, -1 to 1; one that is not among the 14 best by words has the least of those."""
    read = [terms(s.text) for s in source.sentences]
    scores = bm25(terms(claim), read)
    places = sorted(range(len(read)), key=lambda k: (-scores[k], k))[:EMBEDDED]
    if not places:
        return []
    vectors = embedder.embed_passages([source.sentences[k].text for k in places])
    found = dict(zip(places, (float(c) for c in vectors @ embedder.embed_query(claim)[0]), strict=True))
    least = min(found.values())
    return [found.get(k, least) for k in range(len(read))]
