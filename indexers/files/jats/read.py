"""A JATS file -> documents: one article, or a set of them as PubMed Central hands them out."""

import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from evidence.errors import RecordRefusedError
from evidence.model import Document
from indexers.files.jats.article import article_document
from indexers.files.jats.source import articles
from indexers.files.names import readable
from indexers.intake import Refused

_ENDINGS = (".nxml", ".xml", ".jats")


def read_jats(source: BinaryIO | bytes, collection: str, name: str) -> Iterator[Document | Refused]:
    """Every article in the file's order, or why one is refused. `name` is the file's, in refusals and in ids.

    An article's id is its PMID, else its PMCID, else the file's name, with its number in a set of several. Raises
    nothing of its own; an OSError of the stream goes through.
    """
    stream = io.BytesIO(source) if isinstance(source, bytes) else source
    number = 0
    try:
        for number, article in enumerate(articles(stream), 1):
            called = name if number == 1 else f"{name}-{number}"
            try:
                yield article_document(article, collection, called)
            except RecordRefusedError as error:
                yield Refused(called, error.reason)
            except RecursionError:
                yield Refused(called, "its markup is nested too deep")
    except RecordRefusedError as error:
        yield Refused(name if not number else f"{name}, after article {number}", error.reason)
        return
    if not number:
        yield Refused(name, "there is no article in it")


def article_name(path: Path) -> str:
    """The file's name without .nxml, .xml and .gz."""
    bare = readable(path.name).removesuffix(".gz")
    stem, ending = os.path.splitext(bare)
    return stem if stem and ending.lower() in _ENDINGS else bare
