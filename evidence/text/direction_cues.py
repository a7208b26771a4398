"""What in a sentence speaks for an outcome that rose, fell or did not differ, as figures for a learner.

Each figure is small and named. "For the intervention" means turned: "more pain with placebo" counts as less pain with
the drug.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from evidence.text.direction_slots import Asked, Token
from evidence.text.direction_words import NEGATIONS, REFERENCES, kinds, merit, sign

_TURNS = frozenset({"but", "however", "although", "whereas", "while", "though", "despite"})
_LEANING = ("trend", "tend", "margin", "borderline", "slight", "numerical")
_DIFFERENCE = ("signific", "differ", "effect", "chang", "improv", "reduc", "increas", "decreas", "benefi", "associat",
               "affect", "influenc", "reach", "evidence", "interaction", "superior", "advantage", "lower", "higher",
               "better", "more", "less", "greater", "impact", "statistic", "alter", "vari", "predict")  # fmt: skip
_BREAKS = frozenset({";", ".", "\n"})
_NEAR = 12  # tokens around the outcome that count as near
_WORDS_TO_DIFFERENCE = 6


@dataclass(frozen=True, slots=True)
class Scene:
    """The tokens, and where the outcome stands: `aim` is the token at its middle, `first` to `last` its clause."""

    tokens: Sequence[Token]
    aim: int
    first: int
    last: int
    coverage: float  # share of the outcome's words in the clause, 0 to 1


def scene(tokens: Sequence[Token], sides: Asked) -> Scene:
    """The clause that names most of the outcome; the whole text where none names any."""
    best = (0.0, 0, 0, len(tokens) - 1)
    for first, last in _clauses(tokens):
        spots = [k for k in range(first, last + 1) if tokens[k].role == "O"]
        named = {tokens[k].text[:5] for k in spots}
        if len(named) > best[0]:
            best = (float(len(named)), spots[len(spots) // 2], first, last)
    named_share = min(1.0, best[0] / max(len(sides.outcome), 1))
    return Scene(tokens, best[1], best[2], best[3], named_share)


def _clauses(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """First and last token of each stretch between semicolons, full stops, and turns (but, whereas)."""
    cuts = [0]
    cuts += [k for k, t in enumerate(tokens) if k and (t.text in _BREAKS or t.text in _TURNS)]
    return [(a, b - 1) for a, b in pairwise([*cuts, len(tokens)]) if b > a]


def turned(tokens: Sequence[Token], first: int, last: int) -> int:
    """1 where the stretch speaks of the intervention against the comparator, -1 the other way round, 0 unknown."""
    own = _first(tokens, first, last, "I")
    other = _first(tokens, first, last, "C")
    if own is None and other is None:
        return 0
    if other is None:
        return -1 if own is not None and _is_reference(tokens, own, first) else 1
    if own is None:
        return 1 if _is_reference(tokens, other, first) else -1
    if _is_reference(tokens, other, first):
        return 1
    if _is_reference(tokens, own, first):
        return -1
    return 1 if own < other else -1


def _first(tokens: Sequence[Token], first: int, last: int, role: str) -> int | None:
    return next((k for k in range(first, last + 1) if tokens[k].role == role), None)


def _is_reference(tokens: Sequence[Token], at: int, first: int) -> bool:
    """Whether "than", "versus" or "compared with" stands up to five words before, with no comma or name between."""
    for k in range(at - 1, max(first, at - 5) - 1, -1):
        if tokens[k].text in REFERENCES:
            return True
        if tokens[k].text == "," or (tokens[k].role and tokens[k].role not in ("O", tokens[at].role)):
            return False
    return False


@dataclass(frozen=True, slots=True)
class Cue:
    """A word of direction at token `at`: `way` 1 up or -1 down; `worth` 1 better or -1 worse; `told` is turned for
    the intervention; `denied` where a negation stands before it."""

    at: int
    way: int
    worth: int
    told: int
    denied: bool


def cues(here: Scene) -> list[Cue]:
    """The words of direction outside the names of the outcome and the sides, "greater reduction" as one."""
    found: list[Cue] = []
    tokens = here.tokens
    skip = -1
    for k, token in enumerate(tokens):
        if token.kind != "word" or token.role or k <= skip:
            continue
        way, worth = sign(token.text), merit(token.text)
        if not way and not worth:
            continue
        change = _change_after(tokens, k) if way else None
        if change is not None:
            own_way, own_worth = sign(tokens[change].text), merit(tokens[change].text)
            way, worth, skip = way * own_way, way * own_worth, change
        else:
            way, worth = _with_noun_before(tokens, k, way, worth, found)
        first, last = _clause_of(tokens, k)
        found.append(Cue(k, way, worth, _told(here, first, last, k), _denied(tokens, k, first)))
    return found


def _change_after(tokens: Sequence[Token], k: int) -> int | None:
    """The "reduction" that a "greater" is about, up to four words on."""
    for j in range(k + 1, min(k + 5, len(tokens))):
        if tokens[j].kind == "stop":
            return None
        if "change" in kinds(tokens[j].text) and not tokens[j].role and (sign(tokens[j].text) or merit(tokens[j].text)):
            return j
    return None


def _with_noun_before(tokens: Sequence[Token], k: int, way: int, worth: int, found: list[Cue]) -> tuple[int, int]:
    """ "the reduction in pain was greater": the noun before turns the comparative, and is taken out as a cue."""
    if (
        not way
        or not found
        or tokens[k].text not in ("greater", "larger", "higher", "more", "smaller", "less", "lower")
    ):
        return way, worth
    noun = found[-1]
    between = tokens[noun.at + 1 : k]
    if "change" not in kinds(tokens[noun.at].text) or len(between) > 14 or any(t.text in _BREAKS for t in between):
        return way, worth
    if not any(t.text in ("in", "of", "from") for t in between[:2]):
        return way, worth
    found.pop()
    return way * noun.way, way * noun.worth


def _clause_of(tokens: Sequence[Token], k: int) -> tuple[int, int]:
    first = next((j for j in range(k, -1, -1) if tokens[j].text in _BREAKS), 0)
    last = next((j for j in range(k, len(tokens)) if tokens[j].text in _BREAKS), len(tokens) - 1)
    return first, last


def _told(here: Scene, first: int, last: int, k: int) -> int:
    """For whom: the narrower of the stretch between turns, else the clause, else the whole."""
    tokens = here.tokens
    low = next((j for j in range(k, first - 1, -1) if tokens[j].text in _TURNS), first)
    high = next((j for j in range(k, last + 1) if tokens[j].text in _TURNS), last)
    return turned(tokens, low, high) or turned(tokens, first, last) or turned(tokens, 0, len(tokens) - 1)


def _denied(tokens: Sequence[Token], k: int, first: int) -> bool:
    for j in range(k - 1, max(first, k - 7) - 1, -1):
        if tokens[j].text in NEGATIONS:
            return True
        if tokens[j].kind in ("p", "interval") or tokens[j].text in _BREAKS or tokens[j].text in _TURNS:
            return False
    return False


def is_negated(tokens: Sequence[Token], k: int) -> bool:
    """Whether the negation at `k` is of a difference: "no ... difference", "did not ... reach"."""
    if tokens[k].text not in NEGATIONS:
        return False
    if tokens[k].text in ("ns", "nonsignificant", "insignificant"):
        return True
    after = tokens[k + 1 : k + 1 + _WORDS_TO_DIFFERENCE]
    return any(t.text.startswith(_DIFFERENCE) for t in after)


def significances(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Token and -1 (no difference said) or 1 (said to be significant), in order."""
    found: list[tuple[int, int]] = []
    until = -1
    for k, token in enumerate(tokens):
        if is_negated(tokens, k):
            found.append((k, -1))
            until = k + _WORDS_TO_DIFFERENCE
        elif "same" in kinds(token.text) and token.text not in ("same", "stable"):
            found.append((k, -1))
        elif token.text.startswith("significan") and k > until:
            found.append((k, 1))
    return found


def leans(tokens: Sequence[Token]) -> bool:
    """A trend, marginally, numerically."""
    return any(t.kind == "word" and t.text.startswith(_LEANING) for t in tokens)
