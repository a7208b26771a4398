"""A few sentences of a pool that answer a question together and do not repeat one another.

Greedy maximisation of a monotone submodular value (Lin and Bilmes 2011, "A class of submodular functions for document
summarization"): how probably the chosen sentences answer, and how much they hold of what is said more than once in the
pool, each word counted with falling returns. Greedy is within 1 - 1/e of the best set (Nemhauser, Wolsey and Fisher 1978).
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from research.reading.sentences.overlap import stems_in_order

MOST = 5
SAME = 0.75  # shared stems of the shorter sentence, above which two say the same
ENOUGH = 0.6  # of the best sentence's worth: what adds less is left out
COVERAGE = 1.0  # a sentence that held all that the pool repeats would count twice


@dataclass(frozen=True, slots=True)
class Scored:
    """A sentence with its probability of being part of the answer (0 to 1)."""

    text: str
    score: float


def cover(
    question: str, pool: Sequence[Scored], most: int = MOST, enough: float = ENOUGH, begun: Sequence[int] = ()
) -> list[int]:
    """Indexes into `pool` of at most `most` sentences, the best first; fewer where the rest add little. Deterministic.

    What has `begun` stays and comes first. Ties go to the earlier sentence. Raises ValueError for `most` below 0.
    """
    if most < 0:
        raise ValueError("At most 0 sentences or more.")
    stems = [frozenset(stems_in_order(s.text)) for s in pool]
    worth = _worth(question, pool, stems)
    chosen, held = list(begun), Counter(w for i in begun for w in stems[i])
    least = enough * max(
        (s.score * (1 + _gain(w, worth, Counter())) for s, w in zip(pool, stems, strict=True)), default=0.0
    )
    while len(chosen) < most:
        said = [stems[j] for j in chosen]
        gains = {
            i: pool[i].score * (1 + _gain(words, worth, held))
            for i, words in enumerate(stems)
            if words and i not in chosen and not _said(words, said)
        }
        best = max(gains, key=lambda i: (gains[i], -i), default=None)
        if best is None or gains[best] < least:
            break
        chosen.append(best)
        held.update(stems[best])
    return chosen


def _worth(question: str, pool: Sequence[Scored], stems: Sequence[frozenset[str]]) -> dict[str, float]:
    """Each word's share of what the pool says beyond the question: by how probable the sentences are that hold it."""
    asked = frozenset(stems_in_order(question))
    mass: dict[str, float] = {}
    for sentence, words in zip(pool, stems, strict=True):
        for word in sorted(words - asked):
            mass[word] = mass.get(word, 0.0) + sentence.score
    times = Counter(w for words in stems for w in words)
    said_twice = {w: m for w, m in mass.items() if times[w] > 1}
    total = sum(math.sqrt(m) for m in said_twice.values())
    return {w: math.sqrt(m) / total for w, m in said_twice.items()} if total else {}


def _gain(words: frozenset[str], worth: dict[str, float], held: Counter[str]) -> float:
    """What a sentence adds, 0 to COVERAGE: a word's second mention is worth 0.41 of its first, its third 0.32 (square roots)."""
    return sum(worth[w] * (math.sqrt(held[w] + 1) - math.sqrt(held[w])) for w in sorted(words & worth.keys()))


def _said(words: frozenset[str], before: Sequence[frozenset[str]]) -> bool:
    return any(len(words & other) >= SAME * max(1, min(len(words), len(other))) for other in before)
