"""What share each sentence has in an answer. Sentences are not votes: a document speaks once, by its design's weight."""

from collections.abc import Sequence
from dataclasses import dataclass

# by place, design: set by hand, not measured. Designs that are not named weigh 1.
PLACES = {"CONCLUSIONS": 3.0, "RECOMMENDATION": 3.0, "METHODS": 0.3, "OBJECTIVE": 0.3, "BACKGROUND": 0.3}
DESIGNS = {
    "guideline": 4.0, "systematic-review": 4.0, "meta-analysis": 3.5, "rct": 3.0, "controlled-trial": 2.0, "clinical-trial": 1.5,
    "cohort": 1.5, "diagnostic-accuracy": 1.5, "case-series": 0.5, "case-report": 0.4, "animal-study": 0.3, "in-vitro": 0.3,
    "protocol": 0.0, "editorial": 0.4, "letter": 0.4, "comment": 0.4, "news": 0.2, "notice": 0.0,
}  # fmt: skip
LITTLE = 0.15  # added to the overlap: a sentence in other words still says a little


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence to read: `start` and `end` count in its document's text, and `text` stands there."""

    document_id: str
    start: int
    end: int
    text: str
    place: str = ""  # the section's category, as in evidence.model.Section
    design: str = ""
    year: int | None = None


def shares(statements: Sequence[Statement], overlaps: Sequence[float]) -> list[float]:
    """One share for each statement; they sum to 1, or are all 0 where nothing weighs.

    Inside a document by overlap and place; a document by its design and its nearest sentence, however many it has.
    """
    own = [((LITTLE + o) ** 2) * PLACES.get(s.place, 1.0) for s, o in zip(statements, overlaps, strict=True)]
    sums: dict[str, float] = {}
    best: dict[str, float] = {}
    for s, weight in zip(statements, own, strict=True):
        sums[s.document_id] = sums.get(s.document_id, 0.0) + weight
        best[s.document_id] = max(best.get(s.document_id, 0.0), weight * DESIGNS.get(s.design, 1.0))
    total = sum(best.values())
    if not total:
        return [0.0] * len(own)
    return [w / sums[s.document_id] * best[s.document_id] / total for s, w in zip(statements, own, strict=True)]
