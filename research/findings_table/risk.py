"""Absolute risk difference and number needed to treat, where one sentence states x of n for both arms."""

import re

from evidence.report import Computed, Stated
from evidence.text.arms import Arms
from evidence.text.findings import Finding
from evidence.text.p_values import PValue
from evidence.text.risks import number_needed, risk_difference
from evidence.text.shares import Share
from research.findings_table.effect import Found
from research.findings_table.sides import NO_TREATMENT
from research.reading.focus import Focus
from research.reading.terms import stems

SIGNIFICANT = 0.05
AFTER_SECOND = 60  # characters behind the second arm's figures in which the arm is named
_CONTROL = NO_TREATMENT - stems("no non care usual")
_AGAINST = re.compile(
    r"\b(?:compared (?:with|to)|than|versus|vs\.?|relative to|against)\b([^,;.()]{0,50})", re.IGNORECASE
)
_ENDS = re.compile(r"[.;:\d]")


def computed(found: Found, focus: Focus) -> tuple[Computed, ...]:
    """The risk in the intervention's arm less the other's, and NNT where the difference is stated to be significant.

    Nothing where the sentence does not tell which arm is which.
    """
    shares = _oriented(found, focus)
    if shares is None:
        return ()
    of = tuple(_located(found, share) for share in shares)
    difference, needed = risk_difference(*shares), number_needed(*shares)
    made = [difference] if difference else []
    if needed and is_significant(found):
        made.append(needed)
    return tuple(Computed(c.measure, c.value, c.formula, of) for c in made)


def is_significant(found: Found) -> bool:
    """Whether an interval or a p value that is stated says so; False where nothing is stated."""
    if found.estimate and found.estimate.crosses_no_effect is not None:
        return not found.estimate.crosses_no_effect
    return any(is_low(p) is True for p in _stated_p(found.finding, found.arms))


def is_low(p: PValue) -> bool | None:
    """Whether a p value is below .05 as written; None where it cannot be told ("P > .01")."""
    value, relation = float(p.number.value), p.number.relation
    if relation in ("<", "≤"):
        return True if value <= SIGNIFICANT else None
    if relation in (">", "≥"):
        return False if value >= SIGNIFICANT else None
    return value < SIGNIFICANT


def _stated_p(finding: Finding | None, pair: Arms | None) -> list[PValue]:
    return [p for p in (finding.p if finding else None, pair.p if pair else None) if p]


def _oriented(found: Found, focus: Focus) -> tuple[Share, Share] | None:
    """(intervention's, other's), by the arms' names: between and behind the figures, else before them."""
    pair = found.arms
    if pair is None or pair.first.share is None or pair.second.share is None:
        return None
    first, second = pair.first.share, pair.second.share
    if not (first.events and first.total and second.events and second.total):
        return None
    text = found.place.text
    after = text[pair.second.end : pair.second.end + AFTER_SECOND]
    beside = (
        _arm_of(text[pair.first.end : pair.second.start].split(" vs")[0], focus), _arm_of(_first_words(after), focus)
    )  # fmt: skip
    order = beside if all(beside) else _in_order(text[: pair.start], focus)
    if not all(order) or order[0] == order[1]:
        return None
    if any(told and told != held for told, held in zip(beside, order, strict=True)):
        return None
    return (first, second) if order[0] == "own" else (second, first)


def _first_words(after: str) -> str:
    """Up to the end of the clause; a bracket that closes is passed over."""
    rest = after.lstrip(")]% ")
    end = _ENDS.search(rest)
    return rest[: end.start()] if end else rest


def _arm_of(words: str, focus: Focus) -> str:
    own, other = _sides(focus)
    named = stems(words)
    if bool(named & own) == bool(named & other):
        return ""
    return "own" if named & own else "other"


def _in_order(before: str, focus: Focus) -> tuple[str, str]:
    """The arms in the order in which they are named before the figures; nothing where one is not."""
    own, other = _sides(focus)
    against = [side for m in _AGAINST.finditer(before) if (side := _arm_of(m[1], focus))]
    if (
        against
    ):  # the side that the other is measured against comes second: "compared with placebo, aspirin (1/9 vs 2/9)"
        return ("own", "other") if against[-1] == "other" else ("other", "own")
    if _AGAINST.search(before):
        return "", ""
    places = [(m.start(), stems(m.group())) for m in re.finditer(r"[\w-]+", before)]
    at_own = max((at for at, s in places if s & own), default=-1)
    at_other = max((at for at, s in places if s & other), default=-1)
    if min(at_own, at_other) < 0:
        return "", ""
    return ("own", "other") if at_own < at_other else ("other", "own")


def _sides(focus: Focus) -> tuple[frozenset[str], frozenset[str]]:
    own, other = focus.intervention - focus.comparator, focus.comparator - focus.intervention
    return own - _CONTROL, (other | _CONTROL) - own


def _located(found: Found, share: Share) -> Stated:
    held = [n for n in (share.events, share.total) if n]
    start, end = min(n.start for n in held), max(n.end for n in held)
    return Stated(found.place.text[start:end], found.place.start + start, found.place.start + end)
