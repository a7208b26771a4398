"""A true sentence of one paper cited to another: to any, and to the one that is nearest by its words."""

import math
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from benchmarks.planted.elsewhere import covered, missing
from benchmarks.planted.model import Change, Make, Sentence, Source, Words
from citations.judges.source import stems
from citations.quotes import locate

HEAD = 2500  # characters of a document that say what it is about
COVERED = 0.5  # share of the sentence that the other paper's nearest sentence may cover
COMMON = 0.1  # share of the documents above which a stem tells nothing
UNTOLD = 3  # stems of the claim that the other paper must not have at all


class Neighbours:
    """The nearest other documents by cosine of tf-idf vectors (log tf, log idf) of title and beginning."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._sources = sources
        counts = [Counter(stems(source.text[:HEAD])) for source in sources]
        held = Counter(each for count in counts for each in count)
        total = len(sources)
        self._idf = {each: math.log(total / n) for each, n in held.items() if n <= max(2, COMMON * total)}
        self._vectors = [self._vector(count) for count in counts]
        self._postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for k, vector in enumerate(self._vectors):
            for each, weight in vector.items():
                self._postings[each].append((k, weight))
        self._place = {source.id: k for k, source in enumerate(sources)}

    def _vector(self, count: Counter[str]) -> dict[str, float]:
        raw = {each: (1 + math.log(n)) * self._idf[each] for each, n in count.items() if each in self._idf}
        length = math.sqrt(sum(weight * weight for weight in raw.values())) or 1.0
        return {each: weight / length for each, weight in raw.items()}

    def nearest(self, source: Source) -> Source:
        """The other document with the highest cosine."""
        scores: dict[int, float] = defaultdict(float)
        for each, weight in self._vectors[self._place[source.id]].items():
            for k, other in self._postings[each]:
                scores[k] += weight * other
        scores.pop(self._place[source.id], None)
        best = max(scores, key=lambda k: (scores[k], -k), default=(self._place[source.id] + 1) % len(self._sources))
        return self._sources[best]


def related_paper(neighbours: Neighbours) -> Make:
    """Cites the nearest other paper, where that has neither the sentence nor all of its words."""

    def make(sentence: Sentence, words: Words, chance: random.Random) -> Iterator[Change]:
        del words, chance
        yield from _cited(sentence, neighbours.nearest(sentence.source))

    return make


def other_paper(sources: Sequence[Source]) -> Make:
    """Cites any other paper."""

    def make(sentence: Sentence, words: Words, chance: random.Random) -> Iterator[Change]:
        del words
        yield from _cited(sentence, chance.choice(sources))

    return make


def _cited(sentence: Sentence, other: Source) -> Iterator[Change]:
    if other.id == sentence.source.id or locate(sentence.text, other.text):
        return
    untold = missing(sentence.text, other)
    if covered(sentence.text, other) < COVERED and len(untold) >= UNTOLD:
        yield Change(sentence.text, f"cites {other.title!r}, which has no {', '.join(sorted(untold)[:4])}", other)
