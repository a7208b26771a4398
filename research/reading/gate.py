"""What may be said at all: an answer must be about the question, or "not found in these sources" is the answer."""

from dataclasses import dataclass

from research.reading.answers import Answer
from research.reading.focus import Focus

# Chosen on questions with and without their gold articles in the library (benchmarks/abstention.py).
MIN_COVERAGE = 0.6  # share of the topic's weight in the sentence and its title
MIN_IN_DOCUMENT = 0.85  # and anywhere in the document: the rare word that names the drug or the gene must be there
MIN_LIKENESS = 0.40  # cosine; not asked where there is no embedder
MIN_OUTCOME = 0.5  # share of the outcome's weight in the sentence
ALIKE = 0.75  # cosine from which other words for the outcome are believed


@dataclass(frozen=True, slots=True)
class Gate:
    """Thresholds for an answer to count as one."""

    coverage: float = MIN_COVERAGE
    in_document: float = MIN_IN_DOCUMENT
    likeness: float = MIN_LIKENESS
    outcome: float = MIN_OUTCOME
    alike: float = ALIKE

    def passes(self, answer: Answer, focus: Focus) -> bool:
        """Whether the sentence is about the question, and about its outcome where it names one."""
        if answer.coverage < self.coverage or answer.in_document < self.in_document:
            return False
        if 0 < answer.likeness < self.likeness:
            return False
        return answer.likeness >= self.alike or focus.on_outcome(answer.text) >= self.outcome
