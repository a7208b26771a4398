"""One MEDLINE citation, parsed by libxml2, to a document."""

from collections.abc import Iterable

from lxml.etree import _Element as Element

from evidence.model import Document
from indexers.pubmed import dates, fields
from indexers.pubmed.citation import Citation, document_of, each_once, number
from indexers.pubmed.fields import first
from indexers.pubmed.links import identifiers, links, listed_ids, valid_locations
from indexers.pubmed.markup import flatten
from indexers.pubmed.outcome import UnreadableError
from indexers.pubmed.sections import abstract, abstract_parts


def article_document(record: Element) -> Document:
    """The document of a PubmedArticle, or of a MedlineCitation that stands by itself. Raises UnreadableError."""
    outside = fields.children(record)
    citation = record if record.tag == "MedlineCitation" else outside.get("MedlineCitation")
    around = fields.grouped(citation) if citation is not None else {}
    article = first(around, "Article")
    if article is None:
        raise UnreadableError("it has no MedlineCitation with an Article")
    pmid, version = numbered(first(around, "PMID"))
    inside = fields.grouped(article)
    journal = fields.children(first(inside, "Journal"))
    issue = fields.children(journal.get("JournalIssue"))
    listed = listed_ids(fields.children(outside.get("PubmedData")).get("ArticleIdList"))
    return document_of(
        Citation(
            pmid=pmid,
            version=version,
            title=flatten(first(inside, "ArticleTitle")),
            vernacular_title=flatten(first(inside, "VernacularTitle")),
            abstract=abstract(abstract_parts(first(inside, "Abstract")), around.get("OtherAbstract", ())),
            published=dates.published(inside.get("ArticleDate", ()), issue.get("PubDate")),
            authors=fields.authors(first(inside, "AuthorList")),
            journal=fields.journal(journal, issue, first(around, "MedlineJournalInfo"), first(inside, "Pagination")),
            identifiers=identifiers(pmid, listed, valid_locations(inside.get("ELocationID", ()))),
            languages=languages(inside.get("Language", ())),
            publication_types=fields.terms(first(inside, "PublicationTypeList")),
            mesh=fields.mesh(first(around, "MeshHeadingList")),
            keywords=fields.keywords(around.get("KeywordList", ())),
            chemicals=fields.chemicals(first(around, "ChemicalList")),
            grants=fields.grants(first(inside, "GrantList")),
            registrations=fields.registrations(first(inside, "DataBankList")),
            links=links(first(around, "CommentsCorrectionsList")),
            revised=dates.revised(first(around, "DateRevised")),
        )
    )


def numbered(element: Element | None) -> tuple[str, int]:
    """PMID and version. Raises UnreadableError without a PMID."""
    return number(element.text or "", element.get("Version", "1")) if element is not None else number("", "1")


def languages(listed: Iterable[Element]) -> tuple[str, ...]:
    """As the record codes them, each once."""
    return each_once((language.text or "").strip() for language in listed)
