"""References of a RIS file (Reference Manager, 2001 and 2011): a line is a tag, two blanks, a dash and a value."""

import re
from collections import defaultdict
from collections.abc import Iterator

from citations.manuscript.identifiers import clean_doi, of_address
from citations.manuscript.model import Reference

_FIELD = re.compile(r"([A-Z][A-Z0-9]) {1,2}- ?(.*)")
_FIRST = re.compile(r"\s*TY {1,2}- ?\w")
_PMID_NOTE = re.compile(r"PMID:? ?(\d{1,9})\b", re.I)
_PMCID = re.compile(r"PMC\d{1,9}", re.I)
_PUBMED = re.compile(r"pubmed|medline|nlm", re.I)

Record = dict[str, list[str]]


def looks_like_ris(text: str) -> bool:
    """Whether its first line begins a record."""
    return bool(_FIRST.match(text))


def read_ris(text: str) -> Iterator[Reference]:
    """Every record; its key is its ID, else its place in the file."""
    for place, record in enumerate(_records(text), start=1):
        yield _reference(record, place)


def _records(text: str) -> Iterator[Record]:
    """From one TY to the next."""
    record: Record = defaultdict(list)
    last = ""
    for line in text.splitlines():
        match = _FIELD.match(line)
        if match and match[1] == "TY" and record:
            yield record
            record = defaultdict(list)
        if match:
            last = match[1]
            record[last].append(match[2].strip())
        elif last and line.strip():
            record[last][-1] = f"{record[last][-1]} {line.strip()}".strip()
    if record:
        yield record


def _first(record: Record, *tags: str) -> str:
    return next((value for tag in tags for value in record.get(tag, ()) if value), "")


def _reference(record: Record, place: int) -> Reference:
    title = _first(record, "TI", "T1", "CT", "BT")
    addresses = [of_address(url) for tag in ("UR", "L2", "L3") for url in record.get(tag, ())]
    named: dict[str, str] = dict(reversed(addresses))
    doi = _first(record, "DO", "DI")
    year = re.match(r"\d{4}", _first(record, "PY", "Y1", "DA"))
    return Reference(
        key=_first(record, "ID") or str(place),
        text=title or f"record {place}",
        pmid=_pmid(record) or named.get("pmid", ""),
        pmcid=_pmcid(record) or named.get("pmcid", ""),
        doi=clean_doi(doi[doi.find("10.") :]) if "10." in doi else named.get("doi", ""),
        url=named.get("link", ""),
        title=title,
        authors=tuple(name.partition(",")[0].strip() for tag in ("AU", "A1") for name in record.get(tag, ()) if name),
        year=year.group() if year else "",
        journal=_first(record, "T2", "JF", "JO", "JA", "J2"),
    )


def _pmid(record: Record) -> str:
    """From AN where the database is PubMed, or from a note "PMID: 123"; a bare number elsewhere is none."""
    number = _first(record, "AN")
    if number.isdigit() and any(_PUBMED.search(value) for tag in ("DB", "DP") for value in record.get(tag, ())):
        return number.lstrip("0")
    notes = (_PMID_NOTE.search(value) for value in (*record.get("N1", ()), number))
    return next((match[1] for match in notes if match), "")


def _pmcid(record: Record) -> str:
    values = (_PMCID.fullmatch(value) for tag in ("C2", "C1", "AN") for value in record.get(tag, ()))
    return next((match.group().upper() for match in values if match), "")
