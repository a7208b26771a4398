"""Learns which sentences answer a question; writes research/reading/sentences/weights.json with its card.

Run: python -m benchmarks.train_sentences SHARED_DATA (about 4 CPU minutes, most of it the embedder's; needs scikit-learn)
"""

import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.ensemble import GradientBoostingClassifier

from benchmarks.bioasq_sentences import Row, average_precision, document_frequencies, folds, read_rows
from benchmarks.sentence_vectors import Cosines
from research.reading.sentences.features import features, names
from research.reading.sentences.trees import WEIGHTS, Trees
from research.reading.sentences.values import Sentence
from research.reading.terms import Terms, read_terms

FOLDS = 5
# set before the first run and not tuned: small trees, slow steps, half of the rows for each
SETTINGS: dict[str, Any] = {
    "n_estimators": 200, "max_depth": 3, "learning_rate": 0.04, "subsample": 0.5, "max_features": 0.3,
    "min_samples_leaf": 20, "random_state": 0,
}  # fmt: skip
OTHERS = 0.5  # weight of articles without gold, all together, beside those with gold
Table = list[list[float]]
Kept = dict[str, Any]  # names, start, depth, trees: as they stand in the file


def terms_of(rows: Sequence[Row], shared: Path) -> dict[str, Terms]:
    """Each question's words, weighed by how many of `abstracts/` hold them."""
    counted, records = document_frequencies(shared)
    return {q: read_terms(q, lambda words: [counted[w] for w in words], records) for q in {r.question for r in rows}}


def as_sentences(row: Row) -> list[Sentence]:
    """The first is the title."""
    return [Sentence(text, "", i == 0) for i, text in enumerate(row.texts)]


def tables(rows: Sequence[Row], terms: dict[str, Terms], cosines: Cosines | None) -> list[Table]:
    """The features of each row's sentences."""
    return [
        features(r.question, terms[r.question], as_sentences(r), cosines.of(r.question, r.texts) if cosines else None)
        for r in rows
    ]


def learn(rows: Sequence[Row], made: Sequence[Table], likeness: bool) -> Kept:
    """Trees from rows with gold, and from those without at less weight."""
    with_gold = sum(len(r.gold) for r in rows if any(r.gold))
    without = sum(len(r.gold) for r in rows) - with_gold
    weights = [1.0 if any(r.gold) else OTHERS * with_gold / max(1, without) for r in rows for _ in r.gold]
    model = GradientBoostingClassifier(**SETTINGS)
    model.fit(
        np.array([line for table in made for line in table], np.float32), [g for r in rows for g in r.gold], weights
    )
    return _exported(model, names(likeness))


def as_trees(kept: Kept) -> Trees:
    """As they are used."""
    return Trees.of(kept["names"], kept["start"], kept["depth"], kept["trees"])


def _exported(model: Any, feature_names: tuple[str, ...]) -> Kept:
    start = float(np.log(model.init_.class_prior_[1] / model.init_.class_prior_[0]))
    grown = [tree_of(t[0].tree_, model.learning_rate) for t in model.estimators_]
    return {"names": list(feature_names), "start": start, "depth": model.max_depth, "trees": grown}


def tree_of(tree: Any, rate: float) -> dict[str, list[float]]:
    leaf = tree.children_left < 0
    itself = np.arange(tree.node_count)
    return {
        "feature": np.where(leaf, 0, tree.feature).tolist(),
        "threshold": [float(f"{x:.7g}") for x in np.where(leaf, 0.0, tree.threshold)],
        "left": np.where(leaf, itself, tree.children_left).tolist(),
        "right": np.where(leaf, itself, tree.children_right).tolist(),
        "value": [round(float(v) * rate, 6) for v in tree.value[:, 0, 0]],
    }


def cross_validated(rows: Sequence[Row], made: Sequence[Table], likeness: bool) -> list[list[float]]:
    """Log-odds of every row with gold from a model that saw neither its question nor its article; [] for the others."""
    scores: list[list[float]] = [[] for _ in rows]
    answering = [i for i, r in enumerate(rows) if any(r.gold)]
    fold_of = dict(zip(answering, folds([rows[i].group for i in answering], FOLDS), strict=True))
    for fold in range(FOLDS):
        held = [i for i in answering if fold_of[i] == fold]
        asked, articles = {rows[i].question for i in held}, {rows[i].article for i in held}
        seen = [i for i, r in enumerate(rows) if r.question not in asked and r.article not in articles]
        trees = as_trees(learn([rows[i] for i in seen], [made[i] for i in seen], likeness))
        for i in held:
            scores[i] = trees.sums(made[i])
    return scores


def mean_average_precision(rows: Sequence[Row], scores: Sequence[Sequence[float]]) -> float:
    """Over rows with gold."""
    return float(np.mean([average_precision(r.gold, s) for r, s in zip(rows, scores, strict=True) if any(r.gold)]))


def main() -> None:
    shared = Path(sys.argv[1])
    rows = read_rows(shared)
    terms, cosines = terms_of(rows, shared), Cosines.load()
    models, figures = {}, {}
    for name, likeness in (("words", False), ("words_and_likeness", True)):
        made = tables(rows, terms, cosines if likeness else None)
        figures[name] = round(mean_average_precision(rows, cross_validated(rows, made, likeness)), 4)
        models[name] = learn(rows, made, likeness)
        print(name, figures[name], flush=True)
    WEIGHTS.write_text(json.dumps({"card": card(rows, figures), "models": models}) + "\n", encoding="utf-8")


def card(rows: Sequence[Row], figures: dict[str, float]) -> dict[str, Any]:
    """What the weights were made of."""
    return {
        "task": "is this sentence of an abstract part of the answer to the question",
        "data": "bioasq/snippet_extraction.jsonl.gz (SamyAteia/bioasq2024, from BioASQ), CC BY 2.5",
        "rows": {"with gold": sum(any(r.gold) for r in rows), "without": sum(not any(r.gold) for r in rows)},
        "method": "gradient-boosted trees, scikit-learn GradientBoostingClassifier",
        "settings": SETTINGS,
        "split": f"{FOLDS}-fold, no question and no article in two folds; the shipped trees are learned on all rows",
        "sentence MAP, cross-validated": figures,
        "word frequencies": "shared/data/abstracts",
        "embedder": "all-MiniLM-L6-v2",
        "date": datetime.now(UTC).date().isoformat(),
        "limits": "biomedical questions of experts; abstracts without section labels; English",
    }


if __name__ == "__main__":
    main()
