"""Figures of a trained judge: `python -m benchmarks.judge.measure FILE.json...` (files that medical.py wrote, one a seed).

Three-way macro-F1 of the likeliest class; AUROC of found (supported or contradicted) against not found, of supported
against contradicted, and of supported against all else; the largest share of true claims called supported at a
precision of .75; the share undecided at limits found on the pairs to choose by. Beside them the same of the logits with
the overlap (a logistic regression on the pairs to choose by), and of plain idf overlap, whose class is supported above
the threshold that is best on those pairs. Intervals: 2.5% and 97.5% of 1,000 resamplings of documents. Of planted
errors and controls: the share called supported, by kind.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Row = dict[str, Any]
RESAMPLED, PRECISION = 1000, 0.75
PRECISIONS = (0.9, 0.8, 0.8)  # what a chance must have been right in to be a verdict, as in the lexical judge


def chances(rows: Sequence[Row], temperature: float = 1.0) -> Floats:
    """(n, 3)."""
    raw = np.array([r["logits"] for r in rows]) / temperature
    raw = np.exp(raw - raw.max(1, keepdims=True))
    out: Floats = raw / raw.sum(1, keepdims=True)
    return out


def temperature(rows: Sequence[Row]) -> float:
    """The one with the least cross-entropy."""
    labels = np.array([r["label"] for r in rows])
    known = np.flatnonzero(labels >= 0)

    def cost(t: float) -> float:
        return float(-np.log(chances(rows, t)[known, labels[known]] + 1e-9).mean())

    return min((float(t) for t in np.arange(0.5, 3.01, 0.05)), key=cost)


def auroc(scores: Floats, positive: NDArray[np.bool_]) -> float:
    """Chance that a positive scores above a negative, ties half (Mann & Whitney 1947); nan where one kind is missing."""
    if positive.all() or not positive.any():
        return float("nan")
    _, inverse, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[inverse]
    n = int(positive.sum())
    return float((ranks[positive].sum() - n * (n + 1) / 2) / (n * (len(scores) - n)))


def macro_f1(labels: NDArray[np.int64], said: NDArray[np.int64]) -> float:
    """Mean over the three classes of 2 TP / (2 TP + FP + FN)."""
    found = []
    for each in range(3):
        true = int(((labels == each) & (said == each)).sum())
        found.append(2 * true / max(int((labels == each).sum() + (said == each).sum()), 1))
    return float(np.mean(found))


def recall_at(scores: Floats, positive: NDArray[np.bool_], precision: float = PRECISION) -> float:
    """Largest share of the positives above a threshold at which that share of all above are positive; ties together."""
    best = 0.0
    for cut in np.unique(scores):
        above = scores >= cut
        if positive[above].mean() >= precision:
            best = max(best, float(positive[above].sum() / positive.sum()))
    return best


def measures(labels: NDArray[np.int64], p: Floats) -> dict[str, float]:
    """By name, for chances (n, 3)."""
    told = labels != 2
    return {
        "macro-F1": macro_f1(labels, p.argmax(1)),
        "AUROC found": auroc(1 - p[:, 2], told),
        "AUROC supported/contradicted": auroc(np.log(p[told, 0] + 1e-9) - np.log(p[told, 1] + 1e-9), labels[told] == 0),
        "supported at .75": recall_at(p[:, 0], labels == 0),
        "AUROC supported": auroc(p[:, 0], labels == 0),
    }


def overlap_chances(rows: Sequence[Row], cut: float) -> Floats:
    """Chances whose order is the overlap's; the likeliest class is supported above the cut, not found below it."""
    found = 1 / (1 + np.exp(-8 * (np.array([r["overlap"] for r in rows]) - cut)))
    return np.stack([found, 0 * found, 1 - found], 1)


def with_intervals(rows: Sequence[Row], p: Floats) -> dict[str, tuple[float, float, float]]:
    """By name: figure, lower and upper bound."""
    labels = np.array([r["label"] for r in rows])
    places = defaultdict(list)
    for place, row in enumerate(rows):
        places[row["document"]].append(place)
    groups = [np.array(each) for each in places.values()]
    chance = np.random.default_rng(0)
    drawn = defaultdict(list)
    for _ in range(RESAMPLED):
        picked = np.concatenate([groups[k] for k in chance.integers(len(groups), size=len(groups))])
        for name, value in measures(labels[picked], p[picked]).items():
            drawn[name].append(value)
    bounds = {name: np.nanpercentile(values, [2.5, 97.5]) for name, values in drawn.items()}
    return {name: (value, *map(float, bounds[name])) for name, value in measures(labels, p).items()}  # type: ignore[misc]


def stacked(chosen: Sequence[Row], rows: Sequence[Row]) -> Floats:
    """Chances of a logistic regression on the three logits and the overlap, fitted on the pairs to choose by."""
    from sklearn.linear_model import LogisticRegression

    def table(some: Sequence[Row]) -> Floats:
        return np.array([[*np.log(chances([r])[0] + 1e-9), 4 * r["overlap"]] for r in some])

    model = LogisticRegression(C=0.3, max_iter=2000).fit(table(chosen), [r["label"] for r in chosen])
    out: Floats = model.predict_proba(table(rows))
    return out


def best_cut(rows: Sequence[Row]) -> float:
    labels = np.array([r["label"] for r in rows])
    return max(np.arange(0.2, 0.95, 0.025), key=lambda c: macro_f1(labels, overlap_chances(rows, float(c)).argmax(1)))


def limits(rows: Sequence[Row], p: Floats, fewest: int = 15) -> list[float]:
    """Of each class the least chance from which on PRECISIONS of at least so many pairs were right; 1.01 if none is."""
    labels = np.array([r["label"] for r in rows])
    found = []
    for each, wanted in enumerate(PRECISIONS):
        order = np.argsort(-p[:, each], kind="stable")
        share = np.cumsum(labels[order] == each) / np.arange(1, len(order) + 1)
        kept = np.flatnonzero((share >= wanted) & (np.arange(len(order)) + 1 >= fewest))
        found.append(float(p[order[kept[-1]], each]) if len(kept) else 1.01)
    return found


def decided(rows: Sequence[Row], p: Floats, least: Sequence[float]) -> str:
    """Share undecided (no limit reached, or several), and how many of those called each class are of it."""
    labels = np.array([r["label"] for r in rows])
    reached = p >= np.array(least)
    one = reached.sum(1) == 1
    said = reached.argmax(1)
    shares = [f"{k} {int((labels == n)[one & (said == n)].sum())}/{int((one & (said == n)).sum())}"
              for n, k in enumerate(("supported", "contradicted", "not found"))]  # fmt: skip
    return f"undecided {1 - one.mean():.2f}; right: " + ", ".join(shares)


def show(name: str, figures: dict[str, tuple[float, float, float]]) -> None:
    print(f"{name:34}" + "  ".join(f"{k} {v:.3f} [{a:.2f}-{b:.2f}]" for k, (v, a, b) in figures.items()))


def planted(rows: Sequence[Row], p: Floats) -> None:
    """By kind: how many, share whose likeliest class is supported."""
    kinds = defaultdict(list)
    for row, each in zip(rows, p, strict=True):
        kinds[row["origin"]].append(each.argmax() == 0)
    print("  ".join(f"{k.partition(':')[2]} {np.mean(v):.2f} ({len(v)})" for k, v in sorted(kinds.items())))


def main(paths: Sequence[str]) -> None:
    seeds = [json.loads(Path(path).read_text()) for path in paths]
    first = seeds[0]
    averaged = [dict(r, logits=np.mean([s[k]["logits"] for s in seeds], 0).tolist()) for k, r in enumerate(first)]
    runs: list[tuple[str, list[Row]]] = [(Path(p).stem, s) for p, s in zip(paths, seeds, strict=True)]
    for name, rows in [*runs, *([("mean of seeds", averaged)] if len(seeds) > 1 else [])]:
        chosen = [r for r in rows if r["set"] == "choose" and r["origin"] in ("scifact", "healthver")]
        t = temperature(chosen)
        print(f"{name}: temperature {t:.2f}")
        _one(rows, chosen, t)


def _one(rows: Sequence[Row], chosen: Sequence[Row], t: float) -> None:
    show("  chosen by", with_intervals(chosen, chances(chosen, t)))
    for origin in ("scifact", "healthver"):
        told = [r for r in rows if r["set"] == "report" and r["origin"] == origin]
        show(f"  {origin} ({len(told)})", with_intervals(told, chances(told, t)))
        print("    " + decided(told, chances(told, t), limits(chosen, chances(chosen, t))))
        show(f"  {origin}, with the overlap", with_intervals(told, stacked(chosen, told)))
        show(f"  {origin}, idf overlap", with_intervals(told, overlap_chances(told, best_cut(chosen))))
    made = [r for r in rows if r["set"] == "report" and r["origin"].startswith("planted")]
    if made:
        print("  planted, share called supported: ", end="")
        planted(made, chances(made, t))


if __name__ == "__main__":
    main(sys.argv[1:])
