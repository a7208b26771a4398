"""RIS files, which reference managers and databases write, to documents."""

from collections.abc import Iterator
from typing import BinaryIO

from evidence.model import Document
from indexers.files.lines import UTF_16
from indexers.files.ris_fields import stated
from indexers.files.ris_records import read_records
from indexers.files.stated import documents_from
from indexers.intake import Refused


def read_ris(stream: BinaryIO, collection: str) -> Iterator[Document | Refused]:
    """Every record in the file's order, in bounded memory; one that cannot be read is refused by its line."""
    if stream.read(2) in UTF_16:
        yield Refused(collection, "it is UTF-16: save it as UTF-8")
        return
    stream.seek(0)
    records = (r if isinstance(r, Refused) else stated(r) for r in read_records(stream))
    yield from documents_from(records, collection, "ris")
