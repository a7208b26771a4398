"""Runs of neighbouring sentences, and what each would be worth as a bottom line: learned from experts' answers.

The worth is the ROUGE-2 F1 (0 to 1) that a run is expected to have with what an expert would write. What speaks for a
run: it answers, it says what others in the pool say too, and it is neither a scrap nor a whole abstract.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from research.reading.sentences.features import features, names
from research.reading.sentences.overlap import stems_in_order
from research.reading.sentences.trees import WEIGHTS, load_trees
from research.reading.sentences.values import Sentence
from research.reading.terms import Terms

LONGEST = 3  # sentences
WORTHS = WEIGHTS.with_name("worth.json")
_OF_RUN = (
    "answers_first", "answers_best", "answers_mean", "answers_in_pool", "sentences_of_run", "words_of_run", "log_words",
    "sentences_of_source", "sources", "begins_at", "is_whole", "said_elsewhere", "said_share", "holds_of_pool", "holds_of_question",
    "agrees_mean", "agrees_best",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Run:
    """Sentences `first` to `last`, both counted in, of a source of the pool."""

    source: int
    first: int
    last: int


def run_names() -> tuple[str, ...]:
    """The features' names in order."""
    return (*_OF_RUN, *names(likeness=False))


def runs_of(pool: Sequence[Sequence[Sentence]], longest: int = LONGEST) -> list[Run]:
    """Every run of at most `longest` sentences, in order."""
    return [
        Run(k, i, j)
        for k, source in enumerate(pool)
        for i in range(len(source))
        for j in range(i, min(len(source), i + longest))
    ]


def worths(question: str, terms: Terms, pool: Sequence[Sequence[Sentence]], runs: Sequence[Run]) -> list[float]:
    """What each run is worth as a bottom line, about 0 to 1. Raises ValueError where the weights are of other features."""
    trees = load_trees("worth", WORTHS)
    if trees.names != run_names():
        raise ValueError("worth.json was learned for other features; run benchmarks/train_bottom_line.py.")
    return trees.sums(run_features(question, terms, pool, runs))


def run_features(
    question: str, terms: Terms, pool: Sequence[Sequence[Sentence]], runs: Sequence[Run]
) -> list[list[float]]:
    """(runs, run_names()) rows."""
    model = load_trees("words")
    rows = [features(question, terms, source, None) for source in pool]
    odds = [model.sums(r) for r in rows]
    stems = [[frozenset(stems_in_order(s.text)) for s in source] for source in pool]
    lengths = [[len(s.text.split()) for s in source] for source in pool]
    said = Counter(w for source in stems for w in frozenset[str]().union(*source))
    asked = frozenset(stems_in_order(question))
    everything = sum(n * n for w, n in said.items() if w not in asked) or 1
    best = max((o for source in odds for o in source), default=0.0)
    made = []
    for run in runs:
        own = odds[run.source][run.first : run.last + 1]
        held = frozenset[str]().union(*stems[run.source][run.first : run.last + 1])
        new = held - asked
        words = sum(lengths[run.source][run.first : run.last + 1])
        made.append([
            own[0], max(own), sum(own) / len(own), max(own) - best, float(len(own)), words / 30, math.log(1 + words),
            len(pool[run.source]) / 5, len(pool) / 5, float(run.first), float(len(own) == len(pool[run.source])),
            sum(said[w] - 1 for w in new) / max(1, len(new)) / max(1, len(pool) - 1),
            sum(said[w] for w in new) / max(1, len(new)) / len(pool),
            sum(said[w] ** 2 for w in new) / everything,
            len(held & asked) / max(1, len(asked)), *_agreement(held, run.source, stems), *rows[run.source][run.first],
        ])  # fmt: skip
    return made


def _agreement(held: frozenset[str], source: int, stems: Sequence[Sequence[frozenset[str]]]) -> tuple[float, float]:
    """Mean and maximum over the other sources of how alike their likest sentence is: twice the shared stems over all."""
    alike = [
        max((2 * len(held & other) / max(1, len(held) + len(other)) for other in others), default=0.0)
        for k, others in enumerate(stems)
        if k != source
    ]
    return (sum(alike) / len(alike), max(alike)) if alike else (0.0, 0.0)
