"""What of a sentence bears on a yes/no question: cues crossed with what is asked, and how far it is about the same thing."""

import re
from dataclasses import dataclass
from itertools import product

from evidence.text.typography import fold
from evidence.text.words import content_words, stem
from research.reading.verdict.asked import Asked, way
from research.reading.verdict.cues import CUES, DENIALS, SILENT

_CLAUSE = re.compile(
    r"[;:]\s+|,\s+(?=(?:but|and|whereas|while|although|which|however)\b)|\s(?=(?:but|whereas|although)\s)"
)


@dataclass(frozen=True, slots=True)
class Read:
    """A sentence read for a question: `overlap` is the share of the question's words in it, 0 to 1."""

    overlap: float
    values: dict[str, float]  # feature name to value, for the learned weights
    words: dict[str, tuple[int, int]]  # cue to the offsets in the sentence of the first words that fired it


def read_sentence(asked: Asked, sentence: str) -> Read:
    """The features of one sentence. Cues in the clause that is nearest to the question count once more, as "near"."""
    text = fold(sentence)
    found = {name: m for name, pattern in CUES.items() if (m := pattern.search(text))}
    clause = nearest_clause(asked, text)
    values = _of_cues(asked, list(found)) | _of_ways(asked, text, bool(found.keys() & set(DENIALS)))
    values |= {f"near {name}": 1.0 for name, pattern in CUES.items() if name in found and pattern.search(clause)}
    share = overlap(asked, text)
    if not found.keys() & set(SILENT):
        values["plain"] = 1.0
    same_length = len(text) == len(sentence)  # folding may change the length: then no words are shown
    words = {name: m.span() for name, m in found.items()} if same_length else {}
    return Read(share, values | {"overlap": share}, words)


def nearest_clause(asked: Asked, text: str) -> str:
    """The clause that holds most of the question's words, the first of equals."""
    return max(_CLAUSE.split(text), key=lambda c: overlap(asked, c))


def overlap(asked: Asked, text: str) -> float:
    """Share of the question's stems that a text holds; 0 where the question has none."""
    return len(asked.stems & {stem(w) for w in content_words(text)}) / len(asked.stems) if asked.stems else 0.0


def _of_cues(asked: Asked, found: list[str]) -> dict[str, float]:
    values = {f"cue {name}": 1.0 for name in found}
    values |= {f"cue {name} | negative {asked.negative}": 1.0 for name in found}
    values |= {f"cue {name} | asks {relation}": 1.0 for name, relation in product(found, asked.relations)}
    return values


def _of_ways(asked: Asked, text: str, denied: bool) -> dict[str, float]:
    both = f"{asked.way} {way(text)}"
    values = {f"way {both}": 1.0, f"way {both} denied {denied}": 1.0}
    values |= {f"negative {asked.negative} denied {denied}": 1.0, f"scope {asked.scope} denied {denied}": 1.0}
    for relation in asked.relations:
        values |= {f"asks {relation}": 1.0, f"asks {relation} denied {denied}": 1.0}
    return values
