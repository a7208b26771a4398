"""References of a page -> links to what it cites: by the PMID that a reference states or links to, else by its DOI.

A PMID and a DOI are taken as they stand; neither is ever made from the other.
"""

import re
from collections.abc import Iterable
from urllib.parse import unquote

from evidence.model import Link
from indexers.files.layout import Reference

_ADDRESS = re.compile(
    r"pubmed\.ncbi\.nlm\.nih\.gov/(\d{1,8})(?![\d])"
    r"|ncbi\.nlm\.nih\.gov/(?:m/)?pubmed/(?:\?term=)?(\d{1,8})(?![\d])"
    r"|ncbi\.nlm\.nih\.gov/entrez/[^\s]*?\blist_uids=(\d{1,8})(?![\d,])",
    re.I,
)
_STATED = re.compile(r"\b(?:PMID|PubMed(?: ID)?|Medline)\s*:\s*(\d{1,8})(?!\d)", re.I)
_DOI = re.compile(r"(?:\bdoi\s*:\s*|doi\.org/)(10\.\d{4,9}/[^\s\"<>\]]+)", re.I)


def cited(references: Iterable[Reference]) -> tuple[Link, ...]:
    """Each article once, in order: "Cites" with `pubmed:<pmid>`, or with the DOI as its note where no PMID is known."""
    links = (link for reference in references for link in _links(reference))
    return tuple(dict.fromkeys(links))


def _links(reference: Reference) -> list[Link]:
    addresses = " ".join(unquote(address) for address in reference.addresses)
    pmids = dict.fromkeys(_pmids(_ADDRESS, addresses))
    if reference.in_list:
        pmids |= dict.fromkeys(_pmids(_STATED, reference.text))
    if pmids:
        return [Link("Cites", f"pubmed:{pmid}") for pmid in pmids]
    doi = _DOI.search(f"{addresses} {reference.text}" if reference.in_list else addresses)
    return [Link("Cites", "", note=f"doi:{_trimmed(doi.group(1))}")] if doi else []


def _pmids(pattern: re.Pattern[str], text: str) -> list[str]:
    return [next(filter(None, found.groups())).lstrip("0") for found in pattern.finditer(text)]


def _trimmed(doi: str) -> str:
    """Without what ends the sentence around it; a closing bracket stays where the DOI opens one."""
    doi = doi.rstrip(".,;:'")
    return doi[:-1].rstrip(".,;") if doi.endswith(")") and doi.count("(") < doi.count(")") else doi
