"""A PubMed file, cut into records before it is parsed.

Each record is parsed by itself, so that one that is not well-formed costs only itself, memory is that of one record,
and no document type declaration ever reaches the parser: there is nothing to fetch, and no entity to expand. It is
faster than lxml.iterparse, too (benchmarks/pubmed_parser.py). What stands between records is read here: tags, comments,
declarations.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from indexers.intake import Refused
from indexers.pubmed.window import EndError, TooLongError, Window

MAX_RECORD = 1 << 25  # bytes; the longest that PubMed has (thousands of authors with affiliations) are a few MB
RECORDS = frozenset({"PubmedArticle", "PubmedBookArticle", "MedlineCitation", "DeleteCitation", "DeleteDocument"})
_SETS = re.compile(r"PubmedArticleSet|PubmedBookArticleSet|MedlineCitationSet|pubmed-[a-z-]*set", re.IGNORECASE)
_TAG = re.compile(rb"<(/?)([A-Za-z_][\w.:-]*)")
_PLAIN = re.compile(rb"<(PubmedArticle|PubmedBookArticle|MedlineCitation)>")  # how nearly every record begins
_XMLNS = re.compile(rb"""xmlns:[\w.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*')""")
_PMID = re.compile(rb"<PMID[^>]*>\s*(\d+)")


@dataclass(frozen=True, slots=True)
class Raw:
    """The bytes of one record element; `namespaces` are the xmlns attributes of the elements around it."""

    tag: str
    data: bytes
    file: str
    number: int  # in the file, from 1
    namespaces: bytes = b""

    @property
    def name(self) -> str:
        """Its PMID, else its place in the file: what to call it if it cannot be read."""
        pmid = _PMID.search(self.data)
        return f"pubmed:{pmid[1].decode()}" if pmid else f"{self.file}, record {self.number}"


class Splitter:
    """Cuts one file. `name` is the file's, for what is refused."""

    def __init__(self, chunks: Iterator[bytes], name: str) -> None:
        self._window = Window(chunks, MAX_RECORD)
        self._name = name
        self._records = 0
        self._around: list[str] = []  # the elements that are open
        self._namespaces: list[bytes] = []
        self._known = False  # a set of PubMed's was opened
        self._stray = False  # what is no record was reported since the last record

    def run(self) -> Iterator[Raw | Refused]:
        """The records in the file's order; a Refused for each stretch that is none."""
        try:
            while self._window.skip_space():
                yield from self._next()
        except EndError:
            yield self._cut_off()
            return
        if self._window.fault or self._around:
            yield self._cut_off()
        elif not (self._known or self._records or self._stray):
            yield Refused(self._name, "no PubMed record in it" if self._window.read else "the file is empty")

    def _next(self) -> Iterator[Raw | Refused]:
        """What stands at the cursor, which is not white space."""
        window = self._window
        start = window.at
        try:
            if plain := _PLAIN.match(window.buffer, start):
                name = plain[1].decode()
                yield self._record(name, self._end_of(name, plain.end()))
            elif window.starts_with(b"<!--"):
                window.at = window.find(b"-->", start + 4) + 3
            elif window.starts_with(b"<?"):
                window.at = window.find(b"?>", start) + 2
            elif window.starts_with(b"<!DOCTYPE"):
                yield from self._doctype()
            elif window.starts_with(b"<") and not window.starts_with(b"<!"):
                yield from self._element()
            else:
                yield from self._no_record()
        except TooLongError:
            self._records += 1
            head = Raw("", bytes(window.buffer[window.at : window.at + 1000]), self._name, self._records)
            yield Refused(head.name, f"longer than {MAX_RECORD >> 20} MB")
            tag = _TAG.match(window.buffer, window.at)
            window.skip_to(b"</" + tag[2] if tag else b"<")

    def _doctype(self) -> Iterator[Refused]:
        window = self._window
        end = window.find(b">", window.at)
        if b"[" in window.buffer[window.at : end]:
            yield Refused(self._name, "it declares entities of its own, which PubMed never does: nothing of it is read")
            self._known, self._around = True, []
            while window.skip_to(b"<!"):
                pass  # to the end
            window.at = len(window.buffer)
        else:
            window.at = end + 1

    def _element(self) -> Iterator[Raw | Refused]:
        window = self._window
        end = window.find(b">", window.at) + 1
        tag = _TAG.match(window.buffer, window.at)
        if tag is None:
            yield from self._no_record()
            return
        name = tag[2].decode("ascii", "replace")
        empty = window.buffer[end - 2] == ord("/")
        if not tag[1] and name in RECORDS:
            yield self._record(name, end if empty else self._end_of(name, end))
            return
        self._known = self._known or bool(_SETS.fullmatch(name))
        if tag[1]:
            self._close(name)
        elif not empty:
            self._around.append(name)
            self._namespaces += _XMLNS.findall(window.buffer, window.at, end)
        window.at = end

    def _close(self, name: str) -> None:
        """Leave `name` and whatever was left open inside it; a closing tag of nothing is of no account."""
        if name in self._around:
            while self._around.pop() != name:
                pass

    def _record(self, tag: str, end: int) -> Raw:
        window = self._window
        start, window.at = window.at, end
        self._records += 1
        self._stray = False
        return Raw(tag, bytes(window.buffer[start:end]), self._name, self._records, b" ".join(self._namespaces))

    def _end_of(self, tag: str, place: int) -> int:
        """The offset behind the record's end tag."""
        window = self._window
        marker = b"</" + tag.encode()
        while True:
            place = window.find(marker, place) + len(marker)
            close = window.find(b">", place)
            if close == place or not window.buffer[place:close].strip():
                return close + 1

    def _no_record(self) -> Iterator[Refused]:
        """Something that is neither a record nor markup around it: passed over, and said once until the next record."""
        window = self._window
        sample = bytes(window.buffer[window.at : window.at + 60]).decode("utf-8", "replace")
        window.skip_to(b"<")
        if not self._stray:
            self._stray = True
            yield Refused(f"{self._name}, after record {self._records}", f"not a PubMed record: {sample!r}")

    def _cut_off(self) -> Refused:
        window = self._window
        pmid = _PMID.search(window.buffer, window.at)
        where = f" in the middle of pubmed:{pmid[1].decode()}" if pmid else ""
        why = f": {window.fault}" if window.fault else ""
        kept = f"whole records before that: {self._records}"
        return Refused(self._name, f"the file is cut off{where}{why}; {kept}")
