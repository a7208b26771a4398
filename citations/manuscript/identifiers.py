"""PMIDs, PMCIDs, DOIs and addresses in running text. A number is only ever what the text says that it is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from citations.manuscript.model import MarkStyle

_PMID = (
    r"(?:PMIDs?|PubMed[ -]?IDs?|PubMed(?= ?:))(?: ?(?:no\.?|number))? ?[:=#]?[*_]{0,2} ?[*_]{0,2}"
    r"(?P<pmids>(?:\d{1,3}(?:,\d{3}){1,2}(?!\d)|\d{1,15})(?:(?: ?[,;] ?"
    r"| and )\d{4,9}(?![\w./-])){0,50})(?!\w)"
)
_PMC = r"(?:PMC ?IDs? ?[:=#]? ?)?(?P<pmc>PMC ?\d{1,9})(?!\w)|(?:PMC ?IDs?[:=#]?|PMC ?[:=#]) ?(?P<pmcid>\d{3,9})(?!\w)"
_DOI = r"(?:doi ?[:=]? ?(?:https?://(?:dx\.)?doi\.org/)?|(?:https?://)?(?:dx\.|www\.)?doi\.org/(?:doi:)?)?(?P<doi>10\.\d{4,9}/(?:[^\s\"<>\[\]{}|]|<\d{1,6}::?[A-Z]{1,5}-[A-Z0-9]{1,12}>){1,300})"
_URL = r"(?P<url>(?:https?://|www\.)[^\s\"<>\[\]{}|\\^`]{3,2000})"
NAMED = re.compile(rf"(?=[dhwp1])(?<![\w/.=-])(?:{_DOI}|{_PMC}|{_PMID}|{_URL})", re.I)
_PUBMED_PAGE = re.compile(
    r"(?:https?:)?(?://)?(?:pubmed\.ncbi\.nlm\.nih\.gov/(?:\?term=)?|(?:www\.)?ncbi\.nlm\.nih\.gov/(?:m/)?pubmed(?:/|/?\?term=)|(?:www\.)?pubmed\.gov/"
    r"|europepmc\.org/(?:article|abstract)/med/)(\d{1,9})(?![\w])",
    re.I,
)
_PMC_PAGE = re.compile(
    r"(?:https?:)?(?://)?(?:(?:www\.)?ncbi\.nlm\.nih\.gov/(?:labs/)?pmc/articles/|pmc\.ncbi\.nlm\.nih\.gov/articles/"
    r"|europepmc\.org/(?:article|articles|abstract)/(?:pmc/)?|europepmc\.org/articles/)(PMC\d{1,9})(?!\w)",
    re.I,
)
_DOI_PAGE = re.compile(r"(?:https?:)?(?://)?(?:(?:dx\.|www\.)?doi\.org/(?:doi:)?|doi: ?)(10\.\d{4,9}/\S{1,300})", re.I)
_DOI_ON_A_SITE = re.compile(
    r"https?://[\w.-]{3,80}/doi/(?:(?:abs|full|pdf|epdf|epub|reader|pdfdirect)/)?(10\.\d{4,9}/[^\s/?#]{2,200})(?:[?#]\S*)?", re.I
)  # fmt: skip
_BEHIND = re.compile(r"\?|#[a-z]|\.Epub\b", re.I)  # what an address or a reference puts behind a DOI
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3}){1,2}(?!\d)|\d+")  # 12,345,678 as a spreadsheet writes it
_TRAILING = ".,;:!?'\"”’*_…"


@dataclass(frozen=True, slots=True)
class Identifier:
    """`text[start:end]` names a document. `value`: digits of a PMID, PMC and digits, a DOI in lower case, or an address."""

    start: int
    end: int
    style: MarkStyle  # "pmid", "pmcid", "doi" or "link"
    value: str

    @property
    def key(self) -> str:
        """pmid:123, pmcid:PMC123, doi:10...; an address is its own."""
        return self.value if self.style == "link" else f"{self.style}:{self.value}"


def identifiers(seen: str, start: int = 0, end: int | None = None) -> Iterator[Identifier]:
    """Every identifier in order; "PMIDs 1, 2" gives two, the first with the words in front of it."""
    for match in NAMED.finditer(seen, start, len(seen) if end is None else end):
        yield from _of(match)


def of_address(url: str) -> tuple[MarkStyle, str]:
    """What an address leads to: the page of a PubMed record, a PMC article, a DOI, or only the address itself."""
    plain = unquote(url.strip()) if len(url) < 2000 else url
    if match := _PUBMED_PAGE.match(plain):
        return "pmid", match[1].lstrip("0")
    if match := _PMC_PAGE.match(plain):
        return "pmcid", match[1].upper()
    if match := _DOI_PAGE.match(plain):
        return "doi", clean_doi(match[1])
    if match := _DOI_ON_A_SITE.fullmatch(plain):  # publishers' pages: nejm.org/doi/full/10.1056/...
        return "doi", clean_doi(match[1])
    return "link", url.strip()


def clean_doi(raw: str) -> str:
    """A DOI in lower case, without what the sentence puts behind it; a bracket that it opened itself stays."""
    return _cut(_BEHIND.split(raw, maxsplit=1)[0]).lower()


def _cut(raw: str) -> str:
    while raw and (raw[-1] in _TRAILING or (raw[-1] == ")" and raw.count(")") > raw.count("("))):
        raw = raw[:-1]
    return raw


def _of(match: re.Match[str]) -> Iterator[Identifier]:
    if match["doi"]:
        value = _cut(match["doi"])
        yield Identifier(match.start(), match.start("doi") + len(value), "doi", clean_doi(value))
    elif match["pmc"] or match["pmcid"]:
        digits = re.sub(r"\D", "", match["pmc"] or match["pmcid"])
        yield Identifier(match.start(), match.end(), "pmcid", f"PMC{digits}")
    elif match["pmids"]:
        start = match.start()
        for number in _NUMBER.finditer(match["pmids"]):
            end = match.start("pmids") + number.end()
            yield Identifier(start, end, "pmid", number.group().replace(",", "").lstrip("0") or "0")
            start = end
    else:
        value = _cut(match["url"])
        style, found = of_address(value)
        yield Identifier(match.start(), match.start() + len(value), style, found)
