"""Stretches of entry dates and PMIDs, which cut a search that is too large into searches that are not."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

EARLIEST = date(1700, 1, 1)  # before any entry date: old records carry their date of publication
HIGHEST = 99_999_999  # PMIDs have eight digits at most
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """Records entered from `first` to `last` with PMIDs from `low` to `high`, all included; None: not restricted."""

    dates: tuple[date, date] | None = None
    uids: tuple[int, int] | None = None

    def term(self, query: str) -> str:
        """The query, within these PMIDs. The dates go beside it, as parameters, and leave the query as it is."""
        return query if self.uids is None else f"({query}) AND {self.uids[0]}:{self.uids[1]}[UID]"

    def parameters(self) -> tuple[tuple[str, str], ...]:
        """ESearch's parameters for the dates."""
        if self.dates is None:
            return ()
        first, last = self.dates
        return ("datetype", "edat"), ("mindate", f"{first:%Y/%m/%d}"), ("maxdate", f"{last:%Y/%m/%d}")

    def __str__(self) -> str:
        parts = [f"{self.dates[0]:%Y/%m/%d}:{self.dates[1]:%Y/%m/%d}[edat]"] if self.dates else []
        parts += [f"{self.uids[0]}:{self.uids[1]}[UID]"] if self.uids else []
        return " AND ".join(parts) or "all"

    def halves(self) -> "tuple[Span, Span] | None":
        """Two spans, the later first, which hold together what this one does and nothing twice; None for one PMID.

        Dates are halved down to a day, then the PMIDs within that day.
        """
        if self.dates and self.dates[0] < self.dates[1]:
            first, last = self.dates
            middle = first + (last - first) // 2
            return replace(self, dates=(middle + ONE_DAY, last)), replace(self, dates=(first, middle))
        low, high = self.uids or (1, HIGHEST)
        if low == high:
            return None
        middle_uid = (low + high) // 2
        return replace(self, uids=(middle_uid + 1, high)), replace(self, uids=(low, middle_uid))


def all_dates(today: date) -> Span:
    """Every entry date there can be; a day is added for where it is tomorrow already."""
    return Span(dates=(EARLIEST, today + ONE_DAY))


def all_uids() -> Span:
    """Every PMID there can be."""
    return Span(uids=(1, HIGHEST))
