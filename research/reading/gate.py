"""What may be said at all: an answer must be about the question, or "not found in these sources" is the answer."""

import re
from dataclasses import dataclass

from research.reading.answers import Answer
from research.reading.focus import WHOLE, Focus
from research.reading.terms import stems

# Chosen on questions with and without their gold articles in the library (benchmarks/abstention.py).
MIN_COVERAGE = 0.6  # share of the topic's weight in the sentence and its title
MIN_IN_DOCUMENT = 0.85  # and anywhere in the document: the rare word that names the drug or the gene must be there
MIN_LIKENESS = 0.40  # cosine; not asked where there is no embedder
LEAST_LIKE = 0.30  # where all of the topic is named, so much likeness is enough; by hand
MIN_OUTCOME = 0.5  # share of the outcome's weight in the sentence
MIN_INTERVENTION = 0.5  # share of the intervention's weight in the sentence and its title
ALIKE = 0.75  # cosine from which other words for the outcome are believed


@dataclass(frozen=True, slots=True)
class Gate:
    """Thresholds for an answer to count as one."""

    coverage: float = MIN_COVERAGE
    in_document: float = MIN_IN_DOCUMENT
    likeness: float = MIN_LIKENESS
    outcome: float = MIN_OUTCOME
    alike: float = ALIKE
    intervention: float = MIN_INTERVENTION

    def passes(self, answer: Answer, focus: Focus) -> bool:
        """Whether the sentence is about the question, and about its outcome where it names one."""
        if answer.coverage < self.coverage or answer.in_document < self.in_document:
            return False
        names_all = answer.coverage >= WHOLE
        if answer.likeness is not None and answer.likeness < (LEAST_LIKE if names_all else self.likeness):
            return False
        if focus.on_intervention(f"{answer.evidence.document.title} {meaning(answer)}") < self.intervention:
            return False
        return (answer.likeness or 0.0) >= self.alike or focus.on_outcome(meaning(answer)) >= self.outcome


def meaning(answer: Answer) -> str:
    """The sentence with its short forms spelt out, where that is known."""
    return answer.meaning or answer.text


_HARM = re.compile(
    r"\b(?:adverse|side effects?|harms?|safety|complications?|toxicit\w+|bleed\w*|h(?:a)?emorrhage|hypoglyc\w+|hypotension|"
    r"infections?|ketoacidosis|discontinu\w+|withdr(?:ew|awal)\w*|well tolerated|injur\w+|falls|sedation|nausea)\b",
    re.IGNORECASE,
)
_SUBGROUP = re.compile(
    r"\b(?:subgroups?|interaction|regardless of|irrespective of|aged? \d+|older|elderly|frail|women|men|pregnan\w+|children|"
    r"(?:renal|kidney|hepatic) (?:impairment|function|disease|failure)|by (?:age|sex|baseline))\b",
    re.IGNORECASE,
)

_STATES = re.compile(
    r"\d|increas|reduc|\b(?:more|less|fewer|higher|lower|greater|similar|no|not|rare|common\w*|caus\w+|tolerated|regardless)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FacetGate:
    """What a sentence must hold to stand under a facet of the question: found for it, about the topic, and of its words."""

    facet: str
    words: re.Pattern[str]
    on_outcome: bool  # True: it must name the question's outcome; False: it must not, harms are other outcomes
    coverage: float = 0.45
    in_document: float = MIN_IN_DOCUMENT
    likeness: float = MIN_LIKENESS

    def passes(self, answer: Answer, focus: Focus) -> bool:
        """Whether the sentence belongs under the facet."""
        return (
            self.facet in answer.evidence.facets
            and answer.coverage >= self.coverage
            and answer.in_document >= self.in_document
            and (answer.likeness is None or answer.likeness >= self.likeness)
            and bool(self.words.search(answer.text) and _STATES.search(answer.text))
            and (not focus.outcome or (focus.on_outcome(meaning(answer)) >= MIN_OUTCOME) == self.on_outcome)
            and (
                not focus.intervention
                or bool(focus.intervention & stems(f"{answer.evidence.document.title} {meaning(answer)}"))
            )
        )


HARMS = FacetGate("harms", _HARM, on_outcome=False)
SUBGROUPS = FacetGate("subgroups", _SUBGROUP, on_outcome=True)
