"""An answer that is shown, as the claim that shows it."""

from dataclasses import dataclass

from evidence.model import Claim
from evidence.report import Direction
from research.reading.answers import Answer


@dataclass(frozen=True, slots=True)
class Shown:
    """`points` is the direction of the question's outcome that the sentence states, "" where it cannot be told."""

    answer: Answer
    claim: Claim
    points: Direction = ""

    @property
    def document_id(self) -> str:
        """Of the document that it is quoted from."""
        return self.answer.evidence.document.id

    @property
    def design(self) -> str:
        """As indexed; "" where nothing says."""
        return self.answer.evidence.document.design
