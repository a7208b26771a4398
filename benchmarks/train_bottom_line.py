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
from benchmarks.train_sentences import Kept, as_trees, tree_of
from research.reading.sentences.runs import WORTHS, Run, run_features, run_names, runs_of
from research.reading.sentences.trees import Trees
from research.reading.terms import Terms, read_terms

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


def terms_of(asked: Asked, shared: Path) -> Terms:
    """The question's words, weighed by how many of `abstracts/` hold them."""
    counted, records = document_frequencies(shared)
    return read_terms(asked.question, lambda words: [counted[w] for w in words], records)


def table(asked: Asked, shared: Path) -> Rows:
    """The features of all runs of a question's pool."""
    return np.array(run_features(asked.question, terms_of(asked, shared), asked.pool, runs_of(asked.pool)), np.float32)


def learn(tables: Sequence[Rows], gains: Sequence[list[float]]) -> Kept:
    """Trees for ROUGE-2 F1; a question's runs weigh together as the root of their number."""
    weights = [len(t) ** -0.5 for t in tables for _ in range(len(t))]
    model = GradientBoostingRegressor(**SETTINGS)
    model.fit(np.concatenate(tables), [g for gain in gains for g in gain], weights)
    start = float(model.init_.constant_.ravel()[0])
    grown = [tree_of(t[0].tree_, model.learning_rate) for t in model.estimators_]
    return {"names": list(run_names()), "start": start, "depth": model.max_depth, "trees": grown}


def cross_validated(asked: Sequence[Asked], tables: Sequence[Rows], gains: Sequence[list[float]]) -> list[Trees]:
    """For each question trees that saw neither it nor a document of it."""
    trees_of: dict[int, Trees] = {}
    for fold in range(FOLDS):
        held = range(fold, len(asked), FOLDS)
        documents = frozenset[str]().union(*(asked[i].documents for i in held))
        seen = [i for i in range(len(asked)) if i % FOLDS != fold and not asked[i].documents & documents]
        trees = as_trees(learn([tables[i] for i in seen], [gains[i] for i in seen]))
        trees_of |= dict.fromkeys(held, trees)
    return [trees_of[i] for i in range(len(asked))]


def best_runs(asked: Sequence[Asked], tables: Sequence[Rows], trees: Sequence[Trees]) -> list[str]:
    """The text of the run that is worth most."""
    at = [int(np.argmax(own.sums(rows.tolist()))) for own, rows in zip(trees, tables, strict=True)]
    return [text_of(a, runs_of(a.pool)[i]) for a, i in zip(asked, at, strict=True)]


def main() -> None:
    shared = Path(sys.argv[1])
    asked = read_asked(shared)
    tables = [table(a, shared) for a in asked]
    gains = [[rouge_2(text_of(a, run), a.ideal) for run in runs_of(a.pool)] for a in asked]
    chosen = best_runs(asked, tables, cross_validated(asked, tables, gains))
    figures = {
        "ROUGE-2": round(float(np.mean([rouge_2(c, a.ideal) for c, a in zip(chosen, asked, strict=True)])), 4),
        "ROUGE-SU4": round(float(np.mean([rouge_su4(c, a.ideal) for c, a in zip(chosen, asked, strict=True)])), 4),
    }
    print(figures)
    kept = learn(tables, gains)
    WORTHS.write_text(
        json.dumps({"card": card(len(asked), figures), "models": {"worth": kept}}) + "\n", encoding="utf-8"
    )


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
