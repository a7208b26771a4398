"""A file's lines as text, in bounded memory."""

import codecs
from collections.abc import Iterator
from typing import BinaryIO

MAX_LINE = 8 * 1024 * 1024  # bytes: a line that is longer is no field of a reference
MAX_RECORD = 2 * 1024 * 1024  # characters of one reference
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def text_lines(stream: BinaryIO) -> Iterator[tuple[int, str | None]]:
    """(number from 1, line without its end), with None for one that is too long to hold; ends of any system."""
    number = 0
    while raw := stream.readline(MAX_LINE + 1):
        number += 1
        if len(raw) > MAX_LINE:
            while raw and not raw.endswith(b"\n"):
                raw = stream.readline(MAX_LINE)
            yield number, None
            continue
        text = _decoded(raw.removeprefix(codecs.BOM_UTF8) if number == 1 else raw)
        if "\r" not in text:
            yield number, text.removesuffix("\n")
            continue
        for line in text.removesuffix("\n").removesuffix("\r").split("\r"):  # old Macs' ends
            yield number, line


def _decoded(raw: bytes) -> str:
    """UTF-8; a line that is not is taken for windows-1252, in which reference managers used to write."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("windows-1252", "replace")
