"""`evidence check --live`: the cited records that the library lacks are asked of PubMed, and loaded, before the check."""

from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime

from citations.manuscript.model import Reference
from evidence.errors import LibraryBusyError, LibraryMissingError, SourceError, UsageError
from evidence.external import doi_key
from evidence.library.library import Library
from evidence.settings import Settings
from indexers.pubmed.entrez import Entrez
from indexers.pubmed.partition import search
from research.live import entrez_of, load_ids, transport_of
from research.load import OnFile, OnVectors

TRIES = 3  # at a request: somebody waits for the answer
MOST = 1_000  # records asked for one text
DOIS = 50  # in one search


def load_cited(
    settings: Settings,
    references: Sequence[Reference],
    on_file: OnFile = lambda name: None,
    on_vectors: OnVectors = lambda done, of: None,
) -> tuple[str, ...]:
    """Plain sentences on what was asked and what came of it.

    Only PMIDs and DOIs are sent, nothing of the text. Raises EgressRefusedError, and UsageError without an e-mail address.
    """
    pmids, dois = lacking(settings, references)
    if not pmids and not dois:
        return ("PubMed was not asked: the library has every PMID and DOI that is cited.",)
    at = datetime.now(UTC).isoformat(timespec="seconds")
    with transport_of(settings, send_anyway=False, tries=TRIES) as transport:
        entrez = entrez_of(settings, transport)
        try:
            found = sorted({*pmids, *_of_dois(entrez, dois)}, key=int)
            if not found:
                return (f"PubMed knows none of {len(dois)} DOIs that are cited.",)
            result, notes = load_ids(settings, entrez, found[:MOST], at, on_file, on_vectors)
        except (SourceError, LibraryBusyError) as error:
            return (f"PubMed could not be asked for the cited records: {error}",)
    refused = [f"PubMed has no record that could be read for {r.record}: {r.reason}" for r in result.refused]
    told = f"PubMed was asked for {len(found[:MOST])} cited records: {result.added} were added to the library."
    more = (f"{len(found) - MOST} cited records more were not asked for.",) if len(found) > MOST else ()
    return (told, *refused, *notes, *more)


def lacking(settings: Settings, references: Sequence[Reference]) -> tuple[list[str], list[str]]:
    """The PMIDs and DOIs of the references that the library has not; all of them where there is no library."""
    pmids = sorted({r.pmid for r in references if r.pmid and len(r.pmid) <= 8}, key=int)
    dois = sorted({doi_key(r.doi) for r in references if r.doi and not r.pmid})
    try:
        library = Library.open(settings.library)
    except LibraryMissingError:
        return pmids, dois
    with closing(library):
        held = library.heads(f"pubmed:{pmid}" for pmid in pmids)
        known = {head.doi for head in library.having("doi", dois, 20).values()}
    return [p for p in pmids if f"pubmed:{p}" not in held], [d for d in dois if d not in known]


def _of_dois(entrez: Entrez, dois: Sequence[str]) -> list[str]:
    """The PMIDs of the records that have one of these article identifiers."""
    found: list[str] = []
    for start in range(0, len(dois), DOIS):
        query = " OR ".join(f'"{_quotable(doi)}"[aid]' for doi in dois[start : start + DOIS])
        try:
            found += search(entrez, query, MOST).ids
        except UsageError:  # PubMed cannot read it: a DOI that is none
            continue
    return found


def _quotable(doi: str) -> str:
    """A quotation mark would end the phrase."""
    return doi.replace('"', " ")
