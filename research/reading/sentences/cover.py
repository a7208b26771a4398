"""A few sentences of a pool that answer a question together and do not repeat one another.

Greedy maximisation of a monotone submodular value (Lin and Bilmes 2011, "A class of submodular functions for document
summarization"): what the chosen sentences answer, and how much of what the pool says of the question they hold, each
word counted with falling returns. Greedy is within 1 - 1/e of the best set (Nemhauser, Wolsey and Fisher 1978).
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from research.reading.sentences.overlap import stems_in_order

MOST = 5
SAME = 0.75  # shared stems of the shorter sentence, above which two say the same
ENOUGH = 0.35  # of the first one's gain for each word: what adds less is left out
COVERAGE = 1.0  # worth of all that the pool says, beside the worth (0 to 1) of one sentence that surely answers


@dataclass(frozen=True, slots=True)
class Scored:
    """A sentence with its probability of being part of the answer (0 to 1)."""

    text: str
    score: float


def cover(question: str, pool: Sequence[Scored], most: int = MOST, enough: float = ENOUGH) -> list[int]:
    """Indexes into `pool` of at most `most` sentences, the best first; fewer where the rest add little. Deterministic.

    Ties go to the earlier sentence. Raises ValueError for `most` below 0.
    """
    if most < 0:
        raise ValueError("At most 0 sentences or more.")
    stems = [frozenset(stems_in_order(s.text)) for s in pool]
    worth = _worth(question, pool, stems)
    chosen: list[int] = []
    held: Counter[str] = Counter()
    first = 0.0
    while len(chosen) < most:
        left = [i for i in range(len(pool)) if i not in chosen and not _said(stems[i], [stems[j] for j in chosen])]
        gains = {i: pool[i].score + COVERAGE * _gain(stems[i], worth, held) for i in left if stems[i]}
        best = max(gains, key=lambda i: (gains[i], -i), default=None)
        if best is None or gains[best] < enough * first:
            break
        first = first or gains[best]
        chosen.append(best)
        held.update(stems[best])
    return chosen


def _worth(question: str, pool: Sequence[Scored], stems: Sequence[frozenset[str]]) -> dict[str, float]:
    """Each word's share of what the pool says beyond the question: by how probable the sentences are that hold it."""
    asked = frozenset(stems_in_order(question))
    mass: Counter[str] = Counter()
    for sentence, words in zip(pool, stems, strict=True):
        for word in sorted(words - asked):
            mass[word] += sentence.score  # type: ignore[assignment]  # Counter's values are typed int; sums of floats are meant
    said_twice = {w: m for w, m in mass.items() if sum(w in s for s in stems) > 1} or dict(mass)
    total = sum(math.sqrt(m) for m in said_twice.values())
    return {w: math.sqrt(m) / total for w, m in said_twice.items()} if total else {}


def _gain(words: frozenset[str], worth: dict[str, float], held: Counter[str]) -> float:
    """What a sentence adds: a word's second mention is worth 0.41 of its first, its third 0.32 (square roots)."""
    return sum(worth[w] * (math.sqrt(held[w] + 1) - math.sqrt(held[w])) for w in sorted(words & worth.keys()))


def _said(words: frozenset[str], before: Sequence[frozenset[str]]) -> bool:
    return any(len(words & other) >= SAME * max(1, min(len(words), len(other))) for other in before)
