"""Does every number of the claim stand in the source, with its unit, its part and what it belongs to?"""

from collections.abc import Sequence

from citations.judges.exact import not_there
from citations.judges.nearest import nearest
from citations.judges.quotations import without_marks
from citations.judges.verdicts import SAME, differing, verdict
from evidence.model import Passage, Verdict

KINDS = frozenset(("number", "unit", "interval", "arm", "measure", "time"))


class NumbersJudge:
    """At fault for a number that is otherwise in the source or nowhere; supported only where all the rest is the same too."""

    name = "numbers"

    def judge(self, claim: str, passages: Sequence[Passage]) -> Verdict:
        """A verdict on the numbers alone."""
        plain = without_marks(claim)
        near = nearest(plain, passages)
        found = near.comparison
        if found.is_same:
            return verdict(near, "supported", self.name, SAME)
        seen = tuple(each for each in found.mismatches if each.kind in KINDS)
        if found.is_near and seen:
            return differing(near, self.name, seen)
        missing = not_there(plain, near, passages)
        if missing:
            return verdict(near, "not_found", self.name, missing)
        return verdict(near, "undecided", self.name, "No number speaks against the claim")
