"""Does the claim point the same way as the source: direction, denial, comparison, certainty, cause, and of whom?"""

from collections.abc import Sequence

from citations.judges.nearest import nearest
from citations.judges.quotations import without_marks
from citations.judges.verdicts import SAME, differing, verdict
from evidence.model import Passage, Verdict

KINDS = frozenset(("direction", "negation", "comparison", "certainty", "cause", "subgroup", "species", "arm"))


class PolarityJudge:
    """At fault for a word that turns the meaning of a near sentence; supported only where all the rest is the same too."""

    name = "polarity"

    def judge(self, claim: str, passages: Sequence[Passage]) -> Verdict:
        """A verdict on the sense alone."""
        near = nearest(without_marks(claim), passages)
        found = near.comparison
        if not near.quote:
            return verdict(near, "not_found", self.name, "The source has no text")
        if found.is_same:
            return verdict(near, "supported", self.name, SAME)
        seen = tuple(each for each in found.mismatches if each.kind in KINDS)
        if found.is_near and seen:
            return differing(near, self.name, seen)
        return verdict(near, "undecided", self.name, "Nothing in the wording turns the claim against the source")
