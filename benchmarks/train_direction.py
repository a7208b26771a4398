"""Trains the direction of an effect and the finding of its sentence, and writes their weights.

    python -m benchmarks.train_direction [SHARED]

Needs scikit-learn (imported where it is used), which nothing that is shipped imports. `benchmarks/reading_direction.py` measures by
cross-validation with the same functions; the numbers of trees were set once and not tuned.
"""

import gzip
import json
import random
import re
import sys
import tarfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from evidence.model import Document
from evidence.text.direction import read
from evidence.text.direction_slots import asked
from evidence.text.trees import Trees, trees_of
from indexers.files.jats.read import read_jats
from research.reading.direction.candidates import Sentence, candidates, sentences_of
from research.reading.direction.ranking import ranked_by

SHARED = Path(__file__).parents[2] / "shared"
HERE = Path(__file__).parents[1]
WRITTEN = ("no significant difference", "significantly increased", "significantly decreased")
FLIPPED = (0, 2, 1)  # the label when intervention and comparator change places
MADE_COUNTS = 0.25  # weight of a row that nobody wrote so: sides swapped, or two sentences joined
ACCURATE = 0.95
GRAM = 3  # words: the unit in which a sentence and a written piece of evidence are compared


@dataclass(frozen=True)
class Row:
    """One reader's answer to one prompt."""

    pmcid: str
    prompt: str
    asked: tuple[str, str, str]  # intervention, comparator, outcome
    label: int  # index into WRITTEN
    evidence: str

    @cached_property
    def figures(self) -> dict[str, float]:
        """Of the evidence, as asked."""
        return read(self.evidence, *self.asked)[0]

    @cached_property
    def swapped(self) -> dict[str, float]:
        """Of the evidence, with the sides in each other's place."""
        intervention, comparator, outcome = self.asked
        return read(self.evidence, comparator, intervention, outcome)[0]


@dataclass(frozen=True)
class Prompt:
    """A question put to an article: its rows, the candidate sentences, their figures, and which carry whose evidence."""

    pmcid: str
    rows: tuple[int, ...]
    sentences: tuple[Sentence, ...]
    figures: tuple[dict[str, float], ...]
    holds: "np.ndarray[Any, np.dtype[np.bool_]]"  # (sentences, rows)


def rows(shared: Path) -> list[Row]:
    """All of effects.jsonl.gz, in its order."""
    with gzip.open(shared / "data" / "jats" / "effects.jsonl.gz", "rt", encoding="utf-8") as lines:
        read_in = [json.loads(line) for line in lines]
    return [
        Row(r["pmcid"], r["prompt"], (r["intervention"], r["comparator"], r["outcome"]), WRITTEN.index(r["label"]), r["evidence"])
        for r in read_in
    ]  # fmt: skip


def articles(shared: Path) -> dict[str, tuple[Sentence, ...]]:
    """The sentences of each article, by PMCID."""
    found: dict[str, tuple[Sentence, ...]] = {}
    with tarfile.open(shared / "data" / "jats" / "ccby_articles.tar.gz") as archive:
        for member in archive:
            stream = archive.extractfile(member)
            if stream is None:
                continue
            document = next(read_jats(stream.read(), "jats", member.name))
            if isinstance(document, Document):
                found[Path(member.name).stem] = sentences_of(document)
    return found


def prompts(all_rows: Sequence[Row], texts: dict[str, tuple[Sentence, ...]]) -> list[Prompt]:
    """Every prompt with its candidates."""
    by: dict[tuple[str, str], list[int]] = defaultdict(list)
    for k, row in enumerate(all_rows):
        by[row.pmcid, row.prompt].append(k)
    return [_prompt(pmcid, own, all_rows, texts[pmcid]) for (pmcid, _), own in by.items()]


def _prompt(pmcid: str, own: list[int], all_rows: Sequence[Row], written: tuple[Sentence, ...]) -> Prompt:
    sides = asked(*all_rows[own[0]].asked)
    kept = candidates(written, sides)
    named = tuple(ranked_by(c, sides, k, len(kept)) for k, c in enumerate(kept))
    holds = np.array([[same_place(c.sentence.text, all_rows[k].evidence) for k in own] for c in kept], dtype=bool)
    return Prompt(pmcid, tuple(own), tuple(c.sentence for c in kept), named, holds.reshape(len(kept), len(own)))


def same_place(sentence: str, evidence: str) -> bool:
    """Whether either holds three fifths of the other's runs of three words, and at least five of them (or all)."""
    a, b = _grams(sentence), _grams(evidence)
    shared = len(a & b)
    return any(shared >= min(5, len(one)) and shared >= 0.6 * len(one) for one in (a, b))


def _grams(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[k : k + GRAM]) for k in range(max(len(words) - GRAM + 1, 1))}


def folds(all_rows: Sequence[Row], count: int, seed: int = 0) -> list[list[int]]:
    """Row numbers of each fold; an article is in one only, and the labels are spread."""
    from sklearn.model_selection import StratifiedGroupKFold

    split = StratifiedGroupKFold(count, shuffle=True, random_state=seed)
    labels, groups = [r.label for r in all_rows], [r.pmcid for r in all_rows]
    return [list(map(int, held)) for _, held in split.split(labels, labels, groups)]


def joined(chosen: Sequence[Row]) -> list[Row]:
    """Rows whose evidence is joined by "but" with that of another one, of another label, which does not name the outcome:
    the label stays. Without them a denial anywhere in a sentence speaks for every outcome in it."""
    draw = random.Random(0)
    found: list[Row] = []
    for row in chosen:
        other = draw.choice(chosen)
        row_first = draw.random() < 0.6
        if other.label == row.label or row.figures["coverage"] < 0.5 or read(other.evidence, *row.asked)[0]["coverage"]:
            continue
        texts = [text.strip().rstrip(".") for text in (row.evidence, other.evidence)]
        found.append(replace(row, evidence=", but ".join(texts if row_first else texts[::-1]) + "."))
    return found


def train_direction(chosen: Sequence[Row], sure_at: float = 1.0) -> Trees:
    """The three-way trees, from the rows and, at a quarter of the weight, the same with sides swapped and those `joined`."""
    from sklearn.ensemble import GradientBoostingClassifier

    names, made = list(chosen[0].figures), joined(chosen)
    read_in = [r.figures for r in chosen] + [r.swapped for r in chosen] + [r.figures for r in made]
    table = [[figures[n] for n in names] for figures in read_in]
    labels = [r.label for r in chosen] + [FLIPPED[r.label] for r in chosen] + [r.label for r in made]
    counts = [1.0] * len(chosen) + [MADE_COUNTS] * (len(chosen) + len(made))
    model = GradientBoostingClassifier(
        n_estimators=120, max_depth=3, learning_rate=0.06, subsample=0.6, max_features=0.25, min_samples_leaf=8,
        random_state=0,
    )  # fmt: skip
    model.fit(np.array(table), np.array(labels), sample_weight=np.array(counts))
    shares = np.bincount(labels, weights=counts) / sum(counts)
    return trees_of(_written(model, names, list(np.log(shares)), sure_at))


def train_ranking(chosen: Sequence[Prompt]) -> Trees:
    """The two-way trees: whether a candidate carries any reader's evidence."""
    from sklearn.ensemble import GradientBoostingClassifier

    names = list(chosen[0].figures[0])
    table = np.array([[f[n] for n in names] for p in chosen for f in p.figures])
    labels = np.concatenate([p.holds.any(axis=1) for p in chosen])
    model = GradientBoostingClassifier(
        n_estimators=150, max_depth=4, learning_rate=0.06, subsample=0.5, max_features=0.3, min_samples_leaf=20,
        random_state=0,
    )  # fmt: skip
    model.fit(table, labels)
    share = float(labels.mean())
    return trees_of(_written(model, names, [float(np.log(share / (1 - share)))], 1.0))


def _written(model: Any, names: list[str], start: list[float], sure_at: float) -> dict[str, Any]:
    """The JSON form: a list of trees for each column of the model's estimators."""
    rate = model.learning_rate
    columns = [[_tree(one.tree_, rate) for one in own] for own in model.estimators_.T]
    return {"names": names, "start": [round(float(s), 6) for s in start], "trees": columns, "sure_at": sure_at}


def _tree(tree: Any, rate: float) -> list[list[float]]:
    leaf = tree.feature < 0
    return [
        [int(-1 if end else f) for f, end in zip(tree.feature, leaf, strict=True)],
        [0 if end else float(f"{t:.7g}") for t, end in zip(tree.threshold, leaf, strict=True)],
        [int(max(child, 0)) for child in tree.children_left],
        [int(max(child, 0)) for child in tree.children_right],
        [float(f"{rate * v[0][0]:.5g}") if end else 0 for v, end in zip(tree.value, leaf, strict=True)],
    ]


def sure_at(shares: Sequence[Sequence[float]], labels: Sequence[int], accuracy: float = ACCURATE) -> float:
    """The least probability from which on the likeliest label was right at that accuracy; 1.0 where none is."""
    order = sorted(range(len(labels)), key=lambda k: -max(shares[k]))
    right, best = 0, 1.0
    for n, k in enumerate(order, 1):
        right += int(np.argmax(shares[k])) == labels[k]
        if right >= accuracy * n:
            best = max(shares[k])
    return best


def out_of_fold(chosen: Sequence[Row], count: int) -> list[tuple[float, ...]]:
    """Each row's probabilities from trees that did not see its article."""
    found: list[tuple[float, ...]] = [()] * len(chosen)
    for held in folds(chosen, count):
        away = set(held)
        trees = train_direction([r for k, r in enumerate(chosen) if k not in away])
        for k in held:
            found[k] = trees.chances(chosen[k].figures)
    return found


def as_json(trees: Trees) -> str:
    """What `trees_of` reads."""
    columns = [[[t.feature, t.threshold, t.left, t.right, t.value] for t in own] for own in trees.trees]
    written = {"names": trees.names, "start": trees.start, "sure_at": trees.sure_at, "trees": columns}
    return json.dumps(written, separators=(",", ":")) + "\n"


def main() -> None:
    shared = Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED
    everyone = rows(shared)
    limit = sure_at(out_of_fold(everyone, 5), [r.label for r in everyone])
    to = HERE / "evidence" / "text" / "direction.json"
    to.write_text(as_json(train_direction(everyone, round(limit, 4))), encoding="utf-8")
    to = HERE / "research" / "reading" / "direction" / "ranking.json"
    to.write_text(as_json(train_ranking(prompts(everyone, articles(shared)))), encoding="utf-8")
    print(f"trained on {len(everyone)} rows; sure from {limit:.3f} on")


if __name__ == "__main__":
    main()
