"""Whether two rows of the same tokens say the same in another order: clauses or list items moved as a whole.

"10% with aspirin and 20% with placebo" may become "20% with placebo and 10% with aspirin"; never may a number, or a
name that a number or a comparison belongs to, change its place alone.
"""

from collections.abc import Sequence
from itertools import pairwise

from citations.judges.readings import kinds
from citations.judges.tokens import Token

_PREPOSITIONS = """in among with within during after before at for on by from to through under without compared
    despite of as when while if since following upon throughout between across over against via using based given
    because due until unlike besides beyond including above below around near regarding into onto toward towards versus
    except along alongside prior owing although whereas unless concerning instead according subsequent relative
    contrary irrespective regardless depending thanks amongst inside outside per once where whenever"""
_BEGINS = frozenset(_PREPOSITIONS.split())
_BINDS = frozenset(("because", "if", "when", "after", "before", "since", "until", "unless", "once", "while"))
_ENDS = (",", ";", ":", ".", "and")  # a bracket goes with what stands before it
Row = Sequence[Token]


def is_reordered(claim: Row, source: Row) -> bool:
    """Whether the claim is the source with clauses or items of a list in another order."""
    if len(claim) != len(source) or sorted(t.key for t in claim) != sorted(t.key for t in source):
        return False
    mine, its = _middle(claim, source)
    if any(t.key == "respectively" for t in source):
        return False
    if not any(t.is_number for t in its) and _has_paired_numbers(source):
        return False
    if _is_bound(source, its):
        return False
    is_list = _same_items(mine, its) and _ends_list(claim, mine) and _ends_list(source, its)
    return is_list or _is_rotated(mine, its) or _is_rotated(claim, source)


def _is_bound(source: Row, its: Row) -> bool:
    """ "Because A, B" is not "because B, A": what follows such a word may not change places."""
    if not its:
        return False
    at = next(k for k, token in enumerate(source) if token is its[0])
    before = source[at - 1].text.lower().split() if at else []
    return bool({*before, *its[0].lead.lower().split()} & _BINDS)


def _middle(claim: Row, source: Row) -> tuple[Row, Row]:
    """Without what both begin and end with."""
    first, last = 0, len(claim)
    while first < last and claim[first].key == source[first].key:
        first += 1
    while last > first and claim[last - 1].key == source[last - 1].key:
        last -= 1
    return claim[first:last], source[first:last]


def _same_items(mine: Row, its: Row) -> bool:
    ours, theirs = _items(mine), _items(its)
    return len(theirs) > 1 and sorted(ours) == sorted(theirs) and all(map(_is_self_contained, _runs(its)))


def _ends_list(claim: Row, mine: Row) -> bool:
    """Whether a list can end where the part that differs does: "diabetes mellitus and asthma" may not be cut in "diabetes"."""
    first = 0
    while first < len(claim) and claim[first] is not mine[0]:
        first += 1
    end = first + len(mine)
    return end >= len(claim) or bool(claim[end].opens or claim[end].lead)


def _is_rotated(mine: Row, its: Row) -> bool:
    """X Y against Y X, cut where a phrase begins on both sides."""
    keys, wanted = [t.key for t in its], [t.key for t in mine]
    for cut in range(1, len(its)):
        if its[cut].key != mine[0].key or keys[cut:] + keys[:cut] != wanted:
            continue
        back = len(its) - cut
        begins = _begins_phrase(its, cut) and _begins_phrase(mine, back)
        led = _prepositions(its[0]) == _prepositions(mine[back]) and _prepositions(its[cut]) == _prepositions(mine[0])
        if begins and led and _is_self_contained(its[:cut]) and _is_self_contained(its[cut:]):
            return True
    return False


def _begins_phrase(row: Row, at: int) -> bool:
    token = row[at]
    if token.depth > min(t.depth for t in row):
        return False
    is_compared = kinds().get(token.key) in ("comparison", "negation", "time")
    return (
        token.opens in _ENDS
        or is_compared
        or bool(_prepositions(token))
        or token.text.partition(" ")[0].lower() in _BEGINS
    )


def _prepositions(token: Token) -> frozenset[str]:
    return _BEGINS & frozenset(token.lead.lower().split())


def _runs(row: Row) -> list[Row]:
    """The row cut where a mark or an "and" stands, outside of brackets."""
    outside = min(t.depth for t in row)
    edges = [0, *(k for k, t in enumerate(row) if k and t.opens in _ENDS and t.depth == outside), len(row)]
    return [row[a:b] for a, b in pairwise(edges)]


def _items(row: Row) -> list[tuple[str, ...]]:
    return [tuple(t.key for t in run) for run in _runs(row)]


def _is_self_contained(run: Row) -> bool:
    """A number moves only together with a word that it belongs to."""
    return not any(t.is_number for t in run) or any(
        not t.is_number and kinds().get(t.key) not in ("unit", "comparison", "interval") for t in run
    )


def _has_paired_numbers(row: Row) -> bool:
    """ "5 and 6", "5% versus 6%": figures that belong to names in their order."""
    bare = [t for t in row if kinds().get(t.key) != "unit"]
    return any(
        a.is_number and b.is_number and b.opens in ("and", ",") and ":" not in a.key + b.key for a, b in pairwise(bare)
    )
