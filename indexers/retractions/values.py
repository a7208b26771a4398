"""Identifiers and dates as such files write them."""

import re
from datetime import date

from evidence.external import doi_key
from indexers.pubmed.links import is_pmid, valid_doi

_NONE = frozenset({"", "0", "unavailable", "n/a", "na", "none", "null", "-"})  # how files say that there is none
_FLOAT = re.compile(r"(\d+)\.0+", re.ASCII)  # spreadsheets make 12345.0 of a PMID
_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:\s.*)?", re.ASCII)  # 1/31/2020 0:00
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T\s].*)?", re.ASCII)


def says_none(text: str) -> bool:
    """Whether a cell says that there is no such identifier."""
    return text.strip().lower() in _NONE


def doi(text: str) -> str:
    """The DOI in the form that is compared; "" where there is none, or what stands there is none."""
    plain = valid_doi(text.strip())
    return doi_key(plain) if plain.isprintable() else ""


def pmid(text: str) -> str:
    """The PMID without leading zeros; "" where there is none, or what stands there is none."""
    plain = text.strip()
    if whole := _FLOAT.fullmatch(plain):
        plain = whole[1]
    return plain.lstrip("0") if is_pmid(plain) and len(plain) < 11 else ""


def iso_date(text: str) -> str:
    """The day of "1/31/2020 0:00" (month first) or "2020-01-31T00:00:00Z" in ISO; "" where that is no day."""
    plain = text.strip()
    if found := _AMERICAN.fullmatch(plain):
        month, day, year = map(int, found.groups())
    elif found := _ISO.fullmatch(plain):
        year, month, day = map(int, found.groups())
    else:
        return ""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
