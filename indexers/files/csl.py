"""CSL-JSON files, which Zotero, Mendeley, Crossref and pandoc write, to documents."""

from collections.abc import Iterator
from typing import BinaryIO

from evidence.model import Document
from indexers.files.csl_fields import stated
from indexers.files.csl_items import read_items
from indexers.files.stated import documents_from
from indexers.intake import Refused


def read_csl(stream: BinaryIO, collection: str) -> Iterator[Document | Refused]:
    """Every item in the file's order; one that cannot be read is refused by its id and line."""
    items = (i if isinstance(i, Refused) else stated(*i) for i in read_items(stream))
    yield from documents_from(items, collection, "csl-json")
