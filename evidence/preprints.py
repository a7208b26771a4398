"""Which names and DOIs are a preprint server's: many records of preprints call themselves articles of a journal.

Names as PubMed, Crossref, Zotero and Google Scholar write them. A server whose articles are reviewed openly after they
are posted and then indexed (F1000Research, Wellcome Open Research) is a journal here, as it is to NLM.
"""

import re
from functools import lru_cache

from evidence.model import Journal

# whole names, in lower case, without what is no letter or digit
_NAMES = frozenset(
    {
        "authorea", "authoreainc", "corr", "ressq", "researchsq", "researchsquare", "researchsquareplatformllc",
        "natureprecedings", "openrxiv", "cambridgeopenengage", "essopenarchive", "vixra", "jxiv", "frenxiv",
        "socialscienceresearchnetwork",
    }
)  # fmt: skip
# medRxiv, bioRxiv, arXiv, PsyArXiv, ChemRxiv, ...; SSRN Electronic Journal; OSF Preprints, Preprints.org
_NAMED = re.compile(r"(?<=[a-z])[ar]xiv\b|\b(?:arxiv|ssrn|pre-?prints?)\b", re.IGNORECASE)
_JOINED = re.compile(r"[\W_]+")
# prefix and suffix as the servers mint them. 10.1101 is also the prefix of Cold Spring Harbor's journals, whose suffixes
# begin with letters: bioRxiv's are a number of six digits (until 2019) or a date with one (openRxiv, "Understanding
# DOIs for preprints", 2025, which also gives 10.64898)
_DOI = re.compile(
    r"10\.(?:"
    r"(?:1101|64898)/(?:\d{4}\.\d{2}\.\d{2}\.\d{6,8}|\d{6})(?:v\d+)?$"
    r"|21203/rs\.|2139/ssrn\.|48550/arxiv\.|3123[45]/osf\.io|31219/osf\.io|20944/preprints|26434/chemrxiv"
    r"|22541/(?:au\.|essoar\.)|36227/techrxiv|7287/peerj\.preprints|1590/scielopreprints|2196/preprints)",
    re.IGNORECASE,
)
_RESOLVER = re.compile(r"^\s*(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)


@lru_cache(maxsize=4096)
def is_preprint_server(journal: str, publisher: str = "") -> bool:
    """Whether a journal's or a publisher's name is that of a server for preprints."""
    return any(_is_server(name) for name in (journal, publisher) if name)


def is_preprint_doi(doi: str) -> bool:
    """Whether a DOI, bare or as an address, is one that a server for preprints mints."""
    return _DOI.match(_RESOLVER.sub("", doi)) is not None


def is_preprint_record(journal: Journal, publisher: str, doi: str) -> bool:
    """Whether where a record appeared, or its own DOI, says that it is a preprint."""
    return (
        is_preprint_server(journal.title, publisher) or is_preprint_server(journal.abbreviation) or is_preprint_doi(doi)
    )


def _is_server(name: str) -> bool:
    name = name[:500]  # characters: a name is meant
    return _NAMED.search(name) is not None or _JOINED.sub("", name.lower()) in _NAMES
