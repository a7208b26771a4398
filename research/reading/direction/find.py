"""The sentence of an article that says which way an outcome went, found, and the direction read from the best five."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from evidence.model import Document
from evidence.text.direction import LABELS, Direction, chances, direction_of, judged
from evidence.text.direction_slots import asked
from evidence.text.trees import Trees, read_trees
from research.reading.direction.candidates import Candidate, Sentence, candidates, sentences_of
from research.reading.direction.ranking import ranked_by

READ = 5  # sentences from which the direction is read
_WEIGHTS = Path(__file__).with_name("ranking.json")


@dataclass(frozen=True, slots=True)
class Found:
    """`direction.grounds` are offsets into `sentence.text`, the best sentence that says the same; `others` follow it,
    best first, each with its probability (0 to 1) of carrying the result."""

    direction: Direction
    sentence: Sentence
    others: tuple[tuple[Sentence, float], ...]


@lru_cache(maxsize=1)
def weights() -> Trees:
    """The trees that are shipped."""
    return read_trees(_WEIGHTS)


def ranked(
    written: Sequence[Sentence], intervention: str, comparator: str, outcome: str, trees: Trees | None = None
) -> list[tuple[Sentence, float]]:
    """The likeliest 60 of an article's sentences, best first, with the probability of each."""
    sides = asked(intervention, comparator, outcome)
    kept: list[Candidate] = candidates(written, sides)
    learned = trees or weights()
    scored = [(c.sentence, learned.chances(ranked_by(c, sides, k, len(kept)))[-1]) for k, c in enumerate(kept)]
    return sorted(scored, key=lambda pair: (-pair[1], pair[0].start))


def pooled(shares: Sequence[Sequence[float]], scores: Sequence[float]) -> tuple[float, ...]:
    """The mean of the sentences' probabilities, each weighted by its score."""
    total = sum(scores) or 1.0
    return tuple(sum(s[k] * w for s, w in zip(shares, scores, strict=True)) / total for k in range(len(LABELS)))


def direction_in(document: Document, intervention: str, comparator: str, outcome: str) -> Found | None:
    """What the article says of the outcome; None where it holds no sentence."""
    best = ranked(sentences_of(document), intervention, comparator, outcome)[:READ]
    if not best:
        return None
    shares = [chances(s.text, intervention, comparator, outcome) for s, _ in best]
    label, probability, is_sure = judged(pooled(shares, [score for _, score in best]))
    aim = LABELS.index(label)
    chosen = max(range(len(best)), key=lambda k: shares[k][aim] * best[k][1])
    sentence = best[chosen][0]
    said = direction_of(sentence.text, intervention, comparator, outcome)
    others = tuple(pair for k, pair in enumerate(best) if k != chosen)
    return Found(Direction(label, probability, said.grounds if said.label == label else (), is_sure), sentence, others)
