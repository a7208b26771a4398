"""Load what PubMed finds for a query: search, fetch, ingest. An interrupted load goes on where it stopped."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from evidence.settings import Settings
from evidence.transport import Transport
from indexers.ingest import IngestResult
from indexers.inputs import PUBMED_READER
from indexers.intake import Input
from indexers.pubmed.entrez import PER_SECOND, PER_SECOND_WITH_KEY, Entrez, lane_of
from indexers.pubmed.fetch import Batch, Extras, plan, records
from indexers.pubmed.partition import search
from indexers.pubmed.shelf import Shelf
from research.load import OnFile, OnVectors, load
from research.membership import Item, held_by
from research.searches import SearchRecord, append, record_of

TRIES = 6  # at a request, where nothing comes or the server asks to wait


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was searched, what became of it in the library, and notes for the reader."""

    search: SearchRecord
    result: IngestResult
    notes: tuple[str, ...]


def load_query(
    settings: Settings,
    query: str,
    limit: int | None = None,
    send_anyway: bool = False,
    on_search: Callable[[SearchRecord], None] = lambda record: None,
    on_file: OnFile = lambda name: None,
    on_vectors: OnVectors = lambda done, of: None,
) -> Loaded:
    """Raises UsageError, the transport's errors, and those of a load; what was fetched by then is kept for the next try."""
    with transport_of(settings, send_anyway) as transport:
        entrez = entrez_of(settings, transport)
        found = search(entrez, query.encode("utf-8", "replace").decode(), limit)  # half a character is none
        record = record_of(found)
        unlogged = append(settings.library, record)
        on_search(record)
        result, notes = load_ids(settings, entrez, found.ids, found.at, on_file, on_vectors)
    notes += (unlogged,) if unlogged else ()
    return Loaded(record, result, notes)


def load_ids(
    settings: Settings,
    entrez: Entrez,
    ids: Sequence[str],
    at: str,
    on_file: OnFile = lambda name: None,
    on_vectors: OnVectors = lambda done, of: None,
    member: str = "",
) -> tuple[IngestResult, tuple[str, ...]]:
    """Fetch the records of these PMIDs, which a search of the time `at` found, and load them. Raises as `load_query`.

    `member` is the entry of the source list that holds them beside PubMed.
    """
    extras = Extras()
    batches = plan(entrez, sorted(ids, key=int))
    inputs = [_input(entrez, batch, extras, at, n, len(batches), member) for n, batch in enumerate(batches, 1)]
    result, notes = load(settings, inputs, on_file, on_vectors)
    if entrez.shelf:
        entrez.shelf.clear()
    return result, notes + _said(extras)


def transport_of(settings: Settings, send_anyway: bool, tries: int = TRIES) -> Transport:
    """The way to PubMed, at NCBI's pace, which all processes of a machine share."""
    key = settings.ncbi_api_key
    return Transport(
        settings.egress_sources,
        settings.library,
        per_second=PER_SECOND_WITH_KEY if key else PER_SECOND,
        lane=lane_of(key),
        tries=tries,
        send_anyway=send_anyway,
    )


def entrez_of(settings: Settings, transport: Transport) -> Entrez:
    """The client, with a shelf in the library's folder. Raises UsageError without an e-mail address."""
    shelf = Shelf(settings.library, settings.eutils_url)
    return Entrez(transport, settings.eutils_url, settings.email, settings.ncbi_api_key, shelf)


def _input(entrez: Entrez, batch: Batch, extras: Extras, at: str, number: int, of: int, member: str = "") -> Input:
    """A batch as an input; known as loaded only to the commands that share this search, of that time."""
    told = (PUBMED_READER, entrez.address, at, *batch.ids, *((member,) if member else ()))
    key = hashlib.sha256("\0".join(told).encode()).hexdigest()

    def read() -> Iterator[Item]:
        return held_by(member, records(entrez, batch, extras))

    return Input(f"PubMed, batch {number} of {of}", key, read)


def _said(extras: Extras) -> tuple[str, ...]:
    if not extras.ids:
        return ()
    named = ", ".join(extras.ids[:10]) + (" and others" if len(extras.ids) > 10 else "")
    return (f"PubMed returned {len(extras.ids)} records that were not asked for; they were left out: {named}.",)
