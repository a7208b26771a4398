"""Where two rows of tokens part: the stretches of each that stand against each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from citations.judges.readings import kinds, weak_words
from citations.judges.tokens import Token

NEXT = 3  # tokens that an adverb may move without leaving its verb
_WAYS = frozenset(("from", "to", "into", "onto", "out", "by", "with"))
_AGENT = frozenset(("by", "to", "with"))  # "was caused by" is not "caused", "to reduce" is not "reduced"


@dataclass(frozen=True, slots=True)
class Gap:
    """`claim` stands where the source has `source`; either may be empty. `at` is the place in the source's row."""

    claim: tuple[Token, ...]
    source: tuple[Token, ...]
    at: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """The tokens of the claim that stand in the source in order, and the gaps between them."""

    matched: tuple[Token, ...]
    gaps: tuple[Gap, ...]
    turned: tuple[str, ...]  # "to" where the source has "from", before the same word


def align(claim: Sequence[Token], source: Sequence[Token]) -> Alignment:
    """Longest common stretches first, then what stands left and right of them (Ratcliff and Obershelp 1988)."""
    ours, theirs = [t.key for t in claim], [t.key for t in source]
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    matched: list[Token] = []
    gaps: list[Gap] = []
    turned: list[str] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            matched += claim[i1:i2]
            turned += turns(claim[i1:i2], source[j1:j2])
        else:
            gaps.append(Gap(tuple(claim[i1:i2]), tuple(source[j1:j2]), j1))
    return Alignment(tuple(matched), _without_moved_adverbs(gaps), tuple(turned))


def turns(claim: Sequence[Token], source: Sequence[Token]) -> list[str]:
    """Words of the way in which a change goes, where they are others: "rose to 20%" is not "rose by 20%"."""
    found = []
    before = None
    for ours, theirs in zip(claim, source, strict=True):
        mine, its = _ways(ours), _ways(theirs)
        in_range = before is not None and (before.is_number or kinds().get(before.key) == "unit")
        one_sided = (mine ^ its) & _AGENT and not in_range
        if mine != its and ((mine and its) or one_sided or (ours.is_number and not in_range)):
            found.append(f"{ours.lead} {ours.text}".strip())
        before = ours
    return found


def _ways(token: Token) -> frozenset[str]:
    return _WAYS & frozenset(token.lead.lower().split())


def _without_moved_adverbs(gaps: Sequence[Gap]) -> tuple[Gap, ...]:
    """ "Significantly reduced" and "reduced significantly" say the same; moved to another verb the adverb says another thing."""
    weak = weak_words()
    ours = [(t.key, gap.at) for gap in gaps for t in gap.claim if t.key in weak]
    theirs = [(t.key, gap.at) for gap in gaps for t in gap.source if t.key in weak]
    moved = {key for key, at in ours for other, place in theirs if key == other and abs(at - place) <= NEXT}
    if not moved:
        return tuple(gaps)
    bare = (Gap(_without(g.claim, moved), _without(g.source, moved), g.at) for g in gaps)
    return tuple(g for g in bare if g.claim or g.source)


def _without(row: Sequence[Token], keys: set[str]) -> tuple[Token, ...]:
    return tuple(t for t in row if t.key not in keys)
