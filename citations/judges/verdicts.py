"""From mismatches to one verdict."""

from collections.abc import Sequence

from citations.judges.nearest import Nearest
from evidence.model import Mismatch, Support, Verdict

_PARTIAL = frozenset(("subgroup", "species", "certainty", "cause", "measure"))
_SAID = {
    "number": "a number", "unit": "a unit", "comparison": "a comparison", "direction": "a direction",
    "negation": "a denial", "arm": "what belongs to which group", "subgroup": "of whom it holds",
    "species": "in which species", "certainty": "how sure it is", "cause": "what causes what",
    "measure": "which measure it is", "interval": "an interval, its bound or a p value", "time": "when it holds",
    "name": "a name",
}  # fmt: skip
SAME = "The source says this, and no less"


def verdict(near: Nearest, support: Support, judge: str, reason: str, found: Sequence[Mismatch] = ()) -> Verdict:
    """A verdict that shows the nearest sentence."""
    reason = reason if reason.endswith((".", "?", "!")) else f"{reason}."
    return Verdict(support, judge, reason, near.quote, near.document_id, near.start, near.end, tuple(found))


def differing(near: Nearest, judge: str, found: Sequence[Mismatch]) -> Verdict:
    """Contradicted, or partial where every mismatch says the same of fewer, less surely or in another measure."""
    is_less = all(each.kind in _PARTIAL or (each.kind == "time" and not each.claim) for each in found)
    support: Support = "partial" if is_less else "contradicted"
    return verdict(near, support, judge, "; ".join(dict.fromkeys(map(_told, found))), found)


def _told(mismatch: Mismatch) -> str:
    what = _SAID[mismatch.kind].capitalize()
    if mismatch.claim and mismatch.source:
        return f"{what} differs: the claim says “{mismatch.claim}”, the source “{mismatch.source}”"
    if mismatch.claim:
        return f"{what} differs: “{mismatch.claim}” is not in the source's sentence"
    return f"{what} differs: the claim leaves out “{mismatch.source}”"
