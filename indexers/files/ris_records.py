"""RIS files to records: one TY to the next, whether or not an ER stands between.

Our own reading rather than rispy's: that loses a last record without its ER, takes two records for one where an ER is
missing, cuts addresses at ";", keeps only the first of a repeated field, and takes any line of capitals for a field.
Tests hold the two together on sound files.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from indexers.files.lines import MAX_RECORD, text_lines
from indexers.intake import Refused

_FIELD = re.compile(r"([A-Z][A-Z0-9]) {1,2}-(?: (.*)|$)", re.DOTALL)
_STRICT = re.compile(r"([A-Z][A-Z0-9])  -(?: (.*)|$)", re.DOTALL)
MAX_FIELDS = 50_000  # a collaboration has thousands of authors
TOO_LONG = f"the record is longer than {MAX_RECORD // 1024 // 1024} MB or has more than {MAX_FIELDS} fields"


@dataclass(frozen=True, slots=True)
class RisRecord:
    """One record: (tag, value) in order, and the line that it begins on, from 1."""

    line: int
    fields: tuple[tuple[str, str], ...]

    def all(self, *tags: str) -> list[str]:
        """Every value of these fields that says something, in the file's order."""
        return [value for name, value in self.fields if name in tags and value]

    def get(self, *tags: str) -> str:
        """The first value of the first of these fields that has one, else ""."""
        return next((value for tag in tags for value in self.all(tag)), "")


class _Open:
    """A record that is being read; a field's lines are joined by blanks once it is whole."""

    def __init__(self, line: int) -> None:
        self.line = line
        self._fields: list[tuple[str, list[str]]] = []
        self._size = 0
        self._is_too_long = False

    def add(self, tag: str, value: str) -> None:
        """A field, or with an empty `tag` another line of the last one."""
        self._size += len(value) + 1
        if self._is_too_long or self._size > MAX_RECORD or len(self._fields) >= MAX_FIELDS:
            self.spoil()
        elif tag or not self._fields:
            self._fields.append((tag, [value.strip()]))
        elif value.strip():
            self._fields[-1][1].append(value.strip())

    def spoil(self) -> None:
        """It cannot be read; what was read of it is let go."""
        self._is_too_long = True
        del self._fields[2:]

    def record(self) -> RisRecord | Refused:
        """What was read."""
        fields = tuple((tag, " ".join(filter(None, lines))) for tag, lines in self._fields)
        return Refused(f"line {self.line}", TOO_LONG) if self._is_too_long else RisRecord(self.line, fields)


def read_records(stream: BinaryIO) -> Iterator[RisRecord | Refused]:
    """Every record of a file; what stands before the first TY, or between ER and TY, belongs to none."""
    begun: _Open | None = None
    for number, line in text_lines(stream):
        if line is None:
            if begun is not None:
                begun.spoil()
            else:
                yield Refused(f"line {number}", TOO_LONG)
            continue
        tag, value = _field(line)
        if tag in ("TY", "ER"):
            if begun is not None:
                yield begun.record()
            begun = _Open(number) if tag == "TY" else None
        if begun is not None:
            begun.add(tag, value)
    if begun is not None:
        yield begun.record()


def _field(line: str) -> tuple[str, str]:
    """(tag, value); no tag on a line that goes on with the field before. TY and ER may have lost a blank."""
    found = _STRICT.match(line) or _FIELD.match(line)
    if found and (line[3:4] == " " or found[1] in ("TY", "ER")):
        return found[1], found[2] or ""
    return "", line
