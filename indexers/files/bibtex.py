"""BibTeX files to documents."""

from collections.abc import Iterator
from typing import BinaryIO

from evidence.model import Document
from indexers.files.bibtex_fields import stated
from indexers.files.bibtex_records import read_entries
from indexers.files.lines import UTF_16
from indexers.files.stated import documents_from
from indexers.intake import Refused


def read_bibtex(stream: BinaryIO, collection: str) -> Iterator[Document | Refused]:
    """Every entry in the file's order, in bounded memory; one that cannot be read is refused by its key and line."""
    if stream.read(2) in UTF_16:
        yield Refused(collection, "it is UTF-16: save it as UTF-8")
        return
    stream.seek(0)
    entries = (e if isinstance(e, Refused) else stated(e) for e in read_entries(stream))
    yield from documents_from(entries, collection, "bibtex")
