"""NBIB (MEDLINE text) to records: fields unwrapped, in the file's order, and never two records in one.

Our own reading rather than Bio.Medline's: that keeps the parts of a wrapped field (OT, CIN, GR, CN) as if they were
several fields, joins several LIDs to one, takes any blank line for the end of a record, and loses the order in which
persons and groups are named. Field tags: NLM, "MEDLINE/PubMed Data Element (Field) Descriptions".
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_FIELD = re.compile(r"([A-Z][A-Z0-9]{1,3}) *-(?: (.*)|$)", re.DOTALL)
_WIDTH = 4  # characters of a tag with its blanks, before the hyphen
MAX_RECORD = 2 * 1024 * 1024  # bytes of one record: PubMed's largest, with thousands of authors, has a tenth of it
_FIRST = ("PMID", "PMC")  # PubMed's records begin with the one, PubMed Central's with the other


@dataclass(frozen=True, slots=True)
class NbibRecord:
    """One record: (tag, value) in order, and the number of the line that it begins on, from 1."""

    line: int
    fields: tuple[tuple[str, str], ...]
    is_cut: bool = False  # it goes on beyond MAX_RECORD

    def all(self, tag: str) -> list[str]:
        """Every value of a field that says something, in order."""
        return [value for name, value in self.fields if name == tag and value]

    def get(self, tag: str) -> str:
        """The first of them, or ""."""
        return next(iter(self.all(tag)), "")


def read_records(lines: Iterable[bytes]) -> Iterator[NbibRecord]:
    """Every record of a file. What stands before the first field, or is wrapped without its indent, is kept as text.

    A record begins with a PMID or PMC field at the top or after a blank line, with any other field after a blank line,
    and with a second PMID. What stands beyond MAX_RECORD is not kept.
    """
    begun, fields, size = 1, list[tuple[str, str]](), 0
    after_blank = True
    for number, raw in enumerate(lines, 1):
        line = _decoded(raw)
        if not line.strip():
            after_blank = True
            continue
        found = _FIELD.match(line) if line[_WIDTH : _WIDTH + 1] == "-" else None
        tag = found[1] if found else ""
        if fields and ((after_blank and tag) or (tag in _FIRST and any(name == tag for name, _ in fields))):
            yield NbibRecord(begun, tuple(fields), size > MAX_RECORD)
            fields, size = [], 0
        if not fields:
            begun = number
        size += len(raw)
        after_blank = False
        if size > MAX_RECORD and fields:
            continue
        if found:
            fields.append((tag, (found[2] or "").strip()))
        elif fields:
            name, value = fields[-1]
            fields[-1] = (name, f"{value} {line.strip()}".strip())
        else:
            fields.append(("", line.strip()))
    if fields:
        yield NbibRecord(begun, tuple(fields), size > MAX_RECORD)


def _decoded(raw: bytes) -> str:
    """UTF-8, as PubMed writes it; a file that a program saved anew in another encoding is taken for windows-1252."""
    line = raw.removeprefix(b"\xef\xbb\xbf").replace(b"\x00", b" ")
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("windows-1252", "replace")
