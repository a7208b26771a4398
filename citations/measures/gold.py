"""Citations against the documents that experts chose.

Source: precision and recall of a set (Cleverdon, 1967); with them ChatGPT for Clinicians (2026) reports citation recall
over 355 questions.
"""

from collections.abc import Collection
from dataclasses import dataclass

from citations.measures.share import f1


@dataclass(frozen=True, slots=True)
class AgainstGold:
    """How the cited documents of one answer meet the gold ones. Every document counts once."""

    found: int  # cited and gold
    cited: int
    gold: int

    @property
    def recall(self) -> float | None:
        """found / gold; None where there is no gold document: such a question measures nothing."""
        return self.found / self.gold if self.gold else None

    @property
    def precision(self) -> float | None:
        """found / cited, 0 where nothing is cited (as trec_eval has it); None where there is no gold document."""
        return (self.found / self.cited if self.cited else 0.0) if self.gold else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of the two; None where there is no gold document."""
        return f1(self.precision, self.recall)


def against_gold(cited: Collection[str], gold: Collection[str]) -> AgainstGold:
    """Document ids against document ids."""
    return AgainstGold(len(set(cited) & set(gold)), len(set(cited)), len(set(gold)))
