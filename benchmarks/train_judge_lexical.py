"""Trains the lexical judge and its choice of sentences, and writes citations/judges/lexical.json.

    python -m benchmarks.train_judge_lexical [SHARED]           trains and writes
    python -m benchmarks.train_judge_lexical [SHARED] --report  prints the figures of lexical_card.md, writes nothing

Needs scikit-learn and the default embedder's weights. Documents that SciFact's dev claims cite are in no training set.
Limits and settings were chosen by inner folds of the training pairs, in which neither a claim nor a document is twice.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.citations_data import SHARED, LabelledPair, folds, healthver_pairs, scifact_pairs
from benchmarks.train_direction import _written as trees_written
from benchmarks.train_direction import as_json
from benchmarks.train_judge_lexical_turned import opposite
from citations.judges.lexical_features import figures
from citations.judges.lexical_sentences import sentence_figures
from citations.judges.lexical_weights import Average, Linear
from citations.judges.select import Chosen, cosines
from citations.judges.source import SourceText, as_source
from evidence.model import Passage, Support
from evidence.ports import Embedder
from evidence.text.trees import Trees, trees_of

Floats = NDArray[np.float64]
LABELS = ("supported", "contradicted", "not_found")
OUT = Path(__file__).parents[1] / "citations" / "judges" / "lexical.json"
HEALTHVER_COUNTS = (
    0.1  # weight of a HealthVer pair beside a SciFact pair's 1; 0, .02, .1 and .3 were tried on the inner folds
)
STRICTNESS = 0.03  # C of the logistic regression
TURNED_COUNTS = 0.4  # weight of a claim turned round; .15, .4 and 1 were tried on the inner folds
TURNED: dict[str, Support] = {"supported": "contradicted", "contradicted": "supported"}
PRECISIONS = {"supported": 0.9, "contradicted": 0.8, "not_found": 0.9}


@dataclass(frozen=True)
class Example:
    """A pair with its source, cosines of its sentences (None without an embedder) and which of them are marked."""

    pair: LabelledPair
    source: SourceText
    near: list[float] | None
    rows: list[dict[str, float]]  # the figures of each sentence
    marked: tuple[frozenset[int], ...]  # each group of sentences is enough by itself
    is_turned: bool = False  # its claim is another's turned round, its label too


def example(pair: LabelledPair, embedder: Embedder | None) -> Example:
    """Reads a pair as the judge does."""
    source = source_of(pair)
    near = cosines(pair.claim, source, embedder) if embedder else None
    return Example(pair, source, near, sentence_figures(pair.claim, source, near), _marked(pair, source))


def turned(examples: Sequence[Example], embedder: Embedder | None) -> list[Example]:
    """The claims that say something, turned round: a supported one becomes contradicted, and the other way about."""
    found: list[Example] = []
    for e in examples:
        claim = opposite(e.pair.claim)
        if claim and e.pair.label in TURNED:
            pair = replace(e.pair, claim=claim, label=TURNED[e.pair.label])
            found.append(replace(example(pair, embedder), is_turned=True))
    return found


def source_of(pair: LabelledPair) -> SourceText:
    """The cited document's sentences."""
    return as_source([Passage(pair.document_id, 0, len(pair.passage), pair.passage)])


def _marked(pair: LabelledPair, source: SourceText) -> tuple[frozenset[int], ...]:
    return tuple(
        frozenset(k for k, s in enumerate(source.sentences) if any(_overlap(s.start, s.end, *span) for span in group))
        for group in pair.rationales
    )


def _overlap(start: int, end: int, first: int, last: int) -> bool:
    """Whether they share more than half of the shorter."""
    return min(end, last) - max(start, first) > 0.5 * min(end - start, last - first)


def fit_choice(examples: Sequence[Example], counts: Sequence[float]) -> Linear:
    """The odds that a sentence is marked, from the pairs that have a marked one."""
    held = [(e, count) for e, count in zip(examples, counts, strict=True) if e.marked]
    names = tuple(held[0][0].rows[0])
    table = np.array([[row[n] for n in names] for e, _ in held for row in e.rows])
    labels = np.array([any(k in group for group in e.marked) for e, _ in held for k in range(len(e.rows))], int)
    return fit(names, table, labels, np.array([count for e, count in held for _ in e.rows]), 0.1)


def fit_judge(rows: Sequence[dict[str, float]], labels: Sequence[str], counts: Sequence[float]) -> Average:
    """The odds of each label."""
    names = tuple(rows[0])
    table = np.array([[row[n] for n in names] for row in rows])
    answers = np.array([LABELS.index(label) for label in labels])
    linear = fit(names, table, answers, np.array(counts), STRICTNESS)
    return Average(linear, fit_trees(names, table, answers, np.array(counts)))


def fit_trees(names: tuple[str, ...], table: Floats, labels: Any, counts: Floats) -> Trees:
    """Small trees: two questions each."""
    from sklearn.ensemble import GradientBoostingClassifier

    model = GradientBoostingClassifier(
        n_estimators=80, max_depth=2, learning_rate=0.06, subsample=0.5, max_features=0.2, min_samples_leaf=12,
        random_state=0,
    )  # fmt: skip
    model.fit(table, labels, sample_weight=counts)
    shares = np.bincount(labels, weights=counts) / counts.sum()
    return trees_of(trees_written(model, list(names), list(np.log(shares)), 1.0))


def fit(names: tuple[str, ...], table: Floats, labels: Any, counts: Floats, strictness: float) -> Linear:
    """Logistic regression on standardised figures, its weights turned back to those of the figures themselves."""
    from sklearn.linear_model import LogisticRegression

    mean, spread = table.mean(axis=0), table.std(axis=0)
    spread[spread < 1e-9] = 1.0
    model = LogisticRegression(C=strictness, max_iter=1000).fit((table - mean) / spread, labels, sample_weight=counts)
    slopes = model.coef_ / spread
    starts = model.intercept_ - slopes @ mean
    return Linear(names, tuple(map(float, starts)), tuple(tuple(map(float, row)) for row in slopes))


def judged_rows(examples: Sequence[Example], choice: Linear) -> list[dict[str, float]]:
    """The judge's figures of each example, with sentences chosen by `choice`."""
    return [figures(e.pair.claim, chosen(e, choice), e.source) for e in examples]


def chosen(e: Example, choice: Linear, most: int = 3) -> list[Chosen]:
    """What `best_sentences` would choose with these weights."""
    scores = [choice.odds(row)[0] for row in e.rows]
    order = sorted(range(len(scores)), key=lambda k: (-scores[k], k))[:most]
    return [Chosen(e.source.sentences[k], scores[k], e.near[k] if e.near else None) for k in order]


@dataclass(frozen=True)
class Data:
    """The training pairs (none whose claim or document SciFact's dev set has), the dev pairs, and HealthVer."""

    train: list[Example]
    dev: list[Example]
    healthver: list[Example]
    turned: list[Example]  # of the training pairs


def data(embedder: Embedder | None, shared: Path = SHARED) -> Data:
    """All three sets, read as the judge reads."""
    dev = scifact_pairs("dev", shared)
    taken = {p.document_id for p in dev} | {p.claim for p in dev}
    train = [p for p in scifact_pairs("train", shared) if not {p.document_id, p.claim} & taken]
    read = [[example(pair, embedder) for pair in pairs] for pairs in (train, dev, healthver_pairs(shared))]
    return Data(read[0], read[1], read[2], turned(read[0], embedder))


@dataclass(frozen=True)
class Model:
    """A choice of sentences and a judgement that goes with it."""

    choice: Linear
    judge: Average

    def chances(self, examples: Sequence[Example]) -> Floats:
        """(n, 3), of supported, contradicted, not found."""
        return np.array([self.judge.chances(row) for row in judged_rows(examples, self.choice)])


def fit_model(scifact: Sequence[Example], healthver: Sequence[Example], counts: float = HEALTHVER_COUNTS) -> Model:
    """From pairs of SciFact with their turned claims, and of HealthVer at the weight `counts` (1 without SciFact)."""
    own = counts if scifact else 1.0
    whole = [e for e in scifact if not e.is_turned]
    choice = fit_choice([*whole, *healthver], [1.0] * len(whole) + [own] * len(healthver))
    weights = [TURNED_COUNTS if e.is_turned else 1.0 for e in scifact] + [own] * len(healthver)
    examples = [*scifact, *healthver]
    return Model(choice, fit_judge(judged_rows(examples, choice), [e.pair.label for e in examples], weights))


def out_of_fold(
    examples: Sequence[Example], others: Sequence[Example], k: int = 5, *, is_healthver: bool = False
) -> Floats:
    """Chances of each example (turned ones too) from a model that saw neither its claim nor its document; `others` of the other set join
    every training."""
    fold_of = folds([e.pair for e in examples], k)
    found = np.zeros((len(examples), 3))
    for held in range(k):
        kept = [e for e, f in zip(examples, fold_of, strict=True) if f != held]
        model = fit_model(others, kept) if is_healthver else fit_model(kept, others)
        places = [n for n, f in enumerate(fold_of) if f == held]
        found[places] = model.chances([examples[n] for n in places])
    return found


def limits(chances: Floats, labels: Sequence[str]) -> dict[str, float]:
    """For each label the least chance from which on it was right as often as PRECISIONS says, over at least 25 pairs."""
    return {
        label: _limit(chances[:, k], [given == label for given in labels], PRECISIONS[label])
        for k, label in enumerate(LABELS)
    }


def _limit(chances: Floats, right: Sequence[bool], precision: float, fewest: int = 25) -> float:
    order = np.argsort(-chances, kind="stable")
    share = np.cumsum(np.array(right)[order]) / np.arange(1, len(order) + 1)
    kept = np.flatnonzero((share >= precision) & (np.arange(len(order)) + 1 >= fewest))
    return round(float(chances[order[kept[-1]]]), 3) if len(kept) else 1.01


def written(model: Linear) -> dict[str, Any]:
    """The JSON form, four significant digits."""
    return {
        "names": list(model.names),
        "start": [float(f"{s:.5g}") for s in model.start],
        "by_class": [[float(f"{w:.4g}") for w in row] for row in model.by_class],
    }


def shipped(sets: Data) -> dict[str, Any]:
    """The model of all training pairs, with the limits that its inner folds give."""
    inner = [*sets.train, *sets.turned]
    chances = out_of_fold(inner, sets.healthver)[: len(sets.train)]
    model = fit_model(inner, sets.healthver)
    return {
        "choice": written(model.choice),
        "linear": written(model.judge.linear),
        "trees": json.loads(as_json(model.judge.trees)),
        "limits": limits(chances, [e.pair.label for e in sets.train]),
    }


def train(embedder: Embedder, shared: Path = SHARED) -> dict[str, Any]:
    """What lexical.json holds."""
    return {"plain": shipped(data(None, shared)), "embedded": shipped(data(embedder, shared))}


def main() -> None:
    """See the top of this file."""
    from citations.judges.remembered import RememberedEmbedder
    from indexers.embedders import load_embedder

    given = [each for each in sys.argv[1:] if not each.startswith("-")]
    shared = Path(given[0]) / "data" if given else SHARED
    embedder = RememberedEmbedder(load_embedder("minilm", bulk=False), kept=100_000)
    if "--report" in sys.argv:
        from benchmarks.train_judge_lexical_report import report

        print(report(embedder, shared))
        return
    OUT.write_text(json.dumps(train(embedder, shared), separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
