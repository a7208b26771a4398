"""Ask PubMed a question before the library is asked: what is found is loaded first, and every query that was sent is told.

A live search that fails does not stop the question: the library answers it as it is, and the answer says so.
"""

from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from evidence.errors import (
    EvidenceError,
    LibraryBusyError,
    LibraryMissingError,
    SourceError,
    UsageError,
    WeightsMissingError,
)
from evidence.library.library import Library
from evidence.model import Filters
from evidence.report import Search
from evidence.settings import Settings
from indexers.pubmed.entrez import Entrez
from indexers.pubmed.partition import Search as Found
from indexers.pubmed.relevance import most_relevant
from research.live import entrez_of, load_ids, transport_of
from research.live_queries import LiveQuery
from research.load import OnFile, OnVectors
from research.pubmed_notes import warnings
from research.report.live import FAILED, LIVE
from research.searches import SearchRecord, append, record_of
from research.wiring import Engine, open_embedder, open_engine

MOST = 200  # records taken for one question: one request of EFetch
ENOUGH = 20  # records that match; with fewer, a broader query follows
TRIES = 3  # at a request: somebody waits for the answer
BACKLOG = 5_000  # passages without vectors, above which making them is left to the next ingest

OnSearch = Callable[[Search], None]


@dataclass(frozen=True, slots=True)
class LiveRecord(SearchRecord):
    """A search for a question, as it is logged: PubMed's order is by relevance, and an update does not repeat it."""

    sort: str = "relevance"
    purpose: str = "question"


@dataclass(frozen=True, slots=True)
class Live:
    """What a live search did. `limits` belong into the answer; `notes` are for the person who waits for it."""

    searches: tuple[Search, ...] = ()
    limits: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Asked:
    """What has been asked so far, and the PMIDs to take, those of the narrowest query first."""

    searches: list[Search] = field(default_factory=list)
    ids: dict[str, int] = field(default_factory=dict)  # PMID -> number of the search that it was taken from
    notes: list[str] = field(default_factory=list)
    at: str = ""
    problem: str = ""


def ask_pubmed(
    settings: Settings,
    queries: Sequence[LiveQuery],
    question: str,
    filters: Filters = Filters(),
    send_anyway: bool = False,
    on_search: OnSearch = lambda search: None,
    on_file: OnFile = lambda name: None,
    on_vectors: OnVectors = lambda done, of: None,
    member: str = "",
) -> Live:
    """Send the queries, one after the other until ENOUGH records match, and load the MOST relevant of what they found.

    `member` is the entry of the source list that the queries keep to. Makes the library where there is none.
    Raises EgressRefusedError and PrivacyRefusedError (nothing was sent; the
    question itself is screened too) and UsageError without an e-mail address. Whatever else fails stands in `limits`.
    """
    with suppress(LibraryMissingError):  # one of another version is said before anything is sent
        Library.open(settings.library).close()
    asked = _Asked()
    within = Filters(since=filters.since, until=filters.until, languages=filters.languages)
    refused: tuple[str, ...] = ()
    with transport_of(settings, send_anyway, TRIES) as transport:
        entrez = entrez_of(settings, transport)
        for query in queries:
            found = _ask(entrez, settings, query, question, asked, within, on_search)
            if found is None or found.count >= ENOUGH:
                break
        if asked.ids:
            refused = _load(settings, entrez, asked, on_file, on_vectors, member)
    searches = _with_kept(asked, refused)
    return Live(searches, _limits(searches, asked.problem, refused), tuple(asked.notes))


def joined(parts: Sequence[Live]) -> Live:
    """Several live searches as one; what two of them say alike is said once."""
    return Live(
        tuple(s for part in parts for s in part.searches),
        tuple(dict.fromkeys(line for part in parts for line in part.limits)),
        tuple(line for part in parts for line in part.notes),
    )


def open_after(settings: Settings, live: Live, mode: str = "") -> Engine:
    """The library, with what must be said of the live search among its notes. Raises LibraryMissingError."""
    try:
        engine = open_engine(settings, mode)
    except LibraryMissingError as error:
        if not live.searches:
            raise
        raise LibraryMissingError(f"{' '.join(live.limits)} But there is none: {error}") from error
    return replace(engine, notes=(*live.limits, *engine.notes))


def _ask(
    entrez: Entrez, settings: Settings, query: LiveQuery, question: str, asked: _Asked, within: Filters, tell: OnSearch
) -> Found | None:
    """One query, noted and logged; None where PubMed gave no answer."""
    said = (f"Fewer than {ENOUGH} records matched the query before, so this one leaves out {query.without}.",)
    notes: tuple[str, ...] = said if query.without else ()
    number = len(asked.searches)
    try:
        found = most_relevant(entrez, query.text, MOST, f"{question}\n{query.text}")
    except SourceError as error:
        asked.problem = str(error)
        at = datetime.now(UTC).isoformat(timespec="seconds")
        asked.searches.append(_search(query.text, within, at, notes=notes, problem=_reason(error)))
        tell(asked.searches[-1])
        return None
    asked.at = asked.at or found.at
    new = [each for each in found.ids if each not in asked.ids][: MOST - len(asked.ids)]
    asked.ids |= dict.fromkeys(new, number)
    notes += warnings(found.notes)
    row = _search(query.text, within, found.at, found.count, len(new), found.translation, notes)
    asked.searches.append(row)
    unlogged = append(settings.library, _record(replace(found, ids=tuple(new))))
    asked.notes += [unlogged] if unlogged else []
    tell(row)
    return found


def _load(
    settings: Settings, entrez: Entrez, asked: _Asked, on_file: OnFile, on_vectors: OnVectors, member: str
) -> tuple[str, ...]:
    """Load what was found; the PMIDs of it that are not in the library all the same."""
    try:
        able, note = _with_vectors_in_reach(settings)
        result, notes = load_ids(able, entrez, tuple(asked.ids), asked.at, on_file, on_vectors, member)
    except (SourceError, LibraryBusyError, UsageError) as error:  # a folder that cannot be written to is a UsageError
        asked.problem = f"what it found could not be loaded. {error}"
        return tuple(asked.ids)
    asked.notes += [*note, *notes]
    asked.notes.append(
        f"From PubMed: {result.added} records added, {result.updated} updated, {result.unchanged} known."
    )
    named = {refused.record.removeprefix("pubmed:") for refused in result.refused}
    return tuple(each for each in asked.ids if each in named)


def _with_vectors_in_reach(settings: Settings) -> tuple[Settings, tuple[str, ...]]:
    """Vectors are made for what was found, not for all of a library that lacks them: that would take hours."""
    words_alone = settings.model_copy(update={"embedder": "none"})
    try:
        library = Library.open(settings.library)
    except LibraryMissingError:
        return settings, ()
    with closing(library):
        waiting = sum(s.passages for s in library.manifest.segments if not s.vectors)
        made_by = library.manifest.embedder
    if waiting > BACKLOG:
        return words_alone, (f"{waiting} passages of this library wait for vectors; `evidence update` makes them.",)
    try:
        embedder = open_embedder(settings.embedder, bulk=True) if made_by else None
    except WeightsMissingError:
        return settings, ()  # the load says so
    if embedder is not None and embedder.fingerprint != made_by:
        return words_alone, ("The library's vectors were made by another embedder; none were made for what was found.",)
    return settings, ()


def _record(found: Found) -> LiveRecord:
    made = record_of(found)
    return LiveRecord(*(getattr(made, name) for name in SearchRecord.__dataclass_fields__))


def _search(
    text: str,
    within: Filters,
    at: str,
    found: int = 0,
    kept: int = 0,
    translation: str = "",
    notes: tuple[str, ...] = (),
    problem: str = "",
) -> Search:
    return Search("live", text, "pubmed", "pubmed", "relevance", within, at, found, kept, translation, notes, problem)


def _with_kept(asked: _Asked, refused: Sequence[str]) -> tuple[Search, ...]:
    """The searches, each with the number of records that really came from it into the library."""
    away = set(refused)
    kept = [n for each, n in asked.ids.items() if each not in away]
    return tuple(replace(search, kept=kept.count(n)) for n, search in enumerate(asked.searches))


def _limits(searches: Sequence[Search], problem: str, refused: Sequence[str]) -> tuple[str, ...]:
    """Without times, which stand with the searches, and without what was new: equal runs say the same."""
    kept = sum(search.kept for search in searches)
    most = max((search.found for search in searches), default=0)
    lines = []
    if problem:
        rest = f" {kept} records had been taken by then." if kept else " What follows rests on the library as it was."
        lines.append(f"{FAILED}: {problem}{rest}")
    elif not most:
        lines.append(f"{LIVE} and found nothing. What follows rests on the library as it was.")
    if kept:
        more = (
            " The others were not looked at; `evidence ingest pubmed --query` loads all of a search."
            if most > kept
            else ""
        )
        lines.append(
            f"{LIVE}, at the time that stands with each search: up to {most} records matched a query, and "
            f"{kept} were taken into the library, most relevant first.{more}"
        )
    if refused and kept:
        lines.append(f"{len(refused)} records that PubMed found could not be read: {', '.join(refused[:10])}.")
    return tuple(lines)


def _reason(error: EvidenceError) -> str:
    return " ".join(str(error).split())
