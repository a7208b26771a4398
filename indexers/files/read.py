"""A file -> documents, by content: gzip by its magic bytes, then the kind by the first bytes of what is inside."""

import gzip
import io
import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from evidence.model import Document
from indexers.files.html import MAX_BYTES, read_html
from indexers.files.jats.read import article_name, read_jats
from indexers.files.jsonl import read_jsonl
from indexers.files.kind import HEAD, kind_of
from indexers.files.names import html_collection, jsonl_collection, page_name, readable
from indexers.files.nbib import nbib_collection, read_nbib
from indexers.files.pdf.read import MAX_PDF, pdf_name, read_pdf
from indexers.files.references import REFERENCES, reference_collection
from indexers.files.section_tree import read_section_tree, tree_name
from indexers.files.unpacked import UnpacksTooFarError, unpacked
from indexers.intake import Refused

_GZIP = b"\x1f\x8b"
_DAMAGED = (EOFError, zlib.error, gzip.BadGzipFile)


def read_file(path: Path, collection: str | None = None, below: str = "") -> Iterator[Document | Refused]:
    """Every document of a JSONL or NBIB file, or the one of an HTML page; what cannot be read is refused by name.

    `below` is the folder of the file in the collection: it stands before a name that comes from the file's.
    """
    name = readable(str(path))
    try:
        with path.open("rb") as plain:
            yield from _read_stream(_unpacked(plain), path, collection, readable(f"{below}/".lstrip("/")))
    except _DAMAGED:
        yield Refused(name, "the compressed data is damaged or cut short; what came before it was read")
    except UnpacksTooFarError as error:
        yield Refused(name, f"{error}; what came before was read")
    except OSError as error:
        yield Refused(name, f"it cannot be opened or read: {error.strerror or error}")


def _unpacked(plain: io.BufferedReader) -> BinaryIO:
    return unpacked(plain, os.fstat(plain.fileno()).st_size) if plain.peek(2)[:2] == _GZIP else plain


def _read_stream(stream: BinaryIO, path: Path, collection: str | None, below: str) -> Iterator[Document | Refused]:
    kind = kind_of(stream.read(HEAD))
    stream.seek(0)
    if kind == "jsonl":
        yield from read_jsonl(stream, collection or jsonl_collection(path))
    elif kind == "nbib":
        yield from read_nbib(stream, collection or nbib_collection(path))
    elif kind in REFERENCES:
        yield from REFERENCES[kind](stream, collection or reference_collection(path))
    elif kind == "html":
        yield read_html(stream.read(MAX_BYTES + 1), collection or html_collection(path), below + page_name(path))
    elif kind == "section-tree":
        yield read_section_tree(
            stream.read(MAX_BYTES + 1), collection or html_collection(path), below + tree_name(path)
        )
    elif kind == "jats":
        yield from read_jats(stream, collection or html_collection(path), below + article_name(path))
    elif kind == "pdf":
        found = read_pdf(stream.read(MAX_PDF + 1), collection or html_collection(path), below + pdf_name(path))
        yield found if isinstance(found, Document) else Refused(readable(str(path)), found.reason)
    else:
        yield Refused(readable(str(path)), kind)
