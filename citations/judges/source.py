"""The sentences of what is cited, read once, and those that stand nearest to a claim."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from evidence.model import Passage
from evidence.text.sentences import sentences
from evidence.text.words import content_words, stem


@dataclass(frozen=True, slots=True)
class SourceSentence:
    """`text_of(document_id)[start:end] == text`; `stems` in order, with repeats; `place` counts sentences from 0."""

    document_id: str
    start: int
    end: int
    text: str
    stems: tuple[str, ...]
    place: int


@dataclass(frozen=True, slots=True)
class SourceText:
    """All sentences of the cited passages, and in how many of them each stem stands."""

    sentences: tuple[SourceSentence, ...]
    frequencies: Counter[str]

    def weight(self, stem: str) -> float:
        """Inverse sentence frequency, at least 0.1: what stands in every sentence still counts a little."""
        return 0.1 + math.log((len(self.sentences) + 1) / (self.frequencies[stem] + 0.5))


@lru_cache(maxsize=256)
def read_source(passages: tuple[Passage, ...]) -> SourceText:
    """The passages' sentences in order, with offsets into their documents."""
    found: list[SourceSentence] = []
    for passage in passages:
        for start, end in sentences(passage.text):
            text = passage.text[start:end]
            at = passage.start
            found.append(SourceSentence(passage.document_id, at + start, at + end, text, stems(text), len(found)))
    return SourceText(tuple(found), Counter(each for sentence in found for each in set(sentence.stems)))


def stems(text: str) -> tuple[str, ...]:
    """Stems of the content words, in order."""
    return tuple(stem(word) for word in content_words(text))


def closest(claim: str, source: SourceText, most: int = 5) -> list[tuple[float, SourceSentence]]:
    """The sentences that cover most of the claim's weight (0 to 1), best first, earlier first among equals."""
    wanted = {each: source.weight(each) for each in stems(claim)}
    whole = sum(wanted.values()) or 1.0
    told = [s for s in source.sentences if not s.text.rstrip("\"'”’)] ").endswith("?")]  # a question states nothing
    scored = [(_covered(wanted, s) / whole, s) for s in told]
    return sorted(scored, key=lambda pair: (-pair[0], pair[1].place))[:most]


def _covered(wanted: dict[str, float], sentence: SourceSentence) -> float:
    return sum(wanted[each] for each in set(sentence.stems) if each in wanted)


def as_source(passages: Sequence[Passage]) -> SourceText:
    """`read_source` for any sequence."""
    return read_source(tuple(passages))
