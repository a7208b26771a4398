"""The direction of an effect: with its evidence sentence given, and with only the article. Cross-validated by article.

    python -m benchmarks.reading_direction [SHARED]

Five outer folds, no article in two; the probability from which an answer is called sure is chosen on inner folds of
the rest. Beside ours: the majority, a rule of p values and keywords, tf-idf with logistic regression, the word rule of
research/reading/ways/by_words.py, and for finding, the best sentence by BM25. Intervals are bootstrapped by article, 1,000 draws.
Features were written while reading the articles of one half (`is_read`); the other half is scored apart as well.
"""

import hashlib
import math
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.reading_data import shared_folder
from benchmarks.train_direction import (
    SHARED,
    Prompt,
    Row,
    articles,
    folds,
    out_of_fold,
    prompts,
    rows,
    same_place,
    sure_at,
    train_direction,
    train_ranking,
)
from evidence.text.direction import direction_of, read
from evidence.text.trees import Trees
from evidence.text.words import content_words, stem
from research.reading.direction.candidates import Sentence
from research.reading.direction.find import READ, pooled
from research.reading.focus import Focus
from research.reading.terms import Terms, stems
from research.reading.ways.by_words import by_words

Shares = list[tuple[float, ...]]
OUTER, INNER, DRAWS = 5, 4, 1_000
_RULE_NONE = re.compile(
    r"\b(?:no|not|nor|neither|without|non)\b.{0,40}(?:differ|signific|effect|chang|improv)|similar|comparable|\bNS\b",
    re.I,
)
_RULE_P = re.compile(r"\bp(?:[- ]?value)?s?\s?([=<>≤≥:])\s?(0?[.·]\d+)", re.I)
_RULE_UP = re.compile(r"increas|higher|greater|more|longer|improv|better|larger|rose|elevat", re.I)
_RULE_DOWN = re.compile(r"decreas|lower|less|fewer|reduc|shorter|smaller|declin|worse|fell", re.I)


def is_read(pmcid: str) -> bool:
    """Whether the article is of the half that was read when the features were written."""
    return int(hashlib.sha256(pmcid.encode()).hexdigest(), 16) % 2 == 0


def by_rule(text: str) -> int:
    """The rule of one screen: a denial or p above .05 is no difference; else the first word of more or less."""
    tested = [_is_low(relation, float(value.replace("·", "."))) for relation, value in _RULE_P.findall(text)]
    if _RULE_NONE.search(text) or (tested and not any(tested)):
        return 0
    up, down = _RULE_UP.search(text), _RULE_DOWN.search(text)
    if up and (not down or up.start() < down.start()):
        return 1
    return 2 if down else 0


def _is_low(relation: str, value: float) -> bool:
    return value < 0.05 or (relation in "<≤" and value <= 0.05)


def by_word_rule(row: Row) -> int:
    """`research.reading.ways.by_words`, where undecided counts as no difference."""
    sides = [stems(side) for side in row.asked]
    heard = by_words(row.evidence, Focus(Terms({}, frozenset()), sides[2], sides[0], sides[1]))
    return {"more": 1, "less": 2}.get(heard.direction, 0)


def by_tfidf(everyone: Sequence[Row], split: Sequence[Sequence[int]]) -> list[int]:
    """Words and pairs of words of the sentence with those of the outcome, and logistic regression."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    texts, found = [f"{r.evidence} {r.asked[2]}" for r in everyone], [0] * len(everyone)
    for held in split:
        rest = sorted(set(range(len(everyone))) - set(held))
        model = make_pipeline(
            TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True), LogisticRegression(C=10, max_iter=1000)
        )
        model.fit([texts[k] for k in rest], [everyone[k].label for k in rest])
        for k, label in zip(held, model.predict([texts[k] for k in held]), strict=True):
            found[k] = int(label)
    return found


def macro_f1(counts: "np.ndarray[tuple[int, int], np.dtype[np.int64]]") -> float:
    """Of a table of counts (true, said), the mean F1 of the labels."""
    both = counts.sum(axis=0) + counts.sum(axis=1)
    return float(np.mean([2 * counts[k, k] / both[k] if both[k] else 0.0 for k in range(len(counts))]))


def scored(everyone: Sequence[Row], said: Sequence[int]) -> tuple[float, float, float]:
    """Macro-F1, and its 95% interval over articles."""
    tables: dict[str, np.ndarray[tuple[int, int], np.dtype[np.int64]]] = defaultdict(lambda: np.zeros((3, 3), np.int64))
    for row, label in zip(everyone, said, strict=True):
        tables[row.pmcid][row.label, label] += 1
    stack = np.array(list(tables.values()))
    draw = np.random.default_rng(0)
    drawn = [macro_f1(stack[draw.integers(0, len(stack), len(stack))].sum(axis=0)) for _ in range(DRAWS)]
    low, high = np.percentile(drawn, [2.5, 97.5])
    return macro_f1(stack.sum(axis=0)), float(low), float(high)


def by_bm25(query: str, written: Sequence[Sentence]) -> list[int]:
    """Sentences by Okapi BM25 (k1 1.2, b 0.75) within the article, best first."""
    held = [Counter(stem(w) for w in content_words(s.text)) for s in written]
    length = sum(sum(h.values()) for h in held) / max(len(held), 1)
    seen = Counter(w for h in held for w in h)
    asked = {stem(w) for w in content_words(query)}
    idf = {w: math.log(1 + (len(held) - seen[w] + 0.5) / (seen[w] + 0.5)) for w in asked}
    sizes = [1.2 * (0.25 + 0.75 * sum(h.values()) / length) for h in held]
    scores = [
        sum(idf[w] * h[w] * 2.2 / (h[w] + size) for w in asked if h[w]) for h, size in zip(held, sizes, strict=True)
    ]
    return sorted(range(len(held)), key=lambda k: -scores[k])


class Run:
    """The outer folds, each with its trees; what they say is gathered row by row."""

    def __init__(self, shared: Path) -> None:
        self.rows = rows(shared)
        self.texts = articles(shared)
        self.prompts = prompts(self.rows, self.texts)
        self.split = folds(self.rows, OUTER)
        n = len(self.rows)
        self.given: Shares = [()] * n
        self.found: Shares = [()] * n
        self.found_bm25: Shares = [()] * n
        self.sure = [False] * n
        self.sure_found = [False] * n
        self.in_one, self.in_five, self.bm25_in_five = [False] * n, [False] * n, [False] * n
        for held in self.split:
            self._fold(held)

    def _fold(self, held: Sequence[int]) -> None:
        away = {self.rows[k].pmcid for k in held}
        rest = [r for r in self.rows if r.pmcid not in away]
        trees = train_direction(rest)
        limit = sure_at(out_of_fold(rest, INNER), [r.label for r in rest])
        for k in held:
            self.given[k] = trees.chances(self.rows[k].figures)
            self.sure[k] = max(self.given[k]) >= limit
        ranking = train_ranking([p for p in self.prompts if p.pmcid not in away])
        for prompt in self.prompts:
            if prompt.pmcid in away:
                self._find(prompt, trees, ranking, limit)

    def _find(self, prompt: Prompt, trees: Trees, ranking: Trees, limit: float) -> None:
        asked = self.rows[prompt.rows[0]].asked
        scores = [ranking.chances(f)[-1] for f in prompt.figures]
        order = sorted(range(len(scores)), key=lambda k: -scores[k])[:READ]
        shares = [trees.chances(read(prompt.sentences[k].text, *asked)[0]) for k in order]
        said = pooled(shares, [scores[k] for k in order])
        written = self.texts[prompt.pmcid]
        plain = [written[k].text for k in by_bm25(" ".join(asked), written)[:READ]]
        plain_said = trees.chances(read(plain[0], *asked)[0])
        for j, k in enumerate(prompt.rows):
            self.found[k], self.found_bm25[k], self.sure_found[k] = said, plain_said, max(said) >= limit
            self.in_one[k] = bool(prompt.holds[order[0], j])
            self.in_five[k] = bool(prompt.holds[order, j].any())
            self.bm25_in_five[k] = any(same_place(text, self.rows[k].evidence) for text in plain)


def _likeliest(shares: Shares) -> list[int]:
    return [int(np.argmax(s)) for s in shares]


def _sure(everyone: Sequence[Row], said: Sequence[int], sure: Sequence[bool]) -> tuple[float, float]:
    """Share of rows that are answered, and share of those that are right."""
    kept = [said[k] == everyone[k].label for k in range(len(said)) if sure[k]]
    return len(kept) / len(said), sum(kept) / max(len(kept), 1)


def measure(shared: Path) -> dict[str, float]:
    """All figures, 0 to 1. `_low` and `_high` are 95% intervals by article."""
    run = Run(shared_folder(shared))
    said = {
        "majority": [0] * len(run.rows),
        "rule": [by_rule(r.evidence) for r in run.rows],
        "word_rule": [by_word_rule(r) for r in run.rows],
        "tfidf": by_tfidf(run.rows, run.split),
        "given": _likeliest(run.given),
        "found": _likeliest(run.found),
        "found_bm25": _likeliest(run.found_bm25),
    }
    out: dict[str, float] = {}
    for name, labels in said.items():
        out[f"{name}_f1"], out[f"{name}_low"], out[f"{name}_high"] = scored(run.rows, labels)
    for name, wanted in (("read", True), ("unread", False)):
        kept = [k for k, r in enumerate(run.rows) if is_read(r.pmcid) == wanted]
        for which in ("given", "found"):
            out[f"{which}_f1_{name}_half"] = scored([run.rows[k] for k in kept], [said[which][k] for k in kept])[0]
    out["sure_coverage"], out["sure_accuracy"] = _sure(run.rows, said["given"], run.sure)
    out["sure_found_coverage"], out["sure_found_accuracy"] = _sure(run.rows, said["found"], run.sure_found)
    out["accuracy"] = sum(r.label == s for r, s in zip(run.rows, said["given"], strict=True)) / len(run.rows)
    for name, hits in (("in_one", run.in_one), ("in_five", run.in_five), ("bm25_in_five", run.bm25_in_five)):
        out[name] = sum(hits) / len(hits)
    return out


def milliseconds(everyone: Sequence[Row]) -> float:
    """CPU time of reading a sentence."""
    direction_of(everyone[0].evidence, *everyone[0].asked)
    start = time.process_time()
    for row in everyone:
        direction_of(row.evidence, *row.asked)
    return (time.process_time() - start) / len(everyone) * 1000


def main() -> None:
    shared = Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED
    found = measure(shared)
    for name in ("majority", "rule", "word_rule", "tfidf", "given", "found_bm25", "found"):
        print(
            f"{name:12} macro-F1 {found[f'{name}_f1']:.3f} ({found[f'{name}_low']:.3f} to {found[f'{name}_high']:.3f})"
        )
    shown = ("_f1", "_low", "_high")
    for name, value in found.items():
        if not name.endswith(shown):
            print(f"{name:24} {value:.3f}")
    print(f"{milliseconds(rows(shared_folder(shared))):.1f} CPU milliseconds a sentence")


if __name__ == "__main__":
    main()
