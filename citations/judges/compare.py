"""A claim against one sentence: does it say the same, and if not, in what does it differ?"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from citations.judges.differences import Differences, differences
from citations.judges.gaps import Alignment, align, turns
from citations.judges.moves import exchanged
from citations.judges.order import is_reordered
from citations.judges.readings import kinds
from citations.judges.roles import with_roles
from citations.judges.tokens import Token, tokens
from evidence.model import Mismatch
from evidence.text.short_forms import DEFINED_WITHIN, short_forms

NEAR = 0.75  # share of the claim's weight that must stand in the sentence, in order, for a mismatch to be believed
KEPT = 0.6  # share of the sentence's tokens, whole clauses left out aside, that the claim must have kept
FEWEST = 4  # tokens in common, below which nothing is near
FEWEST_PERMUTED = 3  # tokens of a claim that has all the words of the sentence in another order
LONGEST = 10_000  # characters of a claim or sentence; what is longer is none
MOST_TOKENS = 400  # of a sentence; what is longer is no sentence, and aligning takes time with its square
MOST_ADDED = 3  # words that nothing explains, above which the claim is worded freely


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a claim stands to a sentence.

    `coverage` is the share (0 to 1) of the claim's weight that stands in the sentence in the same order; `is_same`
    that it says no more; `is_near` that the mismatches may be believed. `added` and `dropped` are words of the claim
    and of the sentence that nothing explains.
    """

    coverage: float
    is_same: bool
    is_near: bool
    mismatches: tuple[Mismatch, ...] = ()
    added: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()


def compare(claim: str, sentence: str, around: str = "") -> Comparison:
    """The claim against the sentence; `around` is the text that defines their short forms (the whole document)."""
    forms = defined(around[:DEFINED_WITHIN])
    return compared(_row(claim, forms), _row(sentence, forms, is_source=True))


def compared(claim: tuple[Token, ...], source: tuple[Token, ...]) -> Comparison:
    """The same, of rows of tokens with their roles."""
    if not claim or not source:
        return Comparison(0.0, False, False)
    if [t.key for t in claim] == [t.key for t in source]:
        turned = tuple(turns(claim, source))
        return Comparison(1.0, not turned, True, (), turned)
    if max(len(claim), len(source)) > MOST_TOKENS:
        return Comparison(0.0, False, False)
    if is_reordered(claim, source):
        return Comparison(1.0, True, True)
    crossed = exchanged(claim, source)
    alignment = align(claim, source)
    found = differences(alignment, claim, source)
    is_same = not (found.mismatches or found.added or found.dropped)
    coverage = 1.0 if is_same else sum(map(_weight, alignment.matched)) / sum(map(_weight, claim))
    is_near = _is_near(coverage, alignment, found) or _is_permuted(claim, source)
    return Comparison(coverage, is_same, is_near, crossed or found.mismatches, found.added, found.dropped)


def _is_near(coverage: float, alignment: Alignment, found: Differences) -> bool:
    """Most of the claim stands in the sentence, and most of the sentence, but for whole clauses, in the claim."""
    matched = len(alignment.matched)
    has_kept = matched >= KEPT * (matched + found.left_out)
    return coverage >= NEAR and matched >= FEWEST and has_kept and len(found.added) <= MOST_ADDED


def _is_permuted(claim: tuple[Token, ...], source: tuple[Token, ...]) -> bool:
    return len(claim) >= FEWEST_PERMUTED and sorted(t.key for t in claim) == sorted(t.key for t in source)


def _weight(token: Token) -> float:
    """Units and signs weigh less than names."""
    return 0.5 if kinds().get(token.key) in ("unit", "comparison") else 1.0


@lru_cache(maxsize=64)
def _defined(text: str) -> tuple[tuple[str, str], ...]:
    return tuple(short_forms(text).items())


def defined(text: str) -> Mapping[str, str]:
    """The short forms that a text defines."""
    return dict(_defined(text)) if text else {}


def _row(text: str, forms: Mapping[str, str], *, is_source: bool = False) -> tuple[Token, ...]:
    return row_of(text, tuple(forms.items()), is_source)


@lru_cache(maxsize=8192)
def row_of(text: str, forms: tuple[tuple[str, str], ...], is_source: bool = False) -> tuple[Token, ...]:
    """The tokens of a text with the parts of its numbers; none of a text that is too long for a sentence."""
    return with_roles(tokens(text, dict(forms), is_source=is_source)) if len(text) <= LONGEST else ()
