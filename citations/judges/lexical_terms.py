"""A sentence as terms: each word's stem with its place, its weight, which way it points and whether it is denied."""

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from citations.judges.lexical_words import NEGATIONS, sign
from evidence.text.spelling import american
from evidence.text.synonyms import canonical
from evidence.text.typography import fold
from evidence.text.words import STOP_WORDS, stem

_RARITY = Path(__file__).with_name("lexical_rarity.json")
_WORD = re.compile(r"[^\W_]+(?:\.\d+)?|[.;:,()]")
_BREAKS = frozenset(".;:")
_TURNS = frozenset(("but", "whereas", "although", "however", "while", "though"))
_NEGATION_REACH = 6  # words after a "not" that it is taken to deny
UNLISTED = 6.5  # natural logarithm of documents per document with the word, for words rarer than all in the table
LONGEST = 400  # words of a text that are looked at


@dataclass(frozen=True, slots=True)
class Term:
    """`at` counts words from 0; `weight` is 0 for stop words; `points` is 1, 0 or -1, turned where `denied`."""

    word: str
    stem: str
    at: int
    weight: float
    points: int
    denied: bool


@dataclass(frozen=True, slots=True)
class Terms:
    """The words of a text in order, and those that carry content by stem (first place)."""

    all: tuple[Term, ...]
    content: dict[str, Term]
    grams: frozenset[str]  # runs of four letters within words
    pairs: frozenset[tuple[str, str]]  # neighbouring content stems
    heads: frozenset[str]  # the first five letters of each stem that has as many
    weight: float  # of all its stems together, above 0


@lru_cache(maxsize=1)
def _rarities() -> dict[str, float]:
    written = json.loads(_RARITY.read_text(encoding="utf-8"))
    return {word: float(level) for level, words in written.items() for word in words.split()}


@lru_cache(maxsize=50_000)
def rarity(stemmed: str) -> float:
    """Inverse document frequency of a stem over abstracts, 0.5 to 6.5; numbers count 3."""
    return 3.0 if stemmed[:1].isdigit() else _rarities().get(stemmed, UNLISTED)


@lru_cache(maxsize=8_192)
def terms(text: str) -> Terms:
    """The terms of a text's first 400 words."""
    words = _WORD.findall(american(fold(canonical(text)).lower()))[:LONGEST]
    found: list[Term] = []
    reach = 0
    for at, word in enumerate(words):
        if word in _BREAKS or word in _TURNS:
            reach = 0
        is_content = word[0].isalnum() and len(word) > 1 and word not in STOP_WORDS and word not in NEGATIONS
        root = stem(word)
        found.append(
            Term(word, root, at, rarity(root) if is_content else 0.0, sign(word) * (-1 if reach else 1), reach > 0)
        )
        reach = _NEGATION_REACH if word in NEGATIONS else max(reach - 1, 0)
    return _gathered(found)


def _gathered(found: list[Term]) -> Terms:
    content: dict[str, Term] = {}
    grams: set[str] = set()
    for term in found:
        if term.weight:
            content.setdefault(term.stem, term)
            padded = f"_{term.word}_"
            grams.update(padded[k : k + 4] for k in range(max(len(padded) - 3, 1)))
    run = [t.stem for t in found if t.weight]
    heads = frozenset(s[:5] for s in content if len(s) > 4)
    weight = sum(t.weight for t in content.values()) or 1.0
    return Terms(tuple(found), content, frozenset(grams), frozenset(pairwise(run)), heads, weight)
