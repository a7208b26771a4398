"""How two sentences' words of direction, denials and opposites agree about the words that they share."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, combinations, islice

from citations.judges.lexical_terms import Term, Terms, terms
from citations.judges.lexical_words import sides

_FADES_IN_CLAIM = 0.8  # for each word between a shared word and a word of direction
_FADES_IN_SOURCE = 0.85
_FADES_APART = 0.9  # for each word between two shared words, in the claim and in the source
_AROUND = 3  # words before and after two shared words that may turn their sense
MOST_SHARED = 40  # words of a kind that are looked at: the time grows with their cube


@dataclass(frozen=True, slots=True)
class Agreement:
    """Each from 0 up but `net`, -1 to 1.

    `agree` and `disagree` weigh pairs of words of direction by the shared words near both; `denied_by_one` is the share
    of the shared weight that only one of the two denies; `same_side` and `other_side` count words of pairs of opposites.
    """

    agree: float
    disagree: float
    net: float
    denied_by_one: float
    same_side: float
    other_side: float


@lru_cache(maxsize=8_192)
def agreement(claim: str, sentence: str) -> Agreement:
    """By nearness: two words of direction are compared where the same content words stand near both."""
    mine, theirs = terms(claim), terms(sentence)
    shared = [(mine.content[s], theirs.content[s]) for s in mine.content if s in theirs.content]
    anchors = [(a, b) for a, b in shared if not a.points][:MOST_SHARED]
    agree = disagree = 0.0
    for one in _pointing(mine):
        near_one = [(a.weight * _FADES_IN_CLAIM ** abs(a.at - one.at), b.at) for a, b in anchors]
        for other in _pointing(theirs):
            near = sum(weight * _FADES_IN_SOURCE ** abs(at - other.at) for weight, at in near_one)
            if one.points * other.points > 0:
                agree += near
            else:
                disagree += near
    whole = sum(a.weight for a, _ in anchors) or 1.0
    denied = sum(a.weight for a, b in anchors if a.denied != b.denied) / whole
    net = (agree - disagree) / (agree + disagree + 1.0)
    return Agreement(agree, disagree, net, denied, *_opposites(mine, theirs))


def _pointing(text: Terms) -> Iterator[Term]:
    return islice((term for term in text.all if term.points), MOST_SHARED)


def _opposites(mine: Terms, theirs: Terms) -> tuple[float, float]:
    """How many of the claim's words of a pair of opposites meet their own side, and how many only the other side."""
    held = {side: term.denied for term in theirs.all for side in sides(term.word)}
    same = other = 0
    for term in mine.all:
        for side in sides(term.word):
            met = side if side in held else -side
            if met in held:
                is_same = (met == side) == (held[met] == term.denied)
                same, other = same + is_same, other + (not is_same)
    return float(same), float(other)


@dataclass(frozen=True, slots=True)
class Parity:
    """Pairs of shared words: between and around them, do both texts turn the sense equally often?

    `net` is the weight of the pairs where they do less that of those where they do not, `whole` of all pairs.
    """

    net: float
    whole: float


@lru_cache(maxsize=8_192)
def parity(claim: str, sentence: str) -> Parity:
    """ "Loss of A reduces B" and "A increases B" turn the sense twice and never: their parity is the same."""
    mine, theirs = terms(claim), terms(sentence)
    shared = [
        (t.at, theirs.content[s].at, t.weight) for s, t in mine.content.items() if s in theirs.content and not t.points
    ]
    turns_mine, turns_theirs = _turns_until(mine), _turns_until(theirs)
    net = whole = 0.0
    for first, second in combinations(shared[:MOST_SHARED], 2):
        apart = abs(first[0] - second[0]) + abs(first[1] - second[1])
        weight = first[2] * second[2] * _FADES_APART**apart
        turns = _turns(turns_mine, first[0], second[0]) + _turns(turns_theirs, first[1], second[1])
        net += weight if turns % 2 == 0 else -weight
        whole += weight
    return Parity(net, whole)


def _turns_until(text: Terms) -> list[int]:
    """How many words before each place point to less."""
    return list(accumulate((int(term.points < 0) for term in text.all), initial=0))


def _turns(until: Sequence[int], one: int, other: int) -> int:
    low, high = min(one, other) - _AROUND, max(one, other) + _AROUND
    return until[min(high + 1, len(until) - 1)] - until[max(low, 0)]
