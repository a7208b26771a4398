"""What a citation check asks of a collection of records; a library answers it (research/check_records.py)."""

from collections.abc import Sequence
from typing import Protocol

from evidence.model import Document


class Records(Protocol):
    """Looks records up. PMID, PMCID and DOI are three namespaces: each has its own door."""

    place: str  # where it looks, for messages: "the library /data/evidence"

    def by_id(self, document_id: str) -> Document | None:
        """The document of that id."""
        ...

    def by_pmid(self, pmid: str) -> Document | None:
        """The document with that PMID (digits)."""
        ...

    def by_pmcid(self, pmcid: str) -> Document | None:
        """The document with that PMCID ("PMC128915")."""
        ...

    def by_doi(self, doi: str) -> Document | None:
        """The document with that DOI, in lower case."""
        ...

    def by_title(self, title: str) -> Sequence[Document]:
        """Documents whose title is nearly that, the nearest first."""
        ...

    def like(self, text: str, most: int) -> Sequence[Document]:
        """At most `most` documents that share most words with `text`, best first."""
        ...


class NoRecords:
    """Where there is nothing to look in."""

    def __init__(self, place: str) -> None:
        self.place = place

    def by_id(self, document_id: str) -> Document | None:
        """None."""
        return None

    by_pmid = by_pmcid = by_doi = by_id

    def by_title(self, title: str) -> Sequence[Document]:
        """Nothing."""
        return ()

    def like(self, text: str, most: int) -> Sequence[Document]:
        """Nothing."""
        return ()
