"""A document made ready for the store and for BM25: everything that can be done before it meets the library.

So it can be done in another process, and what is handed over is small and needs no second look.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from evidence.library.row import Row, document_of, row_of
from evidence.model import STATUSES, Document, Status
from evidence.standing import says_of_itself
from indexers.intake import Deleted, Refused
from indexers.passages import passages
from indexers.word_fields import WordFields, word_fields

CHUNK = 200  # items handed on together


@dataclass(frozen=True, slots=True)
class Prepared:
    """One document for both stores."""

    row: Row
    fields: WordFields

    @property
    def id(self) -> str:
        """The document's."""
        return self.row.id


@dataclass(frozen=True, slots=True)
class Chunk:
    """Items of a file in a row: of each kind those that came, deletions after documents."""

    documents: tuple[Prepared, ...] = ()
    deleted: tuple[Deleted, ...] = ()
    refused: tuple[Refused, ...] = ()


def prepare(document: Document) -> Prepared:
    """Both forms, with the status that the record states in its fields or in words."""
    stated = min(document.status, says_of_itself(document), key=STATUSES.index)
    if stated != document.status:
        document = replace(document, status=stated)
    return Prepared(row_of(document, passages(document)), word_fields(document))


def document_in(prepared: Prepared) -> Document:
    """The document again, as its record states it, with the other sources that hold it."""
    return document_of(prepared.row.body, prepared.row.also_in)


def in_sequence(prepared: Prepared) -> Prepared:
    """The same, from PubMed's numbered files."""
    return Prepared(replace(prepared.row, ordered=1), prepared.fields)


def with_sources(prepared: Prepared, also_in: tuple[str, ...]) -> Prepared:
    """The same, held by these other sources too."""
    row = replace(prepared.row, also_in="\t".join(also_in))
    return Prepared(row, replace(prepared.fields, sources=(row.source, *also_in)))


def with_status(prepared: Prepared, status: Status, notices: str) -> Prepared:
    """The same in another state; `notices` as the row has them."""
    row = replace(prepared.row, status=status, notices=notices)
    return Prepared(row, replace(prepared.fields, status=status))


def chunks(items: Iterable[Document | Deleted | Refused]) -> Iterator[Chunk]:
    """A file's items, prepared, in its order: a document after a deletion begins a new chunk."""
    documents: list[Prepared] = []
    deleted: list[Deleted] = []
    refused: list[Refused] = []
    for item in items:
        ends = deleted if isinstance(item, Document) else ()
        if ends or len(documents) + len(deleted) + len(refused) >= CHUNK:
            yield Chunk(tuple(documents), tuple(deleted), tuple(refused))
            documents, deleted, refused = [], [], []
        if isinstance(item, Document):
            documents.append(prepare(item))
        elif isinstance(item, Deleted):
            deleted.append(item)
        else:
            refused.append(item)
    if documents or deleted or refused:
        yield Chunk(tuple(documents), tuple(deleted), tuple(refused))
