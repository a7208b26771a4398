"""CSL-JSON files to items: an array, an object with `items`, or objects one after the other.

Each item is decoded for itself, so that what stands before a break in the JSON is read.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from indexers.files.lines import UTF_16
from indexers.intake import Refused

MAX_FILE = 128 * 1024 * 1024  # bytes: JSON has no records that could be read one by one without its text
Item = Mapping[str, object]

_BETWEEN = re.compile(r"[\s,\]]*")
_OPENING = re.compile(r'\ufeff?\s*(?:\{\s*"items"\s*:\s*)?\[|\ufeff?')
_decoder = json.JSONDecoder(parse_int=str, parse_float=str)  # as written: no number is too long, 1.10 is not 1.1


def read_items(stream: BinaryIO) -> Iterator[tuple[int, Item] | Refused]:
    """(line, item) in the file's order. Where the JSON breaks off, the rest is refused by its line."""
    data = stream.read(MAX_FILE + 1)
    if len(data) > MAX_FILE:
        yield Refused("the file", f"it is longer than {MAX_FILE // 1024 // 1024} MB: split it")
        return
    if data.startswith(UTF_16):
        yield Refused("the file", "it is UTF-16: save it as UTF-8")
        return
    yield from _items(_decoded(data))


def _items(text: str) -> Iterator[tuple[int, Item] | Refused]:
    opening = _OPENING.match(text)
    at = opening.end() if opening else 0
    line, counted = 1, 0
    while True:
        at = _skipped(text, at)
        line, counted = line + text.count("\n", counted, at), at
        if at >= len(text) or (text[at] == "}" and not text[at:].strip("} ]\n\r\t")):
            return
        try:
            item, at = _decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            yield Refused(f"line {line}", f"the JSON breaks off here, and the rest is not read: {_reason(error)}")
            return
        yield (line, item) if isinstance(item, dict) else Refused(f"line {line}", "it is JSON, but not an object")


def _skipped(text: str, at: int) -> int:
    found = _BETWEEN.match(text, at)
    return found.end() if found else at


def _reason(error: Exception) -> str:
    return error.msg if isinstance(error, json.JSONDecodeError) else "it is nested too deeply"


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("windows-1252", "replace")
