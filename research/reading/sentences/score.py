"""How probable it is that a sentence is part of the answer to a question.

The model is learned (benchmarks/train_sentences.py; the card stands in weights.json). What it was trained on has no
section labels, so what a label is worth is set by hand, in log-odds.
"""

import math
from collections.abc import Sequence

from research.reading.sentences.features import features, names
from research.reading.sentences.trees import load_trees
from research.reading.sentences.values import Sentence
from research.reading.terms import Terms

# log-odds, not measured: place and wording say most of it already
BY_CATEGORY = {"OBJECTIVE": -0.7, "METHODS": -0.7, "CONCLUSIONS": 0.3}


def score(
    question: str, terms: Terms, sentences: Sequence[Sentence], likeness: Sequence[float] | None = None
) -> list[float]:
    """A probability (0 to 1) for each sentence of one document, given in the document's order, the title first if at hand.

    `likeness` is each sentence's cosine with the question; without it the model of words alone answers. The probability
    is of an abstract that a search found: it says which sentence answers, less well whether any does.
    Raises ValueError where the lengths differ.
    """
    if likeness is not None and len(likeness) != len(sentences):
        raise ValueError(f"{len(sentences)} sentences need as many likenesses, not {len(likeness)}.")
    trees = load_trees("words" if likeness is None else "words_and_likeness")
    if trees.names != names(likeness is not None):
        raise ValueError("weights.json was learned for other features; run benchmarks/train_sentences.py.")
    odds = trees.log_odds(features(question, terms, sentences, likeness))
    return [_probability(o + BY_CATEGORY.get(s.category, 0.0)) for o, s in zip(odds, sentences, strict=True)]


def _probability(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds))
