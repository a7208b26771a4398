"""What a record says of other records, and the identifiers that are its own."""

import re
from collections.abc import Iterable

from lxml.etree import _Element as Element

from evidence.model import Identifiers, Link
from indexers.pubmed.markup import collapse, flatten
from indexers.pubmed.tree import nodes

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
            pmid = (child.text or "").strip()
        elif tag == "RefSource":
            note = flatten(child)
    return Link(element.get("RefType", ""), f"pubmed:{pmid}" if is_pmid(pmid) else "", note)


def is_pmid(text: str) -> bool:
    """Whether `text` can be a PMID: ASCII digits, not zero."""
    return text.isascii() and text.isdecimal() and bool(text.strip("0"))


def identifiers(pmid: str, listed: Element | None, locations: Iterable[Element]) -> Identifiers:
    """The article's own identifiers.

    `listed` is PubmedData/ArticleIdList itself: the ArticleIdLists below ReferenceList hold those of what it cites.
    `locations` are the ELocationIDs, whose DOI counts only where the list has none and it is not marked as invalid.
    """
    doi = pmcid = ""
    for element in nodes(listed) if listed is not None else ():
        kind = element.get("IdType")
        if kind == "doi":
            doi = doi or valid_doi(element.text or "")
        elif kind == "pmc":
            number = _PMCID.fullmatch((element.text or "").strip())
            pmcid = pmcid or (f"PMC{number[1]}" if number else "")
    for element in locations:
        if not doi and element.get("EIdType") == "doi" and element.get("ValidYN") != "N":
            doi = valid_doi(element.text or "")
    return Identifiers(pmid, pmcid, doi)


def valid_doi(text: str) -> str:
    """The bare DOI in `text`, as written; "" if it is none (ISO 26324: 10.<registrant>/<suffix>)."""
    bare = collapse(text)
    if not bare.startswith("10."):
        bare = _DOI_PREFIX.sub("", bare, count=1)
    return bare if _DOI.fullmatch(bare) else ""
