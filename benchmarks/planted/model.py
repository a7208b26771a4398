"""The values of the generator: where a sentence stands, what was made of it, and the words that errors are made with."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from evidence.model import Passage, Support

Pairs = tuple[tuple[str, str], ...]  # (words as they stand, words instead)


@dataclass(frozen=True, slots=True)
class Source:
    """A document as the generator sees it; `number` decides whether it is even or odd."""

    id: str
    number: int
    title: str
    text: str  # title, blank line, the rest
    spans: tuple[tuple[int, int], ...]  # of the sentences that may become claims

    @property
    def passage(self) -> Passage:
        """The whole text."""
        return Passage(self.id, 0, len(self.text), self.text)


@dataclass(frozen=True, slots=True)
class Sentence:
    """`source.text[start:end] == text`."""

    source: Source
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """A claim made of a sentence, and in a few words what was changed; `source` where another document is cited for it."""

    claim: str
    what: str
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Planted:
    """One line of the pairs file."""

    id: str
    claim: str
    passage: str
    label: Support
    kind: str
    document_id: str
    change: str


@dataclass(frozen=True, slots=True)
class Subgroup:
    """People of whom a result may be told alone ("women"), and who else there must be in the paper (a regular expression)."""

    name: str
    others: str


@dataclass(frozen=True, slots=True)
class Words:
    """What errors and controls are made with. Every pair is read from left to right unless it says otherwise."""

    opposites: Pairs  # read both ways: increased, decreased
    to_negate: Pairs  # was -> was not
    to_affirm: Pairs  # did not -> did
    relations: Pairs  # before a number, read both ways: more than, less than
    units: Pairs  # after a number, read both ways: mg, g
    absolute: Pairs  # relative risk -> risk difference
    causes: Pairs  # was associated with -> caused
    certain: Pairs  # may -> will
    subgroups: tuple[Subgroup, ...]
    whole: str  # instead of the subgroup: "in all patients"
    animals: Pairs  # mice -> patients
    figures: tuple[str, ...]  # put before the full stop; {n} is a number that does not stand in the paper
    quoted: tuple[str, ...]  # how a quote is led in; {q} is the sentence
    typography: Pairs  # regular expression -> characters that print alike
    unit_forms: Pairs  # regular expression -> the same unit otherwise
    synonyms: Pairs
    leading: tuple[str, ...]  # prepositions whose phrase may go to the end of the sentence


Make = Callable[[Sentence, Words, random.Random], Iterator[Change]]
