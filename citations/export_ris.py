"""References as RIS, in the tags that Zotero, EndNote and ASReview read; every field on one line."""

import re
from collections.abc import Iterable
from dataclasses import replace

from citations.entry import Entry, common_kept
from evidence.bibliography import kept_json
from evidence.model import Author

_PAGES = re.compile(r"([^-\s]+)-([^-\s]+)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")  # with NEL (U+0085), at which some programs end a line
# publication type -> the type of the record; anything else that appeared in a journal is JOUR, the rest GEN
_TYPES = {
    "book": "BOOK", "book chapter": "CHAP", "technical report": "RPRT", "government publication": "GOVDOC",
    "congress": "CONF", "conference paper": "CPAPER", "meeting abstract": "ABST", "academic dissertation": "THES",
    "unpublished work": "UNPB", "preprint": "UNPB", "web page": "ELEC", "dataset": "DATA", "journal article": "JOUR",
}  # fmt: skip


def to_ris(entries: Iterable[Entry]) -> str:
    """A RIS file."""
    return "\n".join(_record(entry) for entry in entries)


def _record(entry: Entry) -> str:
    lines = [f"{tag}  - {value}".rstrip() for tag, value in ((t, _one_line(v)) for t, v in _fields(entry)) if value]
    return "\n".join([*lines, "ER  - ", ""])


def _fields(entry: Entry) -> list[tuple[str, str]]:
    own, journal = entry.identifiers, entry.journal
    pages = _PAGES.fullmatch(journal.pages)
    start, end = pages.groups() if pages and pages[1] != pages[2] else (journal.pages, "")
    kept = replace(common_kept(entry), vernacular=entry.vernacular)
    if record_type(entry) == "GEN":  # which implies no publication type
        kept = replace(kept, untyped=False)
    return [
        ("TY", record_type(entry)),
        ("ID", entry.name),
        ("N1", entry.state_note),
        ("TI", entry.title),
        *(("AU", _author(author)) for author in entry.authors),
        ("PY", entry.published.date[:4]),
        ("DA", _date(entry.published.date)),
        ("T2", journal.title),
        ("J2", journal.abbreviation),
        ("ET", entry.edition),
        ("SN", journal.issn),
        ("VL", journal.volume),
        ("IS", journal.issue),
        ("SP", start),
        ("EP", end),
        ("DO", own.doi),
        ("AN", own.pmid),
        ("DB", "PubMed" if own.pmid else ""),
        ("C2", own.pmcid),
        *(("LA", language) for language in entry.languages),
        *(("M3", name) for name in entry.types),
        *(("KW", keyword) for keyword in entry.keywords),
        ("AB", entry.abstract_text),
        ("UR", entry.url),
        ("C8", kept_json(kept)),
    ]


def record_type(entry: Entry) -> str:
    """TY: from the publication types, and from where it appeared."""
    found = next((_TYPES[name.casefold()] for name in entry.types if name.casefold() in _TYPES), "")
    return found or ("JOUR" if entry.journal.title or entry.journal.abbreviation else "GEN")


def _author(author: Author) -> str:
    if author.collective:
        return author.collective
    given = author.given or " ".join(author.initials)
    return ", ".join(part for part in (author.family, given, author.suffix) if part)


def _date(date: str) -> str:
    """ "2019-03" is 2019/03//, as the specification has it."""
    parts = date.split("-") if date else []
    return "/".join([*parts, "", "", ""][:3]) + "/" if parts else ""


def _one_line(value: str) -> str:
    return _CONTROL.sub(" ", value).strip()
