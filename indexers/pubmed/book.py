"""One PubmedBookArticle (a book, or a chapter such as one of StatPearls or GeneReviews) to a document."""

from lxml.etree import _Element as Element

from evidence.appraisal import indexed_design, status_of
from evidence.model import Document, Journal, Term
from indexers.pubmed import dates, fields
from indexers.pubmed.article import languages, numbered
from indexers.pubmed.citation import URL, no_title
from indexers.pubmed.links import identifiers, links, listed_ids, valid_locations
from indexers.pubmed.outcome import UnreadableError
from indexers.pubmed.sections import abstract, abstract_parts, compose, title


def book_document(record: Element) -> Document:
    """The document of a PubmedBookArticle; its journal is the book. Raises UnreadableError."""
    book = record.find("BookDocument")
    if book is None:
        raise UnreadableError("it has no BookDocument")
    pmid, version = numbered(book.find("PMID"))
    parts = abstract(abstract_parts(book.find("Abstract")), book.iterchildren("OtherAbstract"))
    vernacular = fields.text(book, "VernacularTitle")
    container = fields.text(book, "Book/BookTitle")
    heading = title(fields.text(book, "ArticleTitle"), vernacular, container) or no_title(parts)
    text, sections = compose(heading, parts)
    types = fields.terms(book.iterchildren("PublicationType"))
    linked = links(book.find("CommentsCorrectionsList"))
    listed = record.find("PubmedBookData/ArticleIdList")
    pages = fields.pages(book.find("Pagination"))
    return Document(
        id=f"pubmed:{pmid}",
        title=heading,
        text=text,
        source="pubmed",
        form="pubmed-xml",
        sections=sections,
        published=dates.book_published(book),
        authors=fields.authors(_author_list(book)),
        journal=Journal(container, volume=fields.text(book, "Book/Volume"), pages=pages),
        identifiers=identifiers(pmid, listed_ids(listed), valid_locations(book.iterfind("Book/ELocationID"))),
        languages=languages(book.iterchildren("Language")),
        vernacular_title=vernacular,
        publication_types=types,
        keywords=fields.keywords(book.iterchildren("KeywordList")),
        grants=fields.grants(book.find("GrantList")),
        links=linked,
        design=_design(types, heading),
        status=status_of(linked, types),
        url=URL.format(pmid),
        version=version,
        revised=dates.revised(book.find("DateRevised")),
    )


def _design(types: tuple[Term, ...], heading: str) -> str:
    """A chapter, but for the reviews and guidelines that Bookshelf holds, too."""
    found = indexed_design(types, (), heading)
    return found if found in ("guideline", "systematic-review", "meta-analysis", "notice") else "book-chapter"


def _author_list(book: Element) -> Element | None:
    """The chapter's authors, else the book's; never the editors."""
    lists = [*book.iterchildren("AuthorList"), *book.iterfind("Book/AuthorList")]
    return next((listed for listed in lists if listed.get("Type") != "editors"), None)
