"""What the rest of a document says: a planted error must be false of all of it, and what is in doubt is thrown away."""

import re
from functools import lru_cache

from benchmarks.planted.model import Sentence, Source
from citations.judges.source import SourceText, read_source, stems
from evidence.text.numbers import Number, numbers
from evidence.text.quantities import quantities

NEAR = 0.5  # share of the claim's weight that a sentence must cover to be about the same thing
NEGATION = re.compile(
    r"\b(?:not|no|nor|neither|never|none|without|cannot|fail\w*|lack\w*|absen\w+|unable|un\w+ed)\b", re.I
)


@lru_cache(maxsize=256)
def read(source: Source) -> SourceText:
    """The document's sentences with their stems."""
    return read_source((source.passage,))


@lru_cache(maxsize=256)
def figures(source: Source) -> tuple[Number, ...]:
    """Every number of the document, in words as well."""
    return tuple(numbers(source.text, words=True))


@lru_cache(maxsize=256)
def _told(source: Source) -> frozenset[float]:
    return frozenset(float(each.value) for each in quantities(source.text))


def holds(source: Source, number: Number, any_unit: bool = False) -> bool:
    """Whether the document states this value with this unit, or without any, sign aside."""
    units = (number.unit, "")
    same = (n for n in figures(source) if abs(n.value) == abs(number.value))
    return any(any_unit or n.unit in units or not number.unit for n in same) or float(number.value) in _told(source)


def near(claim: str, sentence: Sentence, least: float = NEAR) -> list[str]:
    """The document's other sentences that are about the same thing as the claim."""
    source = read(sentence.source)
    wanted = {each: source.weight(each) for each in stems(claim)}
    whole = sum(wanted.values()) or 1.0
    others = (each for each in source.sentences if each.end <= sentence.start or each.start >= sentence.end)
    return [s.text for s in others if sum(wanted[x] for x in set(s.stems) if x in wanted) >= least * whole]


def said_elsewhere(claim: str, sentence: Sentence, pattern: str, least: float = NEAR) -> bool:
    """Whether another sentence about the same thing matches the pattern."""
    return any(re.search(pattern, other, re.I) for other in near(claim, sentence, least))


def covered(claim: str, source: Source) -> float:
    """The share of the claim's weight, 0 to 1, that the nearest sentence of the document covers."""
    text = read(source)
    wanted = {each: text.weight(each) for each in stems(claim)}
    whole = sum(wanted.values()) or 1.0
    return max((sum(wanted[x] for x in set(s.stems) if x in wanted) / whole for s in text.sentences), default=0.0)


def missing(claim: str, source: Source) -> set[str]:
    """The claim's stems that stand nowhere in the document."""
    return {each for each in stems(claim) if len(each) > 3 and not read(source).frequencies[each]}
