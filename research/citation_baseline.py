"""The plain baseline of the citation bench: how much of the claim's weight in words the cited text has."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from citations.judges.source import stems
from evidence.model import Passage, Support, Verdict

SUPPORTED_FROM = 0.8  # share of the claim's weight; a round figure that nothing was tuned to


class Overlap:
    """Inverse document frequency overlap: the share of the claim's idf weight whose stems stand in the cited texts.

    idf = ln((N + 1) / (df + 0.5)), over the texts that it was made with.
    """

    name = "idf overlap"

    def __init__(self, texts: Iterable[str]) -> None:
        self._held = {text: frozenset(stems(text)) for text in dict.fromkeys(texts)}
        self._in = Counter(stem for held in self._held.values() for stem in held)

    def judge(self, claim: str, passages: Sequence[Passage]) -> Verdict:
        """Supported where enough of the claim is covered, else not found; never undecided, and blind to what is said."""
        covered = self.covered(claim, passages)
        support: Support = "supported" if covered >= SUPPORTED_FROM else "not_found"
        reason = f"The cited text has {covered:.0%} of the claim's words by weight."
        return Verdict(support, self.name, reason, chances=(covered, 0.0, 1 - covered))

    def covered(self, claim: str, passages: Sequence[Passage]) -> float:
        """0 to 1; 0 for a claim without content words, and without passages."""
        wanted = {stem: self._weight(stem) for stem in stems(claim)}
        held = {stem for passage in passages for stem in self._of(passage.text)}
        whole = sum(wanted.values())
        return sum(weight for stem, weight in wanted.items() if stem in held) / whole if whole else 0.0

    def _of(self, text: str) -> frozenset[str]:
        return self._held.get(text) or frozenset(stems(text))

    def _weight(self, stem: str) -> float:
        return math.log((len(self._held) + 1) / (self._in[stem] + 0.5))
