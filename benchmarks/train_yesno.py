"""Trains research/reading/verdict/weights.json: `python -m benchmarks.train_yesno SHARED`. Needs scikit-learn.

Softmax regression with an L2 penalty on pooled features of BioASQ's yes/no questions and PubMedQA's half with
conclusions. The penalty is chosen on inner folds (here for the weights that ship, in reading_yesno for each outer fold).
"""

import json
import sys
import warnings
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from benchmarks.yesno_data import Question, bioasq, groups, pooled, pubmedqa
from research.reading.verdict.model import CLASSES, Weights, probabilities

OUT = Path(__file__).parents[1] / "research/reading/verdict/weights.json"
PENALTIES = (0.1, 0.3)  # scikit-learn's C
RARE = 5  # a feature must be seen in so many questions
SEED = 5
Row = tuple[dict[str, float], str, str]  # features, label, group of questions that share articles


def train(rows: Sequence[Row], strength: float) -> Weights:
    """Classes are weighted to be equal. A class that is not in the rows gets a score that never wins."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    seen = Counter(name for values, _, _ in rows for name in values)
    vectorizer = DictVectorizer()
    table = vectorizer.fit_transform([{n: v for n, v in values.items() if seen[n] >= RARE} for values, _, _ in rows])
    model = LogisticRegression(C=strength, class_weight="balanced", max_iter=1000, tol=1e-3)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model.fit(table, [label for _, label, _ in rows])
    names, classes = vectorizer.get_feature_names_out(), list(model.classes_)
    coef, bias = _by_class(model.coef_, model.intercept_, classes)
    return Weights(tuple(bias), {n: tuple(round(float(c[i]), 4) for c in coef) for i, n in enumerate(names)})


def _by_class(coef, bias, classes):  # type: ignore[no-untyped-def]  # scikit-learn's arrays
    """Rows in the order of CLASSES; of two classes scikit-learn gives one row, for the second."""
    if len(classes) == 2:
        coef, bias = [-coef[0] / 2, coef[0] / 2], [-bias[0] / 2, bias[0] / 2]
    by = {c: (row, float(b)) for c, row, b in zip(classes, coef, bias, strict=True)}
    never = ([0.0] * len(coef[0]), -99.0)
    return [by.get(c, never)[0] for c in CLASSES], [round(by.get(c, never)[1], 4) for c in CLASSES]


def predict(weights: Weights, values: dict[str, float], classes: Sequence[str] = CLASSES) -> tuple[str, float]:
    """The likeliest of the classes, and its probability among them."""
    chances = dict(zip(CLASSES, probabilities(weights.scores(values)), strict=True))
    best = max(classes, key=lambda c: chances[c])
    return best, chances[best] / sum(chances[c] for c in classes)


def rows_of(questions: Sequence[Question]) -> list[Row]:
    return [(pooled(q), q.label, group) for q, group in zip(questions, groups(questions), strict=True)]


def folds(count: int, rows: Sequence[Row], seed: int = SEED) -> list[list[int]]:
    """Indexes of each fold, stratified by label; questions that share an article are in one fold."""
    from sklearn.model_selection import StratifiedGroupKFold

    split = StratifiedGroupKFold(count, shuffle=True, random_state=seed)
    labels, together = [r[1] for r in rows], [r[2] for r in rows]
    return [list(map(int, test)) for _, test in split.split(labels, labels, together)]


def choose(rows: Sequence[Row], more: Sequence[Row], classes: Sequence[str]) -> float:
    """The penalty with the best macro-F1 on 3 inner folds of `rows`, `more` being always trained on."""
    return max(PENALTIES, key=lambda strength: _inner(rows, more, classes, strength))


def _inner(rows: Sequence[Row], more: Sequence[Row], classes: Sequence[str], strength: float) -> float:
    gold, said = [], []
    for test in folds(3, rows):
        held = set(test)
        weights = train([r for i, r in enumerate(rows) if i not in held] + list(more), strength)
        gold += [rows[i][1] for i in test]
        said += [predict(weights, rows[i][0], classes)[0] for i in test]
    return macro_f1(gold, said, classes)


def macro_f1(gold: Sequence[str], said: Sequence[str], classes: Sequence[str]) -> float:
    """The mean over classes of 2 hits / (said + gold)."""
    scores = []
    for c in classes:
        hits = sum(g == s == c for g, s in zip(gold, said, strict=True))
        total = sum(g == c for g in gold) + sum(s == c for s in said)
        scores.append(2 * hits / total if total else 0.0)
    return sum(scores) / len(scores)


def main() -> None:
    from benchmarks.reading_yesno import measure_yes_no

    shared = Path(sys.argv[1])
    rows = rows_of([*bioasq(shared), *pubmedqa(shared, conclusion=True)])
    strength = choose(rows, [], CLASSES)
    weights = train(rows, strength)
    card = {
        "what": "softmax regression on pooled sentence features; C = " + str(strength),
        "data": f"{len(rows)} questions: BioASQ 7b-11b yes/no with gold snippets (CC BY 2.5), PubMedQA PQA-L half (MIT)",
        "split": "shipped weights: all of them; figures: mean of 3 times 10 folds by article, the penalty chosen on inner folds",
        "date": "2026-11-22",
        "figures": {name: round(value, 3) for name, value in measure_yes_no(shared).items()},
        "not for": "questions without sentences about them; a probability is not a grade of certainty",
    }
    value = {"card": card, "bias": weights.bias, "features": weights.features}
    OUT.write_text(json.dumps(value, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print(json.dumps(card, indent=1), OUT.stat().st_size)


if __name__ == "__main__":
    main()
