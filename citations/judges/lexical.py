"""The lexical judge: is a freely worded claim borne out by its source, by the words and, where it can, the meaning?

A logistic regression and boosted trees, averaged, over the figures of lexical_features.py. What it was trained on, how
well it does on documents that it did not see and where it errs stand in lexical_card.md. Its limits are high, so that it
is often undecided; a sentence that stands in the source is always supported, one that compare.py finds edited never.
"""

from collections.abc import Sequence
from dataclasses import replace

from citations.judges.lexical_features import figures
from citations.judges.lexical_weights import Limits, weights
from citations.judges.nearest import Nearest, nearest
from citations.judges.quotations import without_marks
from citations.judges.remembered import RememberedEmbedder
from citations.judges.select import Chosen, best_sentences
from citations.judges.source import SourceSentence, SourceText, as_source
from evidence.model import Passage, Support, Verdict
from evidence.ports import Embedder
from evidence.text.numbers import numbers, numbers_missing

Chances = tuple[float, float, float]  # of supported, contradicted, not found; their sum is 1

_OF_SAME: Chances = (0.98, 0.01, 0.01)  # for a claim that stands in the source
_OF_NOTHING: Chances = (0.0, 0.0, 1.0)
_BELIEVED_STILL = 0.1  # share of its chance that "supported" keeps against a mismatch that was seen; set, not learned
_ALMOST_NEAR = 0.6  # share of the claim in one sentence, in order, from which on a mismatch speaks against "supported"
_AS_LONG = 1.2  # times the claim's characters; a longer sentence is worded otherwise, and its mismatches say little
_TWICE = 2.0  # times the claim's characters, within which a number left out may be the one that the claim is about
_READ = 3  # sentences of the source that are looked at closely


class LexicalJudge:
    """A Judge; with an embedder it sees paraphrases better."""

    name = "lexical"

    def __init__(self, embedder: Embedder | None = None) -> None:
        self._embedder = RememberedEmbedder(embedder) if embedder else None

    def judge(self, claim: str, passages: Sequence[Passage]) -> Verdict:
        """Always with chances; the quote is the best sentence. No passages, or no sentence in them: not found."""
        plain = without_marks(claim)
        source = as_source(passages)
        if not source.sentences or not plain.strip():
            return Verdict("not_found", self.name, "The source has no text.", chances=_OF_NOTHING)
        near = nearest(plain, passages)
        if near.comparison.is_same:
            return self._of_same(near)
        best = best_sentences(plain, source, self._embedder, _READ)
        chances = self._chances(plain, best, source)
        if near.comparison.is_near and near.comparison.mismatches:
            return self._of_edited(near, chances)
        support, reason = decided(chances, self._limits())
        if support == "supported" and (doubt := _doubt(plain, near, source)):
            support, reason = "undecided", doubt
        return self._located(best[0].sentence, Verdict(support, self.name, reason, chances=chances))

    def _chances(self, claim: str, best: Sequence[Chosen], source: SourceText) -> Chances:
        model = weights(embedded=self._embedder is not None).judge
        supported, contradicted, not_found = model.chances(figures(claim, best, source))
        return supported, contradicted, not_found

    def _limits(self) -> Limits:
        return weights(embedded=self._embedder is not None).limits

    def _of_same(self, near: Nearest) -> Verdict:
        return self._located(
            near, Verdict("supported", self.name, "The source says this, and no less.", chances=_OF_SAME)
        )

    def _of_edited(self, near: Nearest, chances: Chances) -> Verdict:
        """What "supported" loses goes to "contradicted": the words fit, and something in them does not."""
        supported, contradicted, not_found = chances
        kept = supported * _BELIEVED_STILL
        found = near.comparison.mismatches
        seen = f"“{found[0].claim or 'nothing'}” against “{found[0].source or 'nothing'}”"
        reason = f"It reads like the source, but the {found[0].kind} differs: {seen}."
        edited = (kept, contradicted + supported - kept, not_found)
        return self._located(near, Verdict("undecided", self.name, reason, mismatches=found, chances=edited))

    @staticmethod
    def _located(place: Nearest | SourceSentence, verdict: Verdict) -> Verdict:
        quote = place.quote if isinstance(place, Nearest) else place.text
        return replace(verdict, quote=quote, document_id=place.document_id, start=place.start, end=place.end)


def decided(chances: Chances, limits: Limits) -> tuple[Support, str]:
    """The verdict whose limit its chance reaches, with a plain reason; undecided where none does, or more than one."""
    supported, contradicted, not_found = chances
    reached: list[tuple[Support, str]] = []
    if supported >= limits.supported:
        reached.append(
            ("supported", f"Its words, and what they say of each other, stand in the source (chance {supported:.2f}).")
        )
    if contradicted >= limits.contradicted:
        reached.append(
            ("contradicted", f"The source speaks of it and seems to say otherwise (chance {contradicted:.2f}).")
        )
    if not_found >= limits.not_found:
        reached.append(
            (
                "not_found",
                f"Much that the claim names is not in the source (chance that it speaks of it {1 - not_found:.2f}).",
            )
        )
    if len(reached) == 1:
        return reached[0]
    likeliest = ("supported", "contradicted", "not found")[max(range(3), key=lambda k: chances[k])]
    return "undecided", f"Not sure enough: the likeliest is {likeliest} (chance {max(chances):.2f}); read the sentence."


def _doubt(claim: str, near: Nearest, source: SourceText) -> str:
    """Why a claim that looks supported is not called so; "" where nothing speaks against it."""
    absent = numbers_missing(claim, " ".join(sentence.text for sentence in source.sentences))
    if absent:
        return f"It reads like the source, but the number {absent[0].text} is not in it."
    found = near.comparison
    if found.coverage < _ALMOST_NEAR:
        return ""
    if found.mismatches and len(near.quote) <= _AS_LONG * len(claim):
        return f"It reads like the source, but the {found.mismatches[0].kind} seems to differ."
    left_out = [word for word in found.dropped if word[:1].isdigit()]
    if left_out and numbers(claim) and len(near.quote) <= _TWICE * len(claim):
        return f"It gives some of the numbers of the source's sentence and leaves out {left_out[0]}."
    return ""
