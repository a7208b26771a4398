"""Fields of a RIS record. Tags: the RIS format specification (Reference Manager, 2001 and 2011), and what EndNote,
Zotero, Web of Science, Ovid and PubMed's citation exporters make of it."""

import re

from evidence.bibliography import MONTHS, read_kept
from evidence.model import Author, Journal, Published
from evidence.preprints import is_preprint_server
from indexers.files.dates import read_date
from indexers.files.person_names import author_of
from indexers.files.ris_records import RisRecord
from indexers.files.stated import Stated, address_in, issn_in, pmcid_in, pmid_in, pmid_in_address, pmid_in_note

KEPT_TAG = "C8"  # "custom 8", which no kind of reference uses for anything else
# the record's type -> the publication type it implies, in the names that PubMed and RIS use
TYPES = {
    "JOUR": "Journal Article", "EJOUR": "Journal Article", "JFULL": "Journal Article", "INPR": "Journal Article",
    "MGZN": "Magazine Article", "NEWS": "Newspaper Article", "BOOK": "Book", "EBOOK": "Book", "EDBOOK": "Book",
    "CHAP": "Book Chapter", "ECHAP": "Book Chapter", "RPRT": "Technical Report", "GOVDOC": "Government Publication",
    "CONF": "Congress", "CPAPER": "Conference Paper", "ABST": "Meeting Abstract", "THES": "Academic Dissertation",
    "UNPB": "Unpublished Work", "MANSCPT": "Unpublished Work", "ELEC": "Web Page", "BLOG": "Blog",
    "DATA": "Dataset", "STAND": "Standard", "STAT": "Legislation", "PAT": "Patent", "VIDEO": "Video-Audio Media",
}  # fmt: skip
_PUBMED = re.compile(r"\s*(?:pubmed|medline|nlm\b|national library of medicine)", re.I)
_DATE = re.compile(r"(\d{4})(?:[/-](\d{0,2})(?:[/-](\d{0,2}))?)?(?:/.*)?", re.S)
_WRITTEN = re.compile(r"(?:(\d{1,2})\s+)?([A-Za-z]{3})[a-z]*\.?(?:\s+(\d{1,2})\b)?")
_DOI_ADDRESS = re.compile(r"https?://(?:dx\.)?doi\.org/", re.I)


def stated(record: RisRecord) -> Stated:
    """What the record says, in our terms."""
    kind = record.get("TY").upper()
    kept = read_kept(record.get(KEPT_TAG))
    return Stated(
        line=record.line,
        key=record.get("ID"),
        title=record.get("TI", "T1", "CT", "BT"),
        abstract=record.get("AB", "N2"),
        authors=authors(record),
        journal=journal(record, kind),
        published=published(record),
        pmid=pmid(record),
        pmcid=pmcid(record),
        doi=record.get("DO", "DI") or next(iter(filter(_DOI_ADDRESS.match, record.all("UR", "L3"))), ""),
        languages=tuple(record.all("LA")),
        keywords=tuple(record.all("KW")),
        types=tuple(record.all("M3")),
        implied_type=TYPES.get(kind, ""),
        url=next((value for value in record.all("UR", "L2") if address_in(value)), ""),
        publisher=record.get("PB"),
        note="\n".join(record.all("N1")),
        preprint=_is_preprint(record, kind),
        kept=kept,
    )


def _is_preprint(record: RisRecord, kind: str) -> bool:
    """By any name for where it appeared; of a manuscript, also by the database that it is from."""
    tags = ("T2", "JF", "JO", "JA", "J2", *(("DB", "DP") if kind in ("UNPB", "MANSCPT") else ()))
    return any(map(is_preprint_server, record.all(*tags)))


def authors(record: RisRecord) -> tuple[Author, ...]:
    """The first authors; where there are none, the editors."""
    names = record.all("AU", "A1") or record.all("A2", "ED")
    return tuple(author_of(name) for name in names)


def journal(record: RisRecord, kind: str) -> Journal:
    """Where it appeared; of a chapter, the book."""
    title = record.get("T2", "JF", "JO", "BT")
    abbreviation = record.get("J2", "JA") or (record.get("JO") if record.get("JO") != title else "")
    if kind in ("BOOK", "EBOOK", "EDBOOK"):
        title = record.get("T2", "T3")
    return Journal(
        title, abbreviation, issn_in(record.get("SN")), record.get("VL"), record.get("IS", "CP"), _pages(record)
    )


def _pages(record: RisRecord) -> str:
    start, end = record.get("SP"), record.get("EP")
    return f"{start}-{end}" if start and end and end != start else start or end


def published(record: RisRecord) -> Published:
    """DA where it is of the year that PY states, else PY: "2019/03/05/", with or without what is not known."""
    year = _date(record.get("PY", "Y1"), "PY")
    day = _date(record.get("DA"), "DA")
    if day.date and (not year.date or day.year == year.year) and len(day.date) >= len(year.date):
        return day
    return year if not year.date or year.precision != "year" else _with_month(year, record.get("DA"))


def _date(value: str, origin: str) -> Published:
    found = _DATE.fullmatch(value)
    if not found:
        return read_date(value, origin)
    return read_date("-".join(part for part in found.groups() if part), origin)


def _with_month(year: Published, value: str) -> Published:
    """A year with the month, and the day, of "15 Mar" or "Mar 15", as Web of Science has them."""
    found = _WRITTEN.match(value)
    if not found or found[2].lower() not in MONTHS:
        return year
    day = found[1] or found[3] or ""
    month = f"{year.date}-{MONTHS.index(found[2].lower()) + 1:02}"
    return read_date(f"{month}-{day}" if day else month, "DA")


def pmid(record: RisRecord) -> str:
    """From AN where the database is PubMed, from an address of PubMed's, or from a note "PMID: 123"."""
    if any(_PUBMED.match(value) for value in record.all("DB", "DP")) and (found := pmid_in(record.get("AN"))):
        return found
    found = next(filter(None, map(pmid_in_address, record.all("UR", "L2", "L1"))), "")
    return found or next(filter(None, map(pmid_in_note, record.all("N1"))), "")


def pmcid(record: RisRecord) -> str:
    """From C2, where EndNote keeps it, or from AN and C1 with its prefix."""
    return next(filter(None, map(pmcid_in, record.all("C2", "C1", "AN"))), "")
