"""References as NBIB (NLM's MEDLINE format). No line is wrapped: Zotero takes a wrapped line that begins with capitals
and a hyphen for a field (zotero/translators issue 2224)."""

import re
from collections.abc import Iterable

from citations.entry import Entry
from evidence.bibliography import MONTHS
from evidence.model import Author, Status
from evidence.state_notes import NOTED

_RETRACTED = "Retracted Publication"
# status -> the field that names the notice, or the newer version
_STATES: dict[Status, str] = {"retracted": "RIN", "concern": "ECI", "superseded": "UIN"}
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")  # with NEL (U+0085), at which some programs end a line


def to_nbib(entries: Iterable[Entry]) -> str:
    """An NBIB file. A record without a PMID has an empty PMID field, which begins it."""
    return "\n".join(_record(entry) for entry in entries)


def _record(entry: Entry) -> str:
    lines = [f"{tag:<4}- {_one_line(value)}".rstrip() for tag, value in _fields(entry) if value or tag == "PMID"]
    return "\n".join([*lines, ""])


def _fields(entry: Entry) -> list[tuple[str, str]]:
    own, journal = entry.identifiers, entry.journal
    return [
        ("PMID", own.pmid),
        ("IS", journal.issn),
        ("VI", journal.volume),
        ("IP", journal.issue),
        ("DP", _date(entry.published.date)),
        ("TI", entry.title),
        ("PG", journal.pages),
        ("AB", entry.abstract_text),
        *(field for author in entry.authors for field in _author(author)),
        *(("LA", language) for language in entry.languages),
        *(("PT", name) for name in _types(entry)),
        ("TT", entry.vernacular),
        ("TA", journal.abbreviation),
        ("JT", journal.title),
        ("EN", entry.edition),
        *_state(entry),
        *(("MH", heading) for heading in entry.mesh),
        *(("OT", keyword) for keyword in entry.keywords),
        ("PMC", own.pmcid),
        ("AID", f"{own.doi} [doi]" if own.doi else ""),
    ]


def _types(entry: Entry) -> tuple[str, ...]:
    """With NLM's type for what was retracted."""
    named = {name.casefold() for name in entry.types}
    return (
        *entry.types,
        *((_RETRACTED,) if entry.status == "retracted" and _RETRACTED.casefold() not in named else ()),
    )


def _state(entry: Entry) -> list[tuple[str, str]]:
    """NLM's field for each notice: "RIN - RETRACTED. PMID: 123", "RIN - RETRACTED. 10.1000/1" of one without a PMID."""
    tag = _STATES.get(entry.status)
    if tag is None:
        return []
    named = [by.replace("pubmed:", "PMID: ", 1) for by in entry.said_by]
    words = NOTED[entry.status]
    return [(tag, f"{words}. {by}") for by in named] or [(tag, words)]


def _date(date: str) -> str:
    """ "2019-03-05" is 2019 Mar 5."""
    parts = [int(part) for part in date.split("-")] if date else []
    words = (
        [str(parts[0]), *(MONTHS[month - 1].capitalize() for month in parts[1:2]), *map(str, parts[2:])]
        if parts
        else []
    )
    return " ".join(words)


def _author(author: Author) -> list[tuple[str, str]]:
    if author.collective:
        return [("CN", author.collective)]
    full = f"{author.family}, {author.given}" if author.given else ""
    short = f"{author.family} {author.initials}".rstrip()
    suffix = f" {author.suffix}" if author.suffix else ""
    return [*([("FAU", full + suffix)] if full else []), ("AU", short + suffix)]


def _one_line(value: str) -> str:
    return _CONTROL.sub(" ", value).strip()
