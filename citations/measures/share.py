"""A share of things that is known only in part."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Share:
    """Of `of` things, `sure` count, and `unknown` more would count if every undecided verdict fell their way.

    0 <= sure, 0 <= unknown, sure + unknown <= of. Undecided never counts as support: `value` leaves it out, and
    `at_most` shows how far the figure could rise if it were known.
    """

    sure: int
    unknown: int
    of: int

    @property
    def value(self) -> float | None:
        """sure / of, from 0 to 1; None of nothing."""
        return self.sure / self.of if self.of else None

    @property
    def at_most(self) -> float | None:
        """(sure + unknown) / of, from 0 to 1; None of nothing."""
        return (self.sure + self.unknown) / self.of if self.of else None


def share_of(verdicts: list[bool | None]) -> Share:
    """True counts, False does not, None is unknown."""
    return Share(verdicts.count(True), verdicts.count(None), len(verdicts))


def f1(precision: float | None, recall: float | None) -> float | None:
    """2PR / (P + R), the harmonic mean (van Rijsbergen, Information Retrieval, 1979); 0 where both are 0, None for None."""
    if precision is None or recall is None:
        return None
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
