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

    `likeness` is each sentence's cosine with the question; with it two models answer and the
    mean of their log-odds counts, without it that of words alone. The probability
    is of an abstract that a search found: it says which sentence answers, less well whether any does.
    Raises ValueError where the lengths differ.
    """
    if likeness is not None and len(likeness) != len(sentences):
        raise ValueError(f"{len(sentences)} sentences need as many likenesses, not {len(likeness)}.")
    rows = features(question, terms, sentences, likeness)
    if likeness is None:
        odds = _odds("words", rows, names(likeness=False))
    else:
        every = names(likeness=True)
        of_words = [i for i, name in enumerate(every) if not name.startswith("likeness")]
        by_words = _odds("words", [[row[i] for i in of_words] for row in rows], names(likeness=False))
        odds = [(a + b) / 2 for a, b in zip(by_words, _odds("words_and_likeness", rows, every), strict=True)]
    return [_probability(o + BY_CATEGORY.get(s.category, 0.0)) for o, s in zip(odds, sentences, strict=True)]


def _odds(model: str, rows: list[list[float]], expected: tuple[str, ...]) -> list[float]:
    trees = load_trees(model)
    if trees.names != expected:
        raise ValueError("weights.json was learned for other features; run benchmarks/train_sentences.py.")
    return trees.sums(rows)


def _probability(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds))
