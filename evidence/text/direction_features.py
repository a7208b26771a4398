"""A sentence about an outcome as named figures, for the learner of direction."""

from collections.abc import Sequence

from evidence.text.direction_cues import Cue, Scene, cues, is_negated, leans, scene, significances, turned
from evidence.text.direction_figures import estimate_way, larger_arm, larger_of_pair, plain_numbers, stated_tests
from evidence.text.direction_slots import Asked, Token
from evidence.text.direction_words import polarity


def figures(tokens: Sequence[Token], sides: Asked, outcome: str) -> tuple[dict[str, float], Scene, list[Cue]]:
    """The named figures, with what they were read from."""
    here = scene(tokens, sides)
    found = cues(here)
    good = polarity(outcome)
    out = {**_of_tests(here), **_of_words(here), **_of_cues(here, found, good), **_of_numbers(here)}
    out |= _of_sides(here, sides)
    out["polarity"] = good
    out["verdict"] = _verdict(here)
    return out, here, found


def _of_tests(here: Scene) -> dict[str, float]:
    found = stated_tests(here)
    after = [says for k, says in found if here.aim <= k and says is not None]
    inside = [says for k, says in found if here.first <= k <= here.last and says is not None]
    known = [says for _, says in found if says is not None]
    values = [t.value for t in here.tokens if t.kind == "p"]
    return {
        "test_next": _as_sign(after[0]) if after else 0.0,
        "test_clause": _mean(inside),
        "test_clause_first": _as_sign(inside[0]) if inside else 0.0,
        "test_all": _mean(known),
        "tests": float(len(found)),
        "tests_positive": float(sum(known)),
        "tests_negative": float(len(known) - sum(known)),
        "p_least": min(values, default=-0.1),
        "p_most": max(values, default=-0.1),
    }


def _verdict(here: Scene) -> float:
    """1 significant, -1 not, by the outcome's clause alone; by the whole only where the clause says nothing."""
    said, tested = significances(here.tokens), stated_tests(here)
    for first, last in ((here.first, here.last), (0, len(here.tokens) - 1)):
        ways = [way for k, way in said if first <= k <= last]
        ways += [1 if says else -1 for k, says in tested if first <= k <= last and says is not None]
        if ways:
            return sum(ways) / len(ways)
    return 0.0


def _of_words(here: Scene) -> dict[str, float]:
    tokens, said = here.tokens, significances(here.tokens)
    inside = [way for k, way in said if here.first <= k <= here.last]
    nearest = min(((abs(k - here.aim), way) for k, way in said), default=(99, 0))
    return {
        "said_clause": float(sum(inside)),
        "said_no_clause": float(-1 in inside),
        "said_yes_clause": float(1 in inside),
        "said_all": float(sum(way for _, way in said)),
        "said_no": float(sum(way < 0 for _, way in said)),
        "said_yes": float(sum(way > 0 for _, way in said)),
        "said_nearest": float(nearest[1]),
        "said_distance": float(min(nearest[0], 40)),
        "said_first": float(said[0][1]) if said else 0.0,
        "said_last": float(said[-1][1]) if said else 0.0,
        "negations": float(sum(is_negated(tokens, k) for k in range(len(tokens)))),
        "leans": float(leans(tokens)),
        "both": float(
            any(t.text in ("both", "all", "each", "either", "any") for t in tokens[here.first : here.last + 1])
        ),
        "from_baseline": float(any(t.text in ("baseline", "before", "within") for t in tokens)),
        "between": float(any(t.text in ("between", "than", "versus", "vs", "compared") for t in tokens)),
        "turns": float(here.first > 0 or here.last < len(tokens) - 1),
    }


def _of_cues(here: Scene, found: Sequence[Cue], good: int) -> dict[str, float]:
    out: dict[str, float] = {}
    inside = [c for c in found if here.first <= c.at <= here.last]
    for name, group in (("clause", inside), ("all", list(found))):
        free = [c for c in group if not c.denied]
        out[f"way_{name}"] = float(sum(c.way for c in free))
        out[f"told_{name}"] = float(sum(c.way * (c.told or 1) for c in free))
        out[f"near_{name}"] = sum(c.way * (c.told or 1) / (2 + abs(c.at - here.aim)) for c in free)
        out[f"worth_{name}"] = sum(c.worth * (c.told or 1) / (2 + abs(c.at - here.aim)) for c in free)
        out[f"merit_{name}"] = out[f"worth_{name}"] * good
        out[f"denied_{name}"] = float(len(group) - len(free))
        out[f"cues_{name}"] = float(len(free))
    nearest = min(inside or found, key=lambda c: abs(c.at - here.aim), default=None)
    out["nearest_way"] = float(nearest.way) if nearest else 0.0
    out["nearest_told"] = float(nearest.way * (nearest.told or 1)) if nearest else 0.0
    out["nearest_worth"] = float(nearest.worth * (nearest.told or 1) * (good or 1)) if nearest else 0.0
    out["nearest_denied"] = float(nearest.denied) if nearest else 0.0
    out["nearest_distance"] = float(min(abs(nearest.at - here.aim), 40)) if nearest else 40.0
    before = [c for c in found if c.at < here.aim and not c.denied]
    after = [c for c in found if c.at > here.aim and not c.denied]
    out["before_told"] = float(before[-1].way * (before[-1].told or 1)) if before else 0.0
    out["after_told"] = float(after[0].way * (after[0].told or 1)) if after else 0.0
    return out


def _of_numbers(here: Scene) -> dict[str, float]:
    spots = plain_numbers(here.tokens)
    way = turned(here.tokens, 0, len(here.tokens) - 1)
    values = [here.tokens[k].value for k in spots]
    return {
        "larger_arm": float(larger_arm(here)),
        "larger_pair": float(larger_of_pair(here) * (way or 1)),
        "estimate": float(estimate_way(here) * (way or 1)),
        "numbers": float(len(spots)),
        "first_minus_second": float((values[0] > values[1]) - (values[0] < values[1])) if len(values) > 1 else 0.0,
        "last_is_p": float(0 < values[-1] < 0.05) - float(0.05 <= values[-1] < 1) if values else 0.0,
    }


def _of_sides(here: Scene, sides: Asked) -> dict[str, float]:
    roles = [t.role for t in here.tokens]
    return {
        "own_named": float(roles.count("I")),
        "other_named": float(roles.count("C")),
        "coverage": here.coverage,
        "turned": float(turned(here.tokens, 0, len(here.tokens) - 1)),
        "turned_clause": float(turned(here.tokens, here.first, here.last)),
        "own_passive": float(sides.own_passive),
        "other_passive": float(sides.other_passive),
        "other_before": float(sides.other_before),
        "length": float(min(len(roles), 120)),
        "lines": float(sum(t.text == "\n" for t in here.tokens)),
    }


def _as_sign(says: bool) -> float:
    return 1.0 if says else -1.0


def _mean(said: Sequence[bool]) -> float:
    return sum(_as_sign(s) for s in said) / len(said) if said else 0.0
