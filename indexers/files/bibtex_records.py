"""BibTeX files to entries: cut where a line begins with "@", each piece then taken apart by bibtexparser.

Cutting first keeps memory bounded, and an unclosed brace costs the entry that it stands in and no other.
Macros (@string) are spelled out when they are defined, each in bounded length: BibTeX's own grammar lets a few lines
stand for gigabytes.
"""

import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO

from evidence.bibliography import MONTHS
from indexers.files.lines import MAX_RECORD, text_lines
from indexers.intake import Refused

if TYPE_CHECKING:
    from bibtexparser.model import Block

_BEGINS = re.compile(r"\s*@\s*\w+\s*[{(]")
_STARTS = re.compile(r"@\w*[ \t]*[{(]")
_KEY = re.compile(r"@\s*\w+\s*[{(]\s*([^\s,{}()=\"]{1,200})\s*,")
_PLACE = re.compile(r"(?<!\\)[{}]")
_QUOTE = re.compile(r"(?<!\\)[{}\"]")
_JOINT = re.compile(r"\s*(?:#\s*|\Z)")
_MARKED = re.compile(r'[{}"#]')
MAX_MACRO = 10_000  # characters; a journal's name is meant
MAX_MACROS = 20_000
MAX_STARTS = 1000  # "@word{" in one piece, which bibtexparser holds all at once
TOO_LONG = f"the entry is longer than {MAX_RECORD // 1024 // 1024} MB"


UNSOUND = "its braces or quotes are not closed, or a comma or an equals sign is missing"


class _UnsoundError(Exception):
    """A value that BibTeX would not take, with the reason."""


@dataclass(frozen=True, slots=True)
class BibtexEntry:
    """One entry: its type in lower case, its key, its fields (lower-case names) with LaTeX, and its line, from 1."""

    line: int
    kind: str
    key: str
    fields: Mapping[str, str] = field(default_factory=dict)

    def get(self, *names: str) -> str:
        """The first of these fields that says something, else ""."""
        return next((self.fields[name] for name in names if self.fields.get(name)), "")


def read_entries(stream: BinaryIO) -> Iterator[BibtexEntry | Refused]:
    """Every entry of a file. Text between entries, comments and preambles are passed over, as BibTeX does."""
    logging.getLogger("bibtexparser").addHandler(logging.NullHandler())  # what it would print, we refuse by name
    macros = dict(zip(MONTHS, MONTHS, strict=True))
    for line, block in _blocks(stream):
        if block is None:
            yield Refused(f"line {line}", TOO_LONG)
        else:
            yield from _entries(block, line, macros)


def _blocks(stream: BinaryIO) -> Iterator[tuple[int, str | None]]:
    """(first line, text from one "@" at the beginning of a line to the next), with None for one that is too long."""
    begun, size = 0, 0
    lines: list[str] = []
    for number, line in text_lines(stream):
        if line is None or _BEGINS.match(line):
            if begun:
                yield begun, None if size > MAX_RECORD else "\n".join(lines)
            begun, size, lines = number, 0, []
        size += MAX_RECORD + 1 if line is None else len(line) + 1
        if size > MAX_RECORD:
            lines = []
        elif begun and line is not None:
            lines.append(line)
    if begun:
        yield begun, None if size > MAX_RECORD else "\n".join(lines)


def _entries(block: str, line: int, macros: dict[str, str]) -> Iterator[BibtexEntry | Refused]:
    if len(_STARTS.findall(block)) > MAX_STARTS:
        yield Refused(_named(block, line), f"more than {MAX_STARTS} entries begin on one line: put each on its own")
        return
    from bibtexparser.exceptions import ParserStateException
    from bibtexparser.splitter import Splitter

    try:
        found = Splitter(block).split().blocks
    except ParserStateException as error:
        yield Refused(_named(block, line), f"it is not BibTeX: {error}")
        return
    for each in found:
        try:
            entry = _entry(each, line, macros)
        except _UnsoundError as error:
            entry = Refused(_named(each.raw or block, line), str(error))
        if entry is not None:
            yield entry


def _entry(block: "Block", line: int, macros: dict[str, str]) -> BibtexEntry | Refused | None:
    from bibtexparser.model import Entry, ParsingFailedBlock, String

    at = line + max(block.start_line or 0, 0)
    if isinstance(block, ParsingFailedBlock):
        inner = block.ignore_error_block  # an entry whose key or a field of which stands twice
        if inner is None:
            return _failed(block, at)
        block = inner
    if isinstance(block, String):
        if len(macros) < MAX_MACROS and len(block.value) <= MAX_MACRO:
            macros[block.key.lower()] = _value(block.value, macros, MAX_MACRO)
        return None
    if not isinstance(block, Entry):
        return None
    fields: dict[str, str] = {}
    for each in block.fields:  # of a field that stands twice the first counts
        fields.setdefault(each.key.lower(), _value(str(each.value), macros, MAX_RECORD))
    return BibtexEntry(at, block.entry_type.lower(), block.key, fields)


def _failed(block: "Block", line: int) -> Refused | None:
    raw = block.raw or ""
    if re.match(r"\s*@(?:comment|preamble|string)\b", raw, re.IGNORECASE):
        return None
    return Refused(_named(raw, line), UNSOUND)


def _named(raw: str, line: int) -> str:
    key = _KEY.match(raw.lstrip())
    return f"{key[1]} (line {line})" if key else f"line {line}"


def _value(raw: str, macros: Mapping[str, str], most: int) -> str:
    """What `{...}`, `"..."`, a number or a macro stand for, joined at "#"; an unknown macro is its name."""
    if not _MARKED.search(raw):
        return macros.get(raw.lower(), raw)
    out: list[str] = []
    size = at = 0
    while at < len(raw):
        piece, at = _piece(raw, at, macros)
        out.append(piece)
        size += len(piece)
        if size > most:
            raise _UnsoundError(TOO_LONG)
        joint = _JOINT.match(raw, at)
        if joint is None:
            raise _UnsoundError(UNSOUND)
        at = joint.end()
    return "".join(out)


def _piece(raw: str, at: int, macros: Mapping[str, str]) -> tuple[str, int]:
    """(text, where it ends) of the part of a value that begins at `at`."""
    if raw[at] == "{":
        end = _closing(raw, at)
        return raw[at + 1 : end], end + 1
    if raw[at] == '"':
        end = _closing_quote(raw, at)
        return raw[at + 1 : end], end + 1
    end = next((i for i in range(at, len(raw)) if raw[i] in ' \t\n#{"'), len(raw))
    end = max(end, at + 1)
    return macros.get(raw[at:end].lower(), raw[at:end]), end


def _closing(raw: str, at: int) -> int:
    depth = 0
    for brace in _PLACE.finditer(raw, at):
        depth += 1 if brace[0] == "{" else -1
        if depth == 0:
            return brace.start()
    return len(raw)


def _closing_quote(raw: str, at: int) -> int:
    depth = 0
    for sign in _QUOTE.finditer(raw, at + 1):
        if sign[0] == '"' and depth <= 0:
            return sign.start()
        depth += {"{": 1, "}": -1}.get(sign[0], 0)
    return len(raw)
