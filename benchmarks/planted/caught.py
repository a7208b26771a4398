"""Holds a check's verdicts against what is expected of planted manuscripts."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from benchmarks.planted.manuscripts import Expected, PlantedText
from evidence.checked import Checked, CheckedClaim
from evidence.text.typography import fold


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a planted claim. `claim` is None where the check found no such claim: neither caught nor passed."""

    expected: Expected
    claim: CheckedClaim | None

    @property
    def is_flagged(self) -> bool:
        """Whether the claim was found, and not called supported."""
        return self.claim is not None and self.claim.support != "supported"

    @property
    def is_right(self) -> bool:
        """An error flagged, or what is no error called supported."""
        return self.claim is not None and self.is_flagged == self.expected.is_error


def outcomes(text: PlantedText, checked: Checked) -> list[Outcome]:
    """One outcome for each claim that was planted in the text, in order; the n-th is what cites reference n.

    Of several statements with that mark the first is taken that is not supported. What leads in ("They wrote:") may be
    missing from the claim as the check read it.
    """
    return [Outcome(each, _cites(str(n), each, checked)) for n, each in enumerate(text.expected, 1)]


def _cites(key: str, expected: Expected, checked: Checked) -> CheckedClaim | None:
    whole = _plain(expected.claim)
    own = [c for c in checked.claims if any(x.key == key for x in c.citations) and _plain(c.text) in whole]
    return next((c for c in own if c.support != "supported"), own[0] if own else None)


def by_kind(results: Iterable[Outcome]) -> dict[str, tuple[int, int]]:
    """For each kind how many are right, and of how many."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for each in results:
        total[each.expected.kind] += 1
        right[each.expected.kind] += each.is_right
    return {kind: (right[kind], total[kind]) for kind in total}


def _plain(text: str) -> str:
    return " ".join(fold(text).split()).rstrip(" .")
