"""What a record says of other records, and the identifiers that are its own."""

import re
from collections.abc import Iterable

from lxml.etree import _Element as Element

from evidence.model import Identifiers, Link
from indexers.pubmed.markup import collapse, flatten
from indexers.pubmed.tree import nodes

Marked = tuple[str, str]  # kind of an identifier ("doi", "pmc", ...) and its text as written

_DOI = re.compile(r"10\.\d{3,9}(?:\.\d+)*/\S+")
_DOI_PREFIX = re.compile(r"(?:doi:\s*|https?://(?:dx\.)?doi\.org/)", re.IGNORECASE)
_PMCID = re.compile(r"(?:PMC)?(\d+)(?:\.\d+)?", re.IGNORECASE)


def links(listed: Element | None) -> tuple[Link, ...]:
    """Every link of a CommentsCorrectionsList by its RefType; the target where a PMID stands, RefSource as the note."""
    if listed is None:
        return ()
    return tuple([_link(element) for element in nodes(listed) if element.tag == "CommentsCorrections"])


def _link(element: Element) -> Link:
    pmid = note = ""
    for child in nodes(element):
        tag = child.tag
        if tag == "PMID":
            pmid = child.text or ""
        elif tag == "RefSource":
            note = flatten(child)
    return link(element.get("RefType", ""), pmid, note)


def link(kind: str, pmid: str, note: str) -> Link:
    """A link whose PMID is as written, with or without white space around it, or no PMID."""
    pmid = pmid.strip()
    return Link(kind, f"pubmed:{pmid}" if is_pmid(pmid) else "", note)


def is_pmid(text: str) -> bool:
    """Whether `text` can be a PMID: ASCII digits, not zero."""
    return text.isascii() and text.isdecimal() and bool(text.strip("0"))


def identifiers(pmid: str, listed: Iterable[Marked], locations: Iterable[Marked]) -> Identifiers:
    """The article's own identifiers.

    `listed` is PubmedData/ArticleIdList itself: the ArticleIdLists below ReferenceList hold those of what it cites.
    `locations` are the ELocationIDs that are not marked as invalid; their DOI counts only where the list has none.
    """
    doi = pmcid = ""
    for kind, text in listed:
        if kind == "doi":
            doi = doi or valid_doi(text)
        elif kind == "pmc":
            number = _PMCID.fullmatch(text.strip())
            pmcid = pmcid or (f"PMC{number[1]}" if number else "")
    for kind, text in locations:
        if not doi and kind == "doi":
            doi = valid_doi(text)
    return Identifiers(pmid, pmcid, doi)


def listed_ids(listed: Element | None) -> list[Marked]:
    """What an ArticleIdList holds."""
    return [(element.get("IdType", ""), element.text or "") for element in nodes(listed)] if listed is not None else []


def valid_locations(locations: Iterable[Element]) -> list[Marked]:
    """The ELocationIDs that are not marked as invalid."""
    valid = [element for element in locations if element.get("ValidYN") != "N"]
    return [(element.get("EIdType", ""), element.text or "") for element in valid]


def valid_doi(text: str) -> str:
    """The bare DOI in `text`, as written; "" if it is none (ISO 26324: 10.<registrant>/<suffix>)."""
    bare = collapse(text)
    if not bare.startswith("10."):
        bare = _DOI_PREFIX.sub("", bare, count=1)
    return bare if _DOI.fullmatch(bare) else ""
