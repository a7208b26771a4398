"""What lists of retractions that were loaded into the library say of records, by DOI and PMID."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from evidence.library.row import Head, Row
from indexers.settle import Outside, Said, nothing_outside


@contextmanager
def lists_of(folder: Path, paths: Sequence[str]) -> Iterator[Outside]:
    """A look-up in every one of these lists of a library folder."""
    if not paths:
        yield nothing_outside
        return
    from evidence.library.notices import Notices, spoken

    lists = [Notices(folder / path) for path in paths]

    def look_up(records: Sequence[Head | Row]) -> Said:
        return spoken(lists, {r.id: (r.doi, _pmid(r.id)) for r in records})

    try:
        yield look_up
    finally:
        for each in lists:
            each.close()


def _pmid(document_id: str) -> str:
    return document_id.removeprefix("pubmed:") if document_id.startswith("pubmed:") else ""
