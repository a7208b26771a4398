"""Textual entailment: does a sentence of the source imply the claim, speak against it, or neither?

No entailment model for biomedical text was at hand when this was written, so nothing here is calibrated: a verdict
needs a chance of SURE, and all below it is undecided. Such models read past numbers, so a number of the claim that is
not in the sentence keeps any of them from saying "supported".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from citations.judges.cross_encoder import Chances, CrossEncoderEntailment
from citations.judges.source import SourceSentence, SourceText, as_source, closest, stems
from evidence.model import Mismatch, Passage, Support, Verdict
from evidence.text.numbers import numbers_missing

SURE = 0.9  # chance at which an answer counts; chosen by caution, on no data
NEAREST = 5  # sentences that are read one by one
TOGETHER = 3  # of them, the best that are also read as one text
LONGEST = 1_200  # characters of a premise or claim, some 300 tokens: what is longer would be cut and half read


class Entailment(Protocol):
    """A model of textual entailment."""

    name: str

    def chances(self, pairs: Sequence[tuple[str, str]]) -> list[Chances]:
        """Of entailment, contradiction and neither, for each (premise, hypothesis), in order."""
        ...


@dataclass(frozen=True, slots=True)
class Read:
    """A premise, the sentence of it that stands nearest to the claim, and what the model says."""

    premise: str
    nearest: SourceSentence
    chances: Chances


class NliJudge:
    """Asks an entailment model about the nearest sentences of the source, each alone and the best together."""

    def __init__(
        self, name_or_path: str | Path | Entailment, *, batch: int = 32, labels: Sequence[str] = (), sure: float = SURE
    ) -> None:
        """A model on this machine by name or path, or one that is loaded. Raises what CrossEncoderEntailment does."""
        self._model: Entailment = (
            CrossEncoderEntailment(name_or_path, batch=batch, labels=labels)
            if isinstance(name_or_path, str | Path)
            else name_or_path
        )
        self.name = f"nli:{self._model.name}"
        self._sure = sure

    def judge(self, claim: str, passages: Sequence[Passage]) -> Verdict:
        """One verdict over the passages taken together; undecided where the model is not sure."""
        if not passages:
            return Verdict("not_found", self.name, "Nothing is cited that could be read.")
        found = premises(claim, as_source(passages))
        if not stems(claim) or len(claim) > LONGEST or not found:
            return Verdict("undecided", self.name, "There is no claim and sentence here that the model can read whole.")
        chances = self._model.chances([(premise, claim) for premise, _ in found])
        read = [Read(premise, nearest, each) for (premise, nearest), each in zip(found, chances, strict=True)]
        return self._settle(claim, read)

    def _settle(self, claim: str, read: Sequence[Read]) -> Verdict:
        for_it = max(read, key=lambda each: each.chances[0])
        against = max(read, key=lambda each: each.chances[1])
        said = for_it.chances[0] >= self._sure, against.chances[1] >= self._sure
        if said == (True, True):
            return self._verdict("undecided", for_it, "One sentence implies the claim and another speaks against it.")
        if said == (True, False):
            return self._numbers_first(claim, for_it)
        if said == (False, True):
            return self._verdict("contradicted", against, "This sentence speaks against the claim.")
        if all(each.chances[2] >= self._sure for each in read):
            return self._verdict("not_found", read[0], "The nearest sentences neither imply the claim nor deny it.")
        return self._verdict("undecided", read[0], "The model is not sure whether a sentence implies the claim.")

    def _numbers_first(self, claim: str, read: Read) -> Verdict:
        missing = tuple(Mismatch("number", number.text, "") for number in numbers_missing(claim, read.premise))
        if not missing:
            return self._verdict("supported", read, "This sentence implies the claim.")
        said = ", ".join(each.claim for each in missing)
        return self._verdict(
            "undecided", read, f"The model says that it follows, but {said} does not stand there.", missing
        )

    def _verdict(self, support: Support, read: Read, reason: str, mismatches: tuple[Mismatch, ...] = ()) -> Verdict:
        at = read.nearest
        return Verdict(support, self.name, reason, at.text, at.document_id, at.start, at.end, mismatches, read.chances)


def premises(claim: str, source: SourceText) -> list[tuple[str, SourceSentence]]:
    """The nearest sentences, best first, then the best few as one text in the source's order; none too long to read."""
    ranked = closest(claim, source, len(source.sentences))
    near = [each for _, each in ranked if each.stems and len(each.text) <= LONGEST]
    alone = [(sentence.text, sentence) for sentence in near[:NEAREST]]
    several = sorted(near[:TOGETHER], key=lambda sentence: sentence.place)
    joined = " ".join(sentence.text for sentence in several)
    return [*alone, (joined, near[0])] if len(several) > 1 and len(joined) <= LONGEST else alone
