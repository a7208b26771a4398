"""The figures of a sentence as evidence of a direction: p values, intervals, and which arm's number is the larger."""

from collections.abc import Sequence

from evidence.text.direction_cues import Scene
from evidence.text.direction_slots import Token

_RATIO = frozenset({"or", "rr", "hr", "ratio", "ratios", "aor", "ahr", "arr", "irr"})
_NOT_RESULTS = """
    weeks week days day months month years year hours hour h min minutes mg ml kg g mcg ug
    patients participants subjects women men children visit visits table figure fig
"""
_TIME = frozenset(_NOT_RESULTS.split())
_AGAINST = frozenset({"versus", "vs", "and", "compared", "than", "to", "/"})


def stated_tests(here: Scene) -> list[tuple[int, bool | None]]:
    """Each p value and interval, by token, and whether it speaks of a difference."""
    found: list[tuple[int, bool | None]] = []
    for k, token in enumerate(here.tokens):
        if token.kind == "p":
            found.append((k, token.significant))
        elif token.kind == "interval":
            found.append((k, _excludes_null(here.tokens, k)))
    return found


def _excludes_null(tokens: Sequence[Token], k: int) -> bool | None:
    """A ratio's interval without 1, a difference's without 0; None where the interval is of one arm's value."""
    null = 1.0 if _is_ratio(tokens, k) else 0.0
    low, high = sorted((tokens[k].low, tokens[k].value))
    if low <= null <= high:
        return False
    return True if null or low < 0 else None


def _is_ratio(tokens: Sequence[Token], k: int) -> bool:
    return any(t.text in _RATIO for t in tokens[max(0, k - 9) : k])


def estimate_way(here: Scene) -> int:
    """1 or -1 for the first ratio above or below 1 in the outcome's clause, or a mean difference above or below 0."""
    tokens = here.tokens
    for k in range(here.first, here.last + 1):
        if tokens[k].text not in _RATIO and tokens[k].text not in ("difference", "diff", "md", "wmd", "smd"):
            continue
        null = 1.0 if tokens[k].text in _RATIO else 0.0
        value = next((t.value for t in tokens[k + 1 : k + 6] if t.kind == "number"), null)
        if value != null and (null or value < 0):
            return 1 if value > null else -1
    return 0


def plain_numbers(tokens: Sequence[Token]) -> list[int]:
    """The numbers that could be an arm's result: no spread after ±, no time, no dose, no count of people."""
    found = []
    for k, token in enumerate(tokens):
        if token.kind != "number":
            continue
        before = tokens[k - 1].text if k else ""
        after = tokens[k + 1].text if k + 1 < len(tokens) else ""
        if before == "±" or after in _TIME or before in ("n", "day", "week", "table", "figure", "sd", "[", "of"):
            continue
        found.append(k)
    return found


def larger_arm(here: Scene) -> int:
    """1 where the intervention's number is the larger, -1 where the comparator's is, 0 where that is not plain.

    Each number goes to the nearest side named up to six tokens before or after it, the outcome's clause first.
    """
    return _larger(here, here.first, here.last) or _larger(here, 0, len(here.tokens) - 1)


def _larger(here: Scene, first: int, last: int) -> int:
    tokens = here.tokens
    spots = [k for k in plain_numbers(tokens) if first <= k <= last]
    mentions = [k for k in range(first, last + 1) if tokens[k].role in ("I", "C")]
    for reach in (range(1, 8), range(-7, 0)):  # the number after the side, then before it
        values: dict[str, float] = {}
        for k in mentions:
            at = next((k + d for d in (reach if reach.start > 0 else reversed(reach)) if k + d in spots), None)
            if at is not None and not any(m in mentions and tokens[m].role != tokens[k].role for m in _between(k, at)):
                values.setdefault(tokens[k].role, tokens[at].value)
        if len(values) == 2 and values["I"] != values["C"]:
            return 1 if values["I"] > values["C"] else -1
    return 0


def _between(a: int, b: int) -> range:
    return range(min(a, b) + 1, max(a, b))


def larger_of_pair(here: Scene) -> int:
    """1 where the first of two numbers set against each other ("24% versus 31%") is the larger, -1 where the second."""
    tokens = here.tokens
    spots = plain_numbers(tokens)
    near = sorted(range(len(spots) - 1), key=lambda n: (abs(spots[n] - here.aim), n))
    for n in near:
        a, b = spots[n], spots[n + 1]
        if b - a <= 9 and tokens[a].value != tokens[b].value and any(t.text in _AGAINST for t in tokens[a + 1 : b]):
            return 1 if tokens[a].value > tokens[b].value else -1
    return 0
