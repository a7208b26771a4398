"""What stands in both sentences, but in another place: two names that changed places, and words moved elsewhere."""

from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from citations.judges.gaps import Gap
from citations.judges.readings import kinds
from citations.judges.tokens import Token
from evidence.model import Mismatch

Row = tuple[Token, ...]


def swaps(gaps: Sequence[Gap], source: Row) -> tuple[list[Mismatch], list[Gap]]:
    """X where the source has Y and Y where it has X, with the gaps that are left."""
    left, found = list(gaps), list[Mismatch]()
    for one, other in combinations(gaps, 2):
        crossed = _keys(one.claim) == _keys(other.source) and _keys(one.source) == _keys(other.claim)
        if crossed and one.claim and one.source and one in left and other in left:
            left = [gap for gap in left if gap is not one and gap is not other]
            found.append(Mismatch(_kind(one.claim, source), _text(one.claim), _text(one.source)))
    return found, left


def exchanged(claim: Row, source: Row) -> tuple[Mismatch, ...]:
    """The one mismatch of two rows that differ in two stretches which changed places; () for any others."""
    differing = [k for k, (ours, theirs) in enumerate(zip(claim, source, strict=False)) if ours.key != theirs.key]
    half = len(differing) // 2
    if len(claim) != len(source) or not differing or len(differing) % 2:
        return ()
    first, second = differing[:half], differing[half:]
    runs = all(row[-1] - row[0] == half - 1 for row in (first, second))
    crossed = all(
        claim[a].key == source[b].key and claim[b].key == source[a].key for a, b in zip(first, second, strict=True)
    )
    if not (runs and crossed):
        return ()
    mine, its = tuple(claim[k] for k in first), tuple(source[k] for k in first)
    return (Mismatch(_kind(mine, source), _text(mine), _text(its)),)


def without_moved(gaps: Sequence[Gap]) -> tuple[list[Gap], list[str]]:
    """The gaps without the words that stand in both sentences elsewhere, and those words. Numbers and "not" stay."""
    ours = Counter(t.key for gap in gaps for t in gap.claim if _may_move(t))
    theirs = Counter(t.key for gap in gaps for t in gap.source if _may_move(t))
    moved = ours & theirs
    if not moved:
        return list(gaps), []
    mine, its = moved.copy(), moved.copy()
    bare = [Gap(_taken(gap.claim, mine), _taken(gap.source, its), gap.at) for gap in gaps]
    return bare, sorted(moved)


def _taken(row: Row, left: Counter[str]) -> Row:
    """The row without as many tokens of each key as are left to take; the counter is used up."""
    kept = []
    for token in row:
        if _may_move(token) and left[token.key] > 0:
            left[token.key] -= 1
        else:
            kept.append(token)
    return tuple(kept)


def _may_move(token: Token) -> bool:
    return not token.is_number and token.key != "not"


def _kind(claim: Row, source: Row) -> str:
    """Figures and names of groups change places between arms; names around "than" turn a comparison."""
    if any(token.is_number for token in claim):
        return "arm"
    return "comparison" if any(kinds().get(token.key) == "comparison" for token in source) else "arm"


def _keys(row: Row) -> tuple[str, ...]:
    return tuple(token.key for token in row)


def _text(row: Row) -> str:
    return " ".join(token.text for token in row)
