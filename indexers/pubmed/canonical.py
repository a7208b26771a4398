"""A PubmedArticle in the one shape that NLM's programs write, read from its text: three times as fast as from a tree.

The record is taken apart by its tags (`indexers.pubmed.parts`), its lists are read by patterns (`indexers.pubmed.lists`),
and any child that is written otherwise (markup in a title, a list out of the common) is parsed by libxml2 by itself and
read as a whole tree would be. Every child is proven well-formed, one way or the other, whether it is used or not.
What this cannot prove it leaves to libxml2 (UncommonError): it never refuses a record, and never reads another one.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

from lxml.etree import _Element as Element

from evidence.model import Document, Identifiers, Journal, Published
from indexers.pubmed import dates, fields, lists, sections
from indexers.pubmed import links as linked
from indexers.pubmed.citation import Citation, document_of, each_once, number
from indexers.pubmed.markup import collapse
from indexers.pubmed.parts import Part, attribute, content, grouped, prove, text, tree
from indexers.pubmed.plain import UncommonError, checked

_BEGIN, _END = "<PubmedArticle>", "</PubmedArticle>"
_SEVERAL = frozenset({"ArticleDate", "ELocationID", "KeywordList", "Language", "OtherAbstract"})
# the children of each parent that are read below, and so proven well-formed; `_children` sees to all others
_OF_RECORD = frozenset({"MedlineCitation", "PubmedData"})
_OF_CITATION = frozenset(
    {"Article", "ChemicalList", "CommentsCorrectionsList", "DateCompleted", "DateRevised", "KeywordList"}
    | {"MedlineJournalInfo", "MeshHeadingList", "OtherAbstract", "PMID"}
)
_OF_ARTICLE = frozenset(
    {"Abstract", "ArticleDate", "ArticleTitle", "AuthorList", "DataBankList", "ELocationID", "GrantList", "Journal"}
    | {"Language", "Pagination", "PublicationTypeList", "VernacularTitle"}
)
_OF_DATA = frozenset({"ArticleIdList", "History"})

_Value = TypeVar("_Value")
Parts = dict[str, list[Part]]


def canonical_document(data: bytes) -> Document:
    """The document of a PubmedArticle. Raises UncommonError, and UnreadableError as `article_document` does."""
    record = checked(data)
    if not (record.startswith(_BEGIN) and record.endswith(_END)):
        raise UncommonError
    outside = _children(record[len(_BEGIN) : -len(_END)], 1, _OF_RECORD)
    around = _children(_only(outside, "MedlineCitation").inner, 2, _OF_CITATION)
    inside = _children(_only(around, "Article").inner, 3, _OF_ARTICLE)
    data_of = _first(outside, "PubmedData")
    return document_of(_citation(around, inside, _children(data_of.inner if data_of else "", 2, _OF_DATA)))


def _citation(around: Parts, inside: Parts, data: Parts) -> Citation:
    """From the children of MedlineCitation, Article and PubmedData."""
    numbered = _only(around, "PMID")
    pmid, version = number(content(numbered), attribute(numbered, "Version", "1"))
    journal, issued = _journal(around, inside)
    _either(data, "History", lists.history, lambda _tree: None)
    _either(around, "DateCompleted", _revised, dates.revised)
    return Citation(
        pmid=pmid,
        version=version,
        title=text(_first(inside, "ArticleTitle")),
        vernacular_title=text(_first(inside, "VernacularTitle")),
        abstract=_abstract(around, inside),
        published=_article_date(inside) or issued,
        authors=_either(inside, "AuthorList", lists.authors, fields.authors) or (),
        journal=journal,
        identifiers=_identifiers(pmid, inside, data),
        languages=each_once([content(part).strip() for part in inside.get("Language", ())]),
        publication_types=_either(inside, "PublicationTypeList", lists.types, fields.terms) or (),
        mesh=_either(around, "MeshHeadingList", lists.mesh, fields.mesh) or (),
        keywords=_keywords(around),
        chemicals=_either(around, "ChemicalList", lists.chemicals, fields.chemicals) or (),
        grants=_either(inside, "GrantList", lists.grants, fields.grants) or (),
        registrations=fields.registrations(tree(inside["DataBankList"][0])) if "DataBankList" in inside else (),
        links=_either(around, "CommentsCorrectionsList", lists.links, linked.links) or (),
        revised=_either(around, "DateRevised", _revised, dates.revised) or "",
    )


def _children(inner: str, depth: int, read: frozenset[str]) -> Parts:
    """The children, those that nothing reads proven well-formed, and none twice that should stand once."""
    found = grouped(inner, depth)
    for tag, parts in found.items():
        if tag not in read:
            for part in parts:
                prove(part)
        elif len(parts) > 1 and tag not in _SEVERAL:
            raise UncommonError
    return found


def _first(parts: Parts, tag: str) -> Part | None:
    return parts[tag][0] if tag in parts else None


def _only(parts: Parts, tag: str) -> Part:
    if tag not in parts:
        raise UncommonError
    return parts[tag][0]


def _either(
    parts: Parts, tag: str, of_text: Callable[[str], _Value], of_tree: Callable[[Element], _Value]
) -> _Value | None:
    """The value of the child of that tag, from its text if that is common, else from its tree; None without one."""
    return _value(parts[tag][0], of_text, of_tree) if tag in parts else None


def _value(part: Part, of_text: Callable[[str], _Value], of_tree: Callable[[Element], _Value]) -> _Value:
    try:
        return of_text(part.inner)
    except UncommonError:
        return of_tree(tree(part))


def _abstract(around: Parts, inside: Parts) -> list[sections.Part]:
    others = [tree(part) for part in around.get("OtherAbstract", ())]
    own = _either(inside, "Abstract", _plain_abstract, sections.abstract_parts)
    return sections.abstract(own or [], others)


def _plain_abstract(inner: str) -> list[sections.Part]:
    found = grouped(inner, 4)
    bodies = {tag: [collapse(content(part)) for part in parts] for tag, parts in found.items()}
    return [
        (collapse(attribute(part, "Label")), attribute(part, "NlmCategory"), body)
        for part, body in zip(found.get("AbstractText", ()), bodies.get("AbstractText", ()), strict=True)
        if body
    ]


def _journal(around: Parts, inside: Parts) -> tuple[Journal, Published]:
    """The journal, and when the issue appeared."""
    medline = _either(around, "MedlineJournalInfo", _medline, _medline_of_tree) or {}
    pages = _either(inside, "Pagination", _pages, fields.pages) or ""
    parts, issue, issued = _either(inside, "Journal", _issue, _issue_of_tree) or ({}, {}, Published())
    return fields.journal_of(parts, issue, medline, pages), issued


def _issue(inner: str) -> tuple[fields.Texts, fields.Texts, Published]:
    parts, issue, date = lists.journal(inner)
    return parts, issue, _issue_date(date)


def _issue_of_tree(element: Element) -> tuple[fields.Texts, fields.Texts, Published]:
    journal = fields.children(element)
    issue = fields.children(journal.get("JournalIssue"))
    parts, numbers = fields.texts(journal, *fields.OF_JOURNAL), fields.texts(issue, *fields.OF_ISSUE)
    return parts, numbers, dates.published((), issue.get("PubDate"))


@lru_cache(maxsize=1 << 12)  # a file's records are of few days
def _issue_date(inner: str) -> Published:
    return dates.issue_date_of(lists.leaves(inner))


@lru_cache(maxsize=1 << 12)
def _revised(inner: str) -> str:
    found = dates.read_parts(lists.leaves(inner), "DateRevised")
    return found.date if found else ""


def _article_date(inside: Parts) -> Published | None:
    """The first that can be read."""
    found = [_value(part, _one_date, _one_date_of_tree) for part in inside.get("ArticleDate", ())]
    return next((date for date in found if date), None)


def _one_date(inner: str) -> Published | None:
    return dates.read_parts(lists.leaves(inner), "ArticleDate")


def _one_date_of_tree(element: Element) -> Published | None:
    return dates.read(element, "ArticleDate")


@lru_cache(maxsize=1 << 11)  # a file's records are of few journals
def _medline(inner: str) -> fields.Texts:
    return {tag: collapse(written) for tag, written in lists.leaves(inner).items() if tag in fields.OF_MEDLINE}


def _medline_of_tree(element: Element) -> fields.Texts:
    return fields.texts(fields.children(element), *fields.OF_MEDLINE)


def _pages(inner: str) -> str:
    return fields.pages_of({tag: collapse(written) for tag, written in lists.leaves(inner).items()})


def _identifiers(pmid: str, inside: Parts, data: Parts) -> Identifiers:
    locations = [(part, content(part)) for part in inside.get("ELocationID", ())]
    valid = [(attribute(part, "EIdType"), text) for part, text in locations if attribute(part, "ValidYN") != "N"]
    return linked.identifiers(pmid, _either(data, "ArticleIdList", lists.article_ids, linked.listed_ids) or [], valid)


def _keywords(around: Parts) -> tuple[str, ...]:
    found = [_value(part, lists.keywords, fields.keywords_of) for part in around.get("KeywordList", ())]
    return each_once([word for words in found for word in words])
