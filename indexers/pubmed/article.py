"""One MEDLINE citation to a document."""

from lxml.etree import _Element as Element

from evidence.appraisal import indexed_design, status_of
from evidence.model import Document
from indexers.pubmed import dates, fields
from indexers.pubmed.links import identifiers, is_pmid, links
from indexers.pubmed.markup import flatten
from indexers.pubmed.outcome import UnreadableError
from indexers.pubmed.sections import NO_TITLE, abstract, compose, title

PREPRINT = "D000076942"
URL = "https://pubmed.ncbi.nlm.nih.gov/{}/"


def article_document(record: Element) -> Document:
    """The document of a PubmedArticle, or of a MedlineCitation that stands by itself. Raises UnreadableError."""
    citation = record if record.tag == "MedlineCitation" else record.find("MedlineCitation")
    around = fields.children(citation)
    article = around.get("Article")
    if citation is None or article is None:
        raise UnreadableError("it has no MedlineCitation with an Article")
    pmid, version = number(around.get("PMID"))
    inside = fields.children(article)
    vernacular = flatten(inside.get("VernacularTitle"))
    parts = abstract(inside.get("Abstract"), citation.iterchildren("OtherAbstract"))
    heading = title(flatten(inside.get("ArticleTitle")), vernacular) or no_title(parts)
    text, sections = compose(heading, parts)
    types = fields.terms(inside.get("PublicationTypeList", ()))
    headings = fields.mesh(around.get("MeshHeadingList"))
    linked = links(around.get("CommentsCorrectionsList"))
    return Document(
        id=f"pubmed:{pmid}",
        title=heading,
        text=text,
        source="pubmed",
        form="pubmed-xml",
        sections=sections,
        published=dates.published(article, article.find("Journal/JournalIssue/PubDate")),
        authors=fields.authors(inside.get("AuthorList")),
        journal=fields.journal(inside.get("Journal"), around.get("MedlineJournalInfo"), inside.get("Pagination")),
        identifiers=identifiers(pmid, record.find("PubmedData/ArticleIdList"), article.iterchildren("ELocationID")),
        languages=languages(article),
        vernacular_title=vernacular,
        publication_types=types,
        mesh=headings,
        keywords=fields.keywords(citation) if "KeywordList" in around else (),
        chemicals=fields.chemicals(around.get("ChemicalList")),
        grants=fields.grants(inside.get("GrantList")),
        registrations=fields.registrations(inside.get("DataBankList")),
        links=linked,
        design=indexed_design(types, headings, heading),
        status=status_of(linked, types),
        is_preprint=any(term.ui == PREPRINT or term.name.casefold() == "preprint" for term in types),
        url=URL.format(pmid),
        version=version,
        revised=dates.revised(around.get("DateRevised")),
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


def languages(element: Element) -> tuple[str, ...]:
    """As the record codes them, each once."""
    found = ((language.text or "").strip() for language in element.iterchildren("Language"))
    return tuple(dict.fromkeys(language for language in found if language))
