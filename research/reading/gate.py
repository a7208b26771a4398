"""What may be said at all: an answer must hold the question's topic, or "not found in these sources" is the answer."""

from dataclasses import dataclass

from research.reading.answers import Answer

# Chosen on questions with and without their gold articles in the library (benchmarks/abstention.py).
MIN_COVERAGE = 0.55  # share of the topic's weight in the sentence and its title
MIN_SCORE = 0.40


@dataclass(frozen=True, slots=True)
class Gate:
    """Thresholds for an answer to count as one."""

    coverage: float = MIN_COVERAGE
    score: float = MIN_SCORE

    def passes(self, answer: Answer) -> bool:
        """Whether the sentence is about the question."""
        return answer.coverage >= self.coverage and answer.score >= self.score
