"""PubMed queries of the source list: their records, each known as the entry's too."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, fields

from evidence.errors import UsageError
from evidence.settings import Settings
from evidence.trust import Entry
from indexers.ingest import IngestResult
from indexers.inputs import PUBMED_READER
from indexers.intake import Input
from indexers.pubmed.entrez import MOST, Entrez
from indexers.pubmed.fetch import Batch, Extras, plan, records
from indexers.pubmed.partition import search
from indexers.pubmed.span import Span
from research.live import entrez_of, transport_of
from research.load import OnFile, OnVectors, load
from research.membership import Item, held_by
from research.searches import SearchRecord, append, record_of

UNASKED = 10_000  # records that are loaded without being asked for by a --limit


@dataclass(frozen=True, slots=True)
class SourceSearch(SearchRecord):
    """A search for an entry of the source list; an update repeats the entry, not the search."""

    purpose: str = "source"
    entry: str = ""


@dataclass(frozen=True, slots=True)
class QueryLoaded:
    """The search as it was made, and what the load made of its records."""

    search: SearchRecord
    result: IngestResult
    notes: tuple[str, ...]


def query_of(entry: Entry, topic: str = "") -> str:
    """The entry's query, within a topic where one is given.

    Raises UsageError where brackets or quotes would let records in that are not the entry's.
    """
    topic = topic.strip()
    require_closed(entry.address, topic)
    return f"({entry.address}) AND ({topic})" if topic else entry.address


def require_closed(*queries: str) -> None:
    """Raises UsageError where a bracket or a quote does not close: what is joined to it by AND would not hold for all."""
    for words in queries:
        if not _closes(words):
            raise UsageError(f"Brackets or quotes do not close in: {words}. Close each one that is opened.")


def _closes(words: str) -> bool:
    depth = 0
    for character in words:
        depth += (character == "(") - (character == ")")
        if depth < 0:
            return False
    return depth == 0 and words.count('"') % 2 == 0


def load_query_entry(
    settings: Settings,
    entry: Entry,
    topic: str,
    limit: int | None,
    send_anyway: bool,
    on_file: OnFile,
    on_vectors: OnVectors,
) -> QueryLoaded:
    """Search and load. Raises UsageError where more than UNASKED records match and no limit is given, the transport's
    errors, and those of a load; what was fetched by then is kept for the next try."""
    query = query_of(entry, topic)
    with transport_of(settings, send_anyway) as transport:
        entrez = entrez_of(settings, transport)
        if limit is None:
            _refuse_too_many(entrez, entry, query)
        found = search(entrez, query, limit)
        record = record_of(found)
        logged = SourceSearch(**{f.name: getattr(record, f.name) for f in fields(record)}, entry=entry.name)
        unlogged = append(settings.library, logged)
        extras = Extras()
        batches = plan(entrez, sorted(found.ids, key=int))
        inputs = [_input(entrez, entry, batch, extras, found.at, n, len(batches)) for n, batch in enumerate(batches, 1)]
        result, notes = load(settings, inputs, on_file, on_vectors)
        if entrez.shelf:
            entrez.shelf.clear()
    return QueryLoaded(record, result, notes + ((unlogged,) if unlogged else ()))


def count(entrez: Entrez, query: str) -> int:
    """How many records match now."""
    return entrez.page(query.strip(), Span(), min(MOST, entrez.page_size))[0].count


def _refuse_too_many(entrez: Entrez, entry: Entry, query: str) -> None:
    matching = count(entrez, query)
    if matching > UNASKED:
        raise UsageError(
            f"{matching:,} records match {entry.name}, more than the {UNASKED:,} that are loaded unasked. Narrow it with"
            f" --topic WORDS, or take the first ones with --limit N (up to {MOST:,})."
        )


def _input(entrez: Entrez, entry: Entry, batch: Batch, extras: Extras, at: str, number: int, of: int) -> Input:
    told = (PUBMED_READER, entrez.address, entry.name, at, *batch.ids)
    key = hashlib.sha256("\0".join(told).encode()).hexdigest()

    def read() -> Iterator[Item]:
        return held_by(entry.name, records(entrez, batch, extras))

    return Input(f"{entry.name}, batch {number} of {of}", key, read)
