"""How much of a question a sentence holds: whole words, their beginnings, pairs of words, rare words, BM25."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise

from evidence.text.synonyms import canonical
from evidence.text.words import content_words, stem
from research.reading.terms import Terms

BEGINNING = 5  # letters: "degeneration" and "degenerative" begin alike
K1, B = 1.2, 0.75  # BM25 (Robertson and Zaragoza 2009)


@dataclass(frozen=True, slots=True)
class Wanted:
    """The question's words, made ready: stems with weights (inverse document frequencies), beginnings, pairs."""

    weights: Mapping[str, float]
    topic: frozenset[str]
    beginnings: Mapping[str, float]
    pairs: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, question: str, terms: Terms) -> "Wanted":
        """From a question and its terms."""
        order = stems_in_order(question)
        weights = {s: terms.weights.get(s, 1.0) for s in order}
        topic = frozenset(s for s in terms.topic if s in weights) or frozenset(weights)
        beginnings: dict[str, float] = {}
        for s in topic:
            beginnings[s[:BEGINNING]] = max(beginnings.get(s[:BEGINNING], 0.0), weights[s])
        return cls(weights, topic, beginnings, frozenset(pairwise(order)))


def stems_in_order(text: str) -> list[str]:
    """Stems of the content words, with repeats; names of one thing give the same."""
    return [stem(w) for w in content_words(canonical(text))]


def share(weights: Mapping[str, float], wanted: AbstractSet[str], held: AbstractSet[str]) -> float:
    """Share of the wanted words' weight that is held, 0 to 1; 0 where nothing is wanted."""
    total = sum(weights[w] for w in sorted(wanted))
    return sum(weights[w] for w in sorted(wanted & held)) / total if total else 0.0


def overlaps(wanted: Wanted, stems: Sequence[str], mean_length: float) -> list[float]:
    """The measures of `OVERLAPS`, of one sentence."""
    held = frozenset(stems)
    common = held & wanted.weights.keys()
    begin = frozenset(s[:BEGINNING] for s in stems)
    pairs = set(pairwise(stems)) & wanted.pairs
    rarest = max(wanted.topic, key=lambda s: (wanted.weights[s], s), default="")
    first = next((i for i, s in enumerate(stems) if s in wanted.topic), len(stems))
    return [
        share(wanted.weights, wanted.topic, held),
        share(wanted.weights, wanted.weights.keys(), held),
        share(wanted.beginnings, wanted.beginnings.keys(), begin),
        len(pairs) / max(1, len(wanted.pairs)),
        len(common) / max(1, len(held)),
        1.0 if rarest in held else 0.0,
        _bm25(wanted, stems, mean_length),
        first / max(1, len(stems)),
        1.0 if wanted.topic and wanted.topic <= held else 0.0,
    ]


OVERLAPS = ("topic", "words", "beginnings", "pairs", "density", "rarest", "bm25", "named_at", "whole_topic")


def _bm25(wanted: Wanted, stems: Sequence[str], mean_length: float) -> float:
    """BM25 as a share of what the question's words could give, about 0 to 2."""
    length = 1 - B + B * len(stems) / max(1.0, mean_length)
    score = 0.0
    for word in sorted(wanted.weights.keys() & set(stems)):
        count = stems.count(word)
        score += wanted.weights[word] * count * (K1 + 1) / (count + K1 * length)
    return score / max(1e-9, sum(wanted.weights.values()))
