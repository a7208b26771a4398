"""One MEDLINE citation to a document."""

from collections.abc import Iterable

from lxml.etree import _Element as Element

from evidence.appraisal import indexed_design, status_of
from evidence.model import Document
from indexers.pubmed import dates, fields
from indexers.pubmed.fields import first
from indexers.pubmed.links import identifiers, is_pmid, links
from indexers.pubmed.markup import flatten
from indexers.pubmed.outcome import UnreadableError
from indexers.pubmed.sections import NO_TITLE, abstract, compose, title

PREPRINT = "D000076942"
URL = "https://pubmed.ncbi.nlm.nih.gov/{}/"


def article_document(record: Element) -> Document:
    """The document of a PubmedArticle, or of a MedlineCitation that stands by itself. Raises UnreadableError."""
    outside = fields.children(record)
    citation = record if record.tag == "MedlineCitation" else outside.get("MedlineCitation")
    around = fields.grouped(citation) if citation is not None else {}
    article = first(around, "Article")
    if article is None:
        raise UnreadableError("it has no MedlineCitation with an Article")
    pmid, version = number(first(around, "PMID"))
    inside = fields.grouped(article)
    journal = fields.children(first(inside, "Journal"))
    issue = fields.children(journal.get("JournalIssue"))
    data = fields.children(outside.get("PubmedData"))
    vernacular = flatten(first(inside, "VernacularTitle"))
    parts = abstract(first(inside, "Abstract"), around.get("OtherAbstract", ()))
    heading = title(flatten(first(inside, "ArticleTitle")), vernacular) or no_title(parts)
    text, sections = compose(heading, parts)
    types = fields.terms(first(inside, "PublicationTypeList"))
    headings = fields.mesh(first(around, "MeshHeadingList"))
    linked = links(first(around, "CommentsCorrectionsList"))
    return Document(
        id=f"pubmed:{pmid}",
        title=heading,
        text=text,
        source="pubmed",
        form="pubmed-xml",
        sections=sections,
        published=dates.published(inside.get("ArticleDate", ()), issue.get("PubDate")),
        authors=fields.authors(first(inside, "AuthorList")),
        journal=fields.journal(journal, issue, first(around, "MedlineJournalInfo"), first(inside, "Pagination")),
        identifiers=identifiers(pmid, data.get("ArticleIdList"), inside.get("ELocationID", ())),
        languages=languages(inside.get("Language", ())),
        vernacular_title=vernacular,
        publication_types=types,
        mesh=headings,
        keywords=fields.keywords(around.get("KeywordList", ())),
        chemicals=fields.chemicals(first(around, "ChemicalList")),
        grants=fields.grants(first(inside, "GrantList")),
        registrations=fields.registrations(first(inside, "DataBankList")),
        links=linked,
        design=indexed_design(types, headings, heading),
        status=status_of(linked, types),
        is_preprint=any(term.ui == PREPRINT or term.name.casefold() == "preprint" for term in types),
        url=URL.format(pmid),
        version=version,
        revised=dates.revised(first(around, "DateRevised")),
    )


def number(element: Element | None) -> tuple[str, int]:
    """PMID and version. Raises UnreadableError without a PMID."""
    pmid = (element.text or "").strip() if element is not None else ""
    if element is None or not is_pmid(pmid):
        raise UnreadableError(f"its PMID is missing or no number: {pmid!r}")
    version = element.get("Version", "1")
    return pmid.lstrip("0"), int(version) if is_pmid(version) else 1


def no_title(parts: object) -> str:
    """The placeholder for a record that has an abstract. Raises UnreadableError for one that has no text at all."""
    if not parts:
        raise UnreadableError("it has neither a title nor an abstract")
    return NO_TITLE


def languages(listed: Iterable[Element]) -> tuple[str, ...]:
    """As the record codes them, each once."""
    found = ((language.text or "").strip() for language in listed)
    return tuple(dict.fromkeys(language for language in found if language))
