"""Several judges heard together, cheapest first. Disagreement is shown, not averaged away.

    exact     (verbatim, numbers, polarity)  decides wherever it can: what it says can be shown word by word
    learned   (lexical, entailment, nli, model)  asked only where exact cannot say

A learned judge cannot say `supported` against a mismatch that was seen, nor of a sentence that is nearly the source's and
differs in a word (what was changed is what matters there), nor where a word of substance stands nowhere in the source.
Where two learned judges say different things, the panel says undecided and shows both.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from citations.judges.doubt import doubt
from citations.judges.source import closest, read_source
from evidence.checked import Opinion
from evidence.model import Passage, Support, Verdict
from evidence.ports import Judge

SURE = 0.75  # chance from which `supported` is said; chosen on SciFact's dev claims and half of HealthVer, with `doubt`

Exact = Callable[[str, Sequence[Passage]], Verdict]


@dataclass(frozen=True, slots=True)
class Hearing:
    """The panel's verdict, and what each judge that was asked said."""

    verdict: Verdict
    opinions: tuple[Opinion, ...]


class Panel:
    """A Judge made of judges."""

    name = "panel"

    def __init__(self, exact: Exact, learned: Sequence[Judge] = ()) -> None:
        self._exact = exact
        self._learned = tuple(learned)

    @property
    def judges(self) -> tuple[str, ...]:
        """The names of those who are heard, in order."""
        return ("exact", *(judge.name for judge in self._learned))

    def judge(self, claim: str, passages: Sequence[Passage]) -> Verdict:
        """See `hear`."""
        return self.hear(claim, passages).verdict

    def exactly(self, claim: str, passages: Sequence[Passage]) -> Verdict:
        """What the exact judge alone says."""
        return self._exact(claim, passages)

    def hear(self, claim: str, passages: Sequence[Passage]) -> Hearing:
        """What the judges say of the claim against all passages together."""
        if not passages:
            return Hearing(Verdict("not_found", self.name, "Nothing is cited."), ())
        first = _located(self._exact(claim, passages), claim, passages)
        said = [_opinion(first)]
        if first.support not in ("undecided", "not_found"):
            return Hearing(first, tuple(said))
        heard = [judge.judge(claim, passages) for judge in self._learned]
        said += [_opinion(verdict) for verdict in heard]
        if first.support == "not_found":  # that words are missing is no certainty: the chances are the learned judge's
            return Hearing(replace(first, chances=_chances(heard)), tuple(said))
        return Hearing(_together(first, heard, lambda: doubt(claim, passages)), tuple(said))


def _together(exact: Verdict, heard: Sequence[Verdict], doubted: Callable[[], str]) -> Verdict:
    """The learned judges' common verdict, if they have one and nothing that was seen speaks against it."""
    decided = [verdict for verdict in heard if verdict.support != "undecided"]
    chances = _chances(heard)
    read = next((verdict for verdict in heard if verdict.quote), exact)
    nearest = exact if exact.mismatches and exact.quote else read  # mismatches are of the sentence that is shown
    mismatches = nearest.mismatches
    unsure = replace(nearest, support="undecided", judge="panel", mismatches=mismatches, chances=chances)
    kinds: set[Support] = {verdict.support for verdict in decided}
    if len(kinds) > 1:
        said = "; ".join(f"{verdict.judge} says {verdict.support.replace('_', ' ')}" for verdict in decided)
        return replace(unsure, reason=f"The judges disagree: {said}.")
    if not decided:
        return replace(unsure, reason=_why_undecided(mismatches, exact.reason))
    first = decided[0]
    if first.support == "supported" and mismatches:
        seen = "; ".join(f"{m.kind} (“{m.claim}”, in the source “{m.source}”)" for m in mismatches)
        return replace(unsure, reason=f"It reads like the source, but for {seen}.")
    if first.support == "supported" and (why := doubted()):
        return replace(unsure, reason=why)
    if first.support == "supported" and first.chances and first.chances[0] < SURE:
        return replace(
            unsure, reason="It reads as if the source said this, but not surely enough to be called supported."
        )
    return replace(first, chances=chances)


def _chances(heard: Sequence[Verdict]) -> tuple[float, float, float] | None:
    return next((verdict.chances for verdict in heard if verdict.chances), None)


def _why_undecided(mismatches: Sequence[object], reason: str) -> str:
    return reason or "No judge at hand can say whether the source bears this out: read the closest sentence."


def _opinion(verdict: Verdict) -> Opinion:
    return Opinion(verdict.judge, verdict.support, verdict.reason)


def _located(verdict: Verdict, claim: str, passages: Sequence[Passage]) -> Verdict:
    """With the nearest sentence, where the judge named none."""
    if verdict.quote:
        return verdict
    for _, sentence in closest(claim, read_source(tuple(passages)), most=1):
        return replace(
            verdict,
            quote=sentence.text,
            document_id=sentence.document_id,
            start=sentence.start,
            end=sentence.end,
        )
    return verdict
