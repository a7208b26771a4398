"""Learns what a run of sentences is worth as a bottom line; writes research/reading/sentences/worth.json with its card.

Run: python -m benchmarks.train_bottom_line SHARED_DATA (about 10 CPU minutes; needs scikit-learn; after train_sentences)
"""

import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import GradientBoostingRegressor

from benchmarks.bioasq_answers import Asked, read_asked
from benchmarks.bioasq_sentences import document_frequencies
from benchmarks.rouge import rouge_2, rouge_su4
from benchmarks.train_sentences import _tree
from research.reading.sentences.runs import WORTHS, Run, run_features, run_names, runs_of
from research.reading.sentences.trees import Trees
from research.reading.terms import read_terms

FOLDS = 3
# set before the first run and not tuned
SETTINGS: dict[str, Any] = {
    "n_estimators": 200, "max_depth": 4, "learning_rate": 0.06, "subsample": 0.4, "max_features": 0.25,
    "min_samples_leaf": 40, "random_state": 0,
}  # fmt: skip
Rows = NDArray[np.float32]  # (runs, features)


def text_of(asked: Asked, run: Run) -> str:
    """The run's sentences, joined."""
    return " ".join(s.text for s in asked.pool[run.source][run.first : run.last + 1])


def table(asked: Asked, shared: Path) -> Rows:
    """The features of all runs of a question's pool."""
    counted, records = document_frequencies(shared)
    terms = read_terms(asked.question, lambda words: [counted[w] for w in words], records)
    return np.array(run_features(asked.question, terms, asked.pool, runs_of(asked.pool)), np.float32)


def learn(tables: Sequence[Rows], gains: Sequence[list[float]]) -> Trees:
    """Trees for ROUGE-2 F1; a question's runs weigh together as the root of their number."""
    weights = [len(t) ** -0.5 for t in tables for _ in range(len(t))]
    model = GradientBoostingRegressor(**SETTINGS)
    model.fit(np.concatenate(tables), [g for gain in gains for g in gain], weights)
    start = float(model.init_.constant_.ravel()[0])
    return Trees(run_names(), start, model.max_depth, [_tree(t[0].tree_, model.learning_rate) for t in model.estimators_])


def cross_validated(asked: Sequence[Asked], tables: Sequence[Rows], gains: Sequence[list[float]]) -> list[str]:
    """The best run of each question by a model that saw neither the question nor a document of it."""
    chosen = [""] * len(asked)
    for fold in range(FOLDS):
        held = range(fold, len(asked), FOLDS)
        documents = frozenset[str]().union(*(asked[i].documents for i in held))
        seen = [i for i in range(len(asked)) if i % FOLDS != fold and not asked[i].documents & documents]
        trees = learn([tables[i] for i in seen], [gains[i] for i in seen])
        for i in held:
            worth = trees.log_odds(tables[i].tolist())
            chosen[i] = text_of(asked[i], runs_of(asked[i].pool)[int(np.argmax(worth))])
    return chosen


def main() -> None:
    shared = Path(sys.argv[1])
    asked = read_asked(shared)
    tables = [table(a, shared) for a in asked]
    gains = [[rouge_2(text_of(a, run), a.ideal) for run in runs_of(a.pool)] for a in asked]
    chosen = cross_validated(asked, tables, gains)
    figures = {
        "ROUGE-2": round(float(np.mean([rouge_2(c, a.ideal) for c, a in zip(chosen, asked, strict=True)])), 4),
        "ROUGE-SU4": round(float(np.mean([rouge_su4(c, a.ideal) for c, a in zip(chosen, asked, strict=True)])), 4),
    }
    print(figures)
    trees = learn(tables, gains)
    kept = {"names": trees.names, "start": trees.start, "depth": trees.depth, "trees": trees.nodes}
    WORTHS.write_text(json.dumps({"card": card(len(asked), figures), "models": {"worth": kept}}) + "\n", encoding="utf-8")
    (Path("/tmp") / "bottom-lines.json").write_text(json.dumps(chosen), encoding="utf-8")


def card(questions: int, figures: dict[str, float]) -> dict[str, Any]:
    """What the weights were made of."""
    return {
        "task": "ROUGE-2 F1 of a run of at most three neighbouring sentences with an expert's ideal answer",
        "data": "bioasq/golden_7b-11b.jsonl.gz (Teddy-XiongGZ/MIRAGE, from BioASQ), CC BY 2.5",
        "questions": questions,
        "method": "gradient-boosted trees, scikit-learn GradientBoostingRegressor",
        "settings": SETTINGS,
        "split": f"{FOLDS}-fold by question; a question that shares a document with the held-out ones is left out",
        "F1 of the best run, cross-validated": figures,
        "date": datetime.now(UTC).date().isoformat(),
        "limits": "pools were snippets chosen by experts; biomedical questions; English",
    }


if __name__ == "__main__":
    main()
