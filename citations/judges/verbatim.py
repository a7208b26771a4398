"""Does the claim stand in the source, and do its quotations?"""

from collections.abc import Sequence

from citations.judges.exact import misquoted
from citations.judges.nearest import nearest
from citations.judges.quotations import quotations, without_marks
from citations.judges.verdicts import SAME, verdict
from evidence.model import Passage, Verdict


class VerbatimJudge:
    """Supported where a sentence says the same, at fault for a quotation that does not stand, else undecided."""

    name = "verbatim"

    def judge(self, claim: str, passages: Sequence[Passage]) -> Verdict:
        """A verdict on the wording alone."""
        near = nearest(without_marks(claim), passages)
        if not near.quote:
            return verdict(near, "not_found", self.name, "The source has no text")
        false_quotes = [q.text for q in quotations(claim, passages) if not q.stands]
        if false_quotes:
            return misquoted(false_quotes[0], passages, self.name)
        if near.comparison.is_same:
            return verdict(near, "supported", self.name, SAME)
        return verdict(near, "undecided", self.name, "The claim is worded otherwise than the source")
