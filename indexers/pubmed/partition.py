"""A whole search, whatever its size: ESearch gives 9,999 records, so a larger one is cut up and proven to be complete."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from evidence.errors import SourceUnavailableError, UsageError
from indexers.pubmed.answers import Notes, Page
from indexers.pubmed.entrez import MOST, ChangedError, Entrez
from indexers.pubmed.span import Span, all_dates, all_uids

ATTEMPTS = 3  # at a search whose parts do not add up, since PubMed changed meanwhile


@dataclass(frozen=True, slots=True)
class Part:
    """A search that was really made: within which dates and PMIDs, what it found, and when (ISO 8601, UTC)."""

    within: str
    count: int
    at: str


@dataclass(frozen=True, slots=True)
class Search:
    """What was asked, how PubMed understood it, and every PMID that matches: PubMed's order, part after part.

    `ids` are `count` many, or `limit` if that is less. `asked` counts requests that were really sent: 0 means that all
    replies were kept from an interrupted command.
    """

    query: str
    address: str
    at: str  # the first reply's time, ISO 8601, UTC
    count: int
    ids: tuple[str, ...]
    translation: str
    notes: Notes
    parts: tuple[Part, ...]
    limit: int | None = None
    asked: int = 0


@dataclass(slots=True)
class _Attempt:
    """One run through all parts. `firsts` holds the first pages by span, so that none is asked for twice."""

    entrez: Entrez
    query: str
    fresh: bool
    firsts: dict[Span, tuple[Page, str]] = field(default_factory=dict)

    def first(self, span: Span, most: int = MOST) -> Page:
        """The first page of a span."""
        if span not in self.firsts:
            size = min(most, self.entrez.page_size)
            self.firsts[span] = self.entrez.page(self.query, span, size, fresh=self.fresh)
        return self.firsts[span][0]

    def ids(self, span: Span, most: int = MOST) -> list[str]:
        """All identifiers of a span that holds no more than ESearch gives, or its first `most`."""
        first = self.first(span, most)
        found = list(first.ids)
        wanted = min(first.count, most)
        while len(found) < wanted:
            size = min(self.entrez.page_size, wanted - len(found))
            page, _ = self.entrez.page(self.query, span, size, after=first, had=found, fresh=self.fresh)
            if not page.ids:
                raise ChangedError(f"{first.count:,} records match, and only {len(found):,} came")
            found += page.ids
        return found

    def spans(self, span: Span, count: int) -> Iterator[Span]:
        """Spans that fit, newest first, which together are this one, of which `count` is known."""
        if count <= MOST:
            yield span
            return
        halves = span.halves()
        if halves is None:
            raise ChangedError(f"{count:,} records have one PMID")
        later, earlier = halves
        found = self.first(later).count
        if found:
            yield from self.spans(later, found)
        if count > found:
            yield from self.spans(earlier, count - found)


def search(entrez: Entrez, query: str, limit: int | None = None) -> Search:
    """Every PMID that matches, or the first `limit` in PubMed's order.

    Above 9,999 matches: by entry date, and by PMID within a day that holds too many; by PMID altogether where records
    have no entry date. It is complete when the parts' counts sum to the count of the whole and no record is in two.
    Raises UsageError, SourceUnavailableError.
    """
    query = query.strip()
    if not query:
        raise UsageError("The query is empty. Write what to search PubMed for.")
    if limit is not None and limit < 1:
        raise UsageError("--limit takes a number from 1 up.")
    before = entrez.asked
    for attempt in range(ATTEMPTS):
        try:
            return _once(_Attempt(entrez, query, fresh=attempt > 0), limit, before)
        except ChangedError as error:
            fault = error
    raise SourceUnavailableError(
        f"PubMed's answer to this search could not be shown to be complete, {ATTEMPTS} times: {fault}. "
        "Nothing was loaded. Try again later, or narrow the query."
    ) from fault


def _once(attempt: _Attempt, limit: int | None, before: int) -> Search:
    whole = Span()
    first = attempt.first(whole, limit or MOST)
    if limit is not None and min(limit, first.count) > MOST:
        raise UsageError(
            f"PubMed gives its own order for the first {MOST:,} records only, and {first.count:,} match. "
            f"Use a --limit up to {MOST}, or none for all of them."
        )
    ids, parts = _limited(attempt, whole, limit) if limit or first.count <= MOST else _cut_up(attempt, first.count)
    entrez = attempt.entrez
    at = attempt.firsts[whole][1]
    return Search(
        attempt.query,
        entrez.address,
        at,
        first.count,
        tuple(ids),
        first.translation,
        first.notes,
        tuple(parts),
        limit,
        entrez.asked - before,
    )


def _limited(attempt: _Attempt, whole: Span, limit: int | None) -> tuple[list[str], list[Part]]:
    page, at = attempt.firsts[whole]
    ids = attempt.ids(whole, limit or MOST)
    return ids, [Part(str(whole), page.count, at)]


def _cut_up(attempt: _Attempt, count: int) -> tuple[list[str], list[Part]]:
    """All identifiers of a search that is too large for one. Raises ChangedError unless they are exactly `count`."""
    dates = all_dates(datetime.now(UTC).date())
    root = dates if attempt.first(dates).count == count else all_uids()
    ids: list[str] = []
    parts: list[Part] = []
    for span in attempt.spans(root, count):
        found = attempt.first(span).count
        if found > MOST:
            raise ChangedError(f"{span} grew to {found:,} records while it was read")
        ids += attempt.ids(span)
        parts.append(Part(str(span), found, attempt.firsts[span][1]))
    total = sum(part.count for part in parts)
    if not total == len(ids) == len(set(ids)) == count:
        raise ChangedError(
            f"{count:,} records match, its parts hold {total:,}, and {len(set(ids)):,} different ones came"
        )
    return ids, parts
