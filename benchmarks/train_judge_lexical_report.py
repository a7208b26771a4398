"""The figures of lexical_card.md: on documents that the model did not see, with intervals by resampling documents."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.citations_data import LabelledPair, folds, scifact_pairs, without_documents_of
from benchmarks.train_judge_lexical import (
    HEALTHVER_COUNTS,
    LABELS,
    TURNED_COUNTS,
    Data,
    Example,
    Floats,
    chosen,
    data,
    example,
    fit_choice,
    fit_judge,
    fit_model,
    judged_rows,
    turned,
)
from citations.judges.lexical_weights import Linear
from evidence.ports import Embedder

RESAMPLED = 300  # times, by document
Table = tuple[list[dict[str, float]], list[str], list[float]]  # figures, labels, weights
Measure = Callable[[Floats, Any], float]


def report(embedder: Embedder, shared: Path) -> str:
    """A table of measures by set, with and without the embedder."""
    lines: list[str] = []
    for name, used in (("with embedder", embedder), ("without", None)):
        sets = data(used, shared)
        lines += [f"== {name}", *_recalls(sets), *_of_sets(sets, used, shared)]
    return "\n".join(lines)


def _of_sets(sets: Data, embedder: Embedder | None, shared: Path) -> list[str]:
    model = fit_model([*sets.train, *sets.turned], sets.healthver)
    chances = model.chances(sets.dev)
    train = scifact_pairs("train", shared)
    kept = {p.claim_id for p in without_documents_of([e.pair for e in sets.dev], train)}
    apart = [k for k, e in enumerate(sets.dev) if e.pair.claim_id in kept]
    return [
        _line("SciFact dev, trained without its documents", sets.dev, chances),
        _line("  of these, documents that train has not either", [sets.dev[k] for k in apart], chances[apart]),
        *_of_scifact(sets, embedder, train),
        *_of_healthver(sets),
    ]


def _of_scifact(sets: Data, embedder: Embedder | None, train: Sequence[LabelledPair]) -> list[str]:
    """All of SciFact in folds; the sentences are chosen by weights fitted to HealthVer, which saw none of it."""
    seen = {e.pair.document_id for e in sets.dev}
    rest = [example(p, embedder) for p in train if p.document_id in seen]
    everyone = [*sets.train, *sets.dev, *rest]
    whole = [*everyone, *sets.turned, *turned([*sets.dev, *rest], embedder)]
    choice = fit_choice(sets.healthver, [1.0] * len(sets.healthver))
    chances = _in_folds(
        _table(whole, choice), _table(sets.healthver, choice, HEALTHVER_COUNTS), folds([e.pair for e in whole], 5)
    )
    return [_line("SciFact train and dev, 5 folds", everyone, chances[: len(everyone)])]


def _of_healthver(sets: Data) -> list[str]:
    """HealthVer in folds; the sentences are chosen by weights fitted to SciFact."""
    inner = [*sets.train, *sets.turned]
    choice = fit_choice(sets.train, [1.0] * len(sets.train))
    own, other = _table(sets.healthver, choice, HEALTHVER_COUNTS), _table(inner, choice)
    pairs = [e.pair for e in sets.healthver]
    alone = fit_judge(*other)
    return [
        _line("HealthVer, 5 folds by claim and document", sets.healthver, _in_folds(own, other, folds(pairs, 5))),
        _line(
            "HealthVer, 5 folds by document alone", sets.healthver, _in_folds(own, other, folds(pairs, 5, "document"))
        ),
        _line("HealthVer, trained on SciFact alone", sets.healthver, np.array([alone.chances(row) for row in own[0]])),
    ]


def _table(examples: Sequence[Example], choice: Linear, counts: float = 1.0) -> Table:
    """Figures, labels and weights."""
    weights = [counts * (TURNED_COUNTS if e.is_turned else 1.0) for e in examples]
    return judged_rows(examples, choice), [e.pair.label for e in examples], weights


def _in_folds(own: Table, other: Table, fold_of: Sequence[int]) -> Floats:
    """Chances of each row of `own` from a model of the rows of other folds and of all of `other`."""
    found = np.zeros((len(fold_of), 3))
    for held in range(max(fold_of) + 1):
        kept = [n for n, f in enumerate(fold_of) if f != held]
        model = fit_judge(*([*(mine[n] for n in kept), *theirs] for mine, theirs in zip(own, other, strict=True)))
        for n in (n for n, f in enumerate(fold_of) if f == held):
            found[n] = model.chances(own[0][n])
    return found


def measures() -> dict[str, Measure]:
    """Each of chances (n, 3) and labels (n,), 0 to 1."""
    from sklearn.metrics import f1_score, roc_auc_score

    def speaks(chances: Floats, labels: Any) -> float:
        kept = labels < 2
        return float(roc_auc_score(labels[kept] == 0, chances[kept, 0] / (chances[kept, 0] + chances[kept, 1])))

    return {
        "macro-F1": lambda c, y: float(f1_score(y, c.argmax(axis=1), average="macro")),
        "found AUROC": lambda c, y: float(roc_auc_score(y < 2, 1 - c[:, 2])),
        "supported/contradicted AUROC": speaks,
        "supported AUROC": lambda c, y: float(roc_auc_score(y == 0, c[:, 0])),
        "called at .75": lambda c, y: called_at(c[:, 0], y == 0, 0.75),
        "at .8": lambda c, y: called_at(c[:, 0], y == 0, 0.8),
        "at .9": lambda c, y: called_at(c[:, 0], y == 0, 0.9),
    }


def called_at(chances: Floats, right: Any, precision: float, fewest: int = 10) -> float:
    """The largest share of the right ones that can be called while so many of the called are right."""
    order = np.argsort(-chances, kind="stable")
    hits = np.cumsum(right[order])
    kept = (hits / np.arange(1, len(order) + 1) >= precision) & (np.arange(len(order)) + 1 >= fewest)
    return float(hits[kept].max() / max(int(right.sum()), 1)) if kept.any() else 0.0


def _line(name: str, examples: Sequence[Example], chances: Floats) -> str:
    labels = np.array([LABELS.index(e.pair.label) for e in examples])
    groups: dict[str, list[int]] = {}
    for k, e in enumerate(examples):
        groups.setdefault(e.pair.document_id, []).append(k)
    draw, rows = np.random.default_rng(0), list(groups.values())
    samples = [np.concatenate([rows[k] for k in draw.integers(0, len(rows), len(rows))]) for _ in range(RESAMPLED)]
    parts = []
    for title, measure in measures().items():
        spread = [measure(chances[s], labels[s]) for s in samples]
        low, high = np.percentile(spread, [2.5, 97.5])
        parts.append(f"{title} {measure(chances, labels):.3f} ({low:.2f} to {high:.2f})")
    return f"{name} (n={len(examples)}): " + ", ".join(parts)


def _recalls(sets: Data) -> list[str]:
    """How often one or all of a marked group are among the best, by cosine alone and as chosen."""
    own = fit_choice([*sets.train, *sets.healthver], [1.0] * len(sets.train) + [0.1] * len(sets.healthver))
    alone = fit_choice(sets.train, [1.0] * len(sets.train))
    found = []
    for name, examples, choice in (
        ("SciFact dev", sets.dev, own),
        ("HealthVer, chosen by SciFact's weights", sets.healthver, alone),
    ):
        marked = [e for e in examples if e.marked]
        places = [[c.sentence.place for c in chosen(e, choice)] for e in marked]
        found.append(f"choice, {name}: " + _recall(marked, places))
        if marked[0].near is not None:
            found.append(f"cosine, {name}: " + _recall(marked, [_nearest(e) for e in marked]))
    return found


def _nearest(e: Example) -> list[int]:
    near = e.near or []
    return sorted(range(len(near)), key=lambda k: (-near[k], k))[:3]


def _recall(marked: Sequence[Example], places: Sequence[Sequence[int]]) -> str:
    parts = []
    for most in (1, 3):
        one = np.mean([bool(set().union(*e.marked) & set(p[:most])) for e, p in zip(marked, places, strict=True)])
        group = np.mean([any(g <= set(p[:most]) for g in e.marked) for e, p in zip(marked, places, strict=True)])
        parts.append(f"at {most}: one marked sentence {one:.3f}, a whole group {group:.3f}")
    return "; ".join(parts) + f" (n={len(marked)})"
