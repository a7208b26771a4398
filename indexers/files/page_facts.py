"""What a page's head says about it: dates, language, address, publisher, licence; and whether it is called a guideline."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from evidence.model import Identifiers, Published
from indexers.files.charset import visible_characters
from indexers.files.dates import read_date
from indexers.files.page_notices import status_of as status_of  # the readers of PDF and section trees take it from here

_ISSUED = (
    "citation_publication_date", "citation_date", "article:published_time", "dc.date", "dc.date.issued",
    "dcterms.issued", "dcterms.date", "dcterms.created", "datepublished",
)  # fmt: skip
_MODIFIED = ("dcterms.modified", "dc.date.modified", "article:modified_time", "datemodified", "last-modified")
_PUBLISHERS = ("citation_journal_title", "citation_publisher", "dc.publisher", "dcterms.publisher", "og:site_name")
_ORGANISATIONS = ("citation_publisher", "dc.publisher", "dcterms.publisher", "og:site_name")
_META_NAMES = ("name", "property", "itemprop", "http-equiv")
_LICENCES = ("dc.rights", "dcterms.license", "dcterms.rights", "citation_license", "copyright")
_KINDS = ("citation_title", "og:title", "dc.title", "dcterms.title", "dc.type", "dcterms.type", "citation_article_type")
# ISO 639-1 -> the three letters of MEDLINE (ISO 639-2/B)
_LANGUAGE_PAIRS = (
    "en:eng fr:fre de:ger es:spa it:ita pt:por nl:dut sv:swe da:dan no:nor nb:nor nn:nor fi:fin is:ice pl:pol cs:cze "
    "sk:slo hu:hun ro:rum bg:bul hr:hrv sr:srp sl:slv et:est lv:lav lt:lit ru:rus uk:ukr tr:tur el:gre zh:chi ja:jpn "
    "ko:kor ar:ara he:heb fa:per hi:hin id:ind vi:vie th:tha ca:cat"
)
_LANGUAGES = dict(pair.split(":") for pair in _LANGUAGE_PAIRS.split())
_GUIDELINE = re.compile(
    r"\b(?:guidelines?|recommendation statements?|leitlinien?|lignes? directrices?|guías? de práctica clínica)\b", re.I
)


@dataclass(frozen=True, slots=True)
class PageFacts:
    """Empty strings for what the page does not state."""

    issued: Published
    modified: Published
    language: str
    url: str
    publisher: str
    organisation: str
    licence: str
    identifiers: Identifiers
    kinds: tuple[str, ...]  # titles and types as the head states them


def page_facts(root: etree._Element) -> PageFacts:
    """Reads the head of the page, and <time> where the head states no date."""
    meta = _meta(root)
    issued = _date(meta, _ISSUED)
    return PageFacts(
        issued=issued if issued.date else _time(root),
        modified=_date(meta, _MODIFIED),
        language=_language(root),
        url=_link(root, "canonical") or meta.get("og:url", ""),
        publisher=_of(meta, _PUBLISHERS),
        organisation=_of(meta, _ORGANISATIONS),
        licence=_link(root, "license") or _of(meta, _LICENCES),
        identifiers=_identifiers(meta),
        kinds=tuple(meta[name] for name in _KINDS if name in meta),
    )


def is_guideline(titles: Iterable[str]) -> bool:
    """Whether a title or a type says guideline or recommendation statement."""
    return any(_GUIDELINE.search(title) for title in titles)


def _meta(root: etree._Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        name = next((element.get(key, "") for key in _META_NAMES if element.get(key)), "")
        content = _clean(element.get("content", ""))
        if content:
            found.setdefault(name.strip().lower(), content)
    return found


def _date(meta: dict[str, str], names: Iterable[str]) -> Published:
    dates = (read_date(meta[name], name) for name in names if name in meta)
    return next((found for found in dates if found.date), Published())


def _time(root: etree._Element) -> Published:
    dates = (read_date(element.get("datetime", ""), "time") for element in root.iter("time"))
    return next((found for found in dates if found.date), Published())


def _language(root: etree._Element) -> str:
    stated = _clean(root.get("lang", "")).lower().replace("_", "-").split("-")[0]
    return stated if stated in _LANGUAGES.values() else _LANGUAGES.get(stated, "")


def _link(root: etree._Element, relation: str) -> str:
    for element in root.iter("link", "a"):
        if relation in element.get("rel", "").lower().split():
            return _clean(element.get("href", ""))
    return ""


def _of(meta: dict[str, str], names: Iterable[str]) -> str:
    return next((meta[name] for name in names if name in meta), "")


def _identifiers(meta: dict[str, str]) -> Identifiers:
    pmid = meta.get("citation_pmid", "")
    doi = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", meta.get("citation_doi", ""), flags=re.I)
    return Identifiers(pmid=pmid if pmid.isascii() and pmid.isdigit() else "", doi=doi)


def _clean(value: str) -> str:
    return " ".join(visible_characters(value).split())
