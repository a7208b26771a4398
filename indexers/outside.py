"""What lists of retractions that were loaded into the library say of records, by DOI and PMID."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from evidence.library.library import Library
from evidence.library.row import Head, Row
from indexers.settle import Outside, Said, nothing_outside


@contextmanager
def lists_of(library: Library) -> Iterator[Outside]:
    """A look-up in every list of this revision."""
    if not library.manifest.notices:
        yield nothing_outside
        return
    from evidence.library.notices import Notices, spoken

    lists = [Notices(library.folder / path) for path in library.manifest.notices]

    def look_up(records: Sequence[Head | Row]) -> Said:
        return spoken(lists, {r.id: (r.doi, _pmid(r.id)) for r in records})

    try:
        yield look_up
    finally:
        for each in lists:
            each.close()


def _pmid(document_id: str) -> str:
    return document_id.removeprefix("pubmed:") if document_id.startswith("pubmed:") else ""
