"""A file's bytes, whole and unpacked: half a list of retractions would pass articles that the other half names."""

import codecs
import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from indexers.pubmed.outcome import UnreadableError
from indexers.pubmed.stream import open_pubmed

MAX_BYTES = 1 << 29  # unpacked; Retraction Watch's file has about 65 MB
BLOCK = 1 << 20
_UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


def whole(path: Path) -> bytes:
    """The content without a byte order mark, UTF-16 as UTF-8. Raises UnreadableError, and OSError of the file itself."""
    data = b"".join(_blocks(path))
    if encoding := _UTF16.get(data[:2]):
        try:
            data = data[2:].decode(encoding).encode()
        except UnicodeDecodeError as fault:
            raise UnreadableError("it begins as UTF-16 and is not") from fault
    return data.removeprefix(codecs.BOM_UTF8)


def _blocks(path: Path) -> Iterator[bytes]:
    size = 0
    with open_pubmed(path) as stream:
        while block := _block(stream):
            size += len(block)
            if size > MAX_BYTES:
                raise UnreadableError(f"it is larger than {MAX_BYTES >> 20} MB: split it")
            yield block


def _block(stream: BinaryIO) -> bytes:
    try:
        return stream.read(BLOCK)
    except (EOFError, zlib.error, gzip.BadGzipFile) as fault:
        raise UnreadableError(
            f"the compressed data end early or are damaged ({fault}): nothing of it was read"
        ) from fault
