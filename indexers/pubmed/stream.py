"""Bytes of a PubMed file as UTF-8 chunks, whatever it was packed and encoded in."""

import codecs
import gzip
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from indexers.pubmed.inflate import gunzipped
from indexers.pubmed.quoted import unquoted

CHUNK = 1 << 18  # bytes asked for at a time; a record is about 10 KB
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARED = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']""")
_HEAD = 200  # bytes at the start that tell the encoding
_AS_IS = frozenset({"utf-8", "ascii"})


class CutOffError(Exception):
    """The bytes cannot be read on: a truncated or damaged gzip file, or bytes that are not in the declared encoding."""


@contextmanager
def open_pubmed(path: Path) -> Iterator[BinaryIO]:
    """A binary stream of the file at `path`; gzip is told by its magic bytes, not by the name. Raises OSError."""
    with path.open("rb") as plain:
        packed = plain.read(2) == b"\x1f\x8b"
        plain.seek(0)
        if not packed:
            yield plain
            return
        with gunzipped(plain) as unpacked:
            yield unpacked


def chunks(stream: BinaryIO) -> Iterator[bytes]:
    """The stream in UTF-8: without a byte order mark, decoded from what its XML declaration names, unquoted.

    Raises CutOffError after the last readable chunk.
    """
    raw = _raw(stream)
    head, fault = b"", None
    try:
        while len(head) < _HEAD and (more := next(raw, b"")):
            head += more
    except CutOffError as early:
        fault = early
    yield from _utf8(head, raw)
    if fault:
        raise fault


def _utf8(head: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    bom, encoding = next(((bom, name) for bom, name in _BOMS if head.startswith(bom)), (b"", ""))
    head = head[len(bom) :]
    declared = _DECLARED.search(head, 0, _HEAD)
    encoding = encoding or (declared[1].decode("ascii") if declared else "utf-8")
    if _codec(encoding) not in _AS_IS:
        return _decoded(head, rest, encoding)
    return unquoted(head, rest) if head.lstrip()[:2] == b'"<' else _from(head, rest)


def _raw(stream: BinaryIO) -> Iterator[bytes]:
    """Chunks as they come. `read1` hands out what stands before a fault; `read` would lose it."""
    read = getattr(stream, "read1", stream.read)
    while True:
        try:
            chunk = read(CHUNK)
        except (EOFError, zlib.error, gzip.BadGzipFile) as fault:
            raise CutOffError(f"the compressed data end early or are damaged ({fault})") from fault
        if not chunk:
            return
        yield chunk


def _from(head: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield head
    yield from rest


def _decoded(head: bytes, rest: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    try:
        decoder = codecs.getincrementaldecoder(encoding)()
    except LookupError as fault:
        raise CutOffError(f"it declares an encoding that is not known here: {encoding}") from fault
    try:
        for chunk in _from(head, rest):
            yield decoder.decode(chunk).encode("utf-8")
    except UnicodeError as fault:
        raise CutOffError(f"its bytes are not the {encoding} that it declares ({fault.__class__.__name__})") from fault


def _codec(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError:
        return name
