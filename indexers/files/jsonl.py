"""JSON lines, one document a line, in constant memory: a bad line is refused by name, and the rest goes on."""

import json
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO

from evidence.errors import RecordRefusedError
from evidence.model import Document
from indexers.files.row import document_from_row, row_name
from indexers.intake import Refused

MAX_LINE = 50 * 1024 * 1024  # bytes
_CHUNK = 1024 * 1024  # bytes


def read_jsonl(stream: BinaryIO, collection: str) -> Iterator[Document | Refused]:
    """Documents in the file's order. An id that came before in the same file is refused."""
    seen: set[int] = set()  # hashes, so that tens of millions of ids fit in memory
    for number, line in _lines(stream):
        if line is not None and not line.strip():
            continue
        try:
            document = _document(line, collection)
            _refuse_repeated(document.id, seen)
        except RecordRefusedError as error:
            yield Refused(_named(error.record, number), error.reason)
        else:
            yield document


def own_names(stream: BinaryIO, collection: str) -> dict[str, str]:
    """For each document that `read_jsonl` gives, by its id, the id in the file (its PMID where it has none)."""
    found: dict[str, str] = {}
    for _, line in _lines(stream):
        with suppress(RecordRefusedError):
            document = _document(line, collection)
            found.setdefault(document.id, row_name(_row(line or b"")) or document.identifiers.pmid)
    return found


def _named(record: str, number: int) -> str:
    name = record.encode("utf-8", "replace").decode()
    return f"{name} (line {number})" if name else f"line {number}"


def _refuse_repeated(identifier: str, seen: set[int]) -> None:
    key = hash(identifier)
    if key in seen:
        raise RecordRefusedError(identifier, "the same id came before in this file; only the first is kept")
    seen.add(key)


def _document(line: bytes | None, collection: str) -> Document:
    if line is None:
        raise RecordRefusedError("", f"the line is longer than {MAX_LINE // 1024 // 1024} MB")
    return document_from_row(_row(line), collection)


def _row(line: bytes) -> dict[str, object]:
    try:
        value = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise RecordRefusedError("", f"it is not UTF-8 at byte {error.start + 1} of the line") from None
    except (ValueError, RecursionError) as error:
        raise RecordRefusedError("", f"it is not JSON: {error}") from None
    if not isinstance(value, dict):
        raise RecordRefusedError("", "it is JSON, but not an object")
    return value


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """(number from 1, line), with None for a line that is too long to hold."""
    number = 0
    while line := stream.readline(MAX_LINE + 1):
        number += 1
        if len(line) <= MAX_LINE or line.endswith(b"\n"):
            yield number, line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(_CHUNK)
        yield number, None
