"""What a MEDLINE citation says, however it was read, and the document that it makes."""

from collections.abc import Iterable
from dataclasses import dataclass

from evidence.appraisal import indexed_design, status_of
from evidence.model import Author, Document, Grant, Identifiers, Journal, Link, MeshHeading, Published, Term
from evidence.preprints import is_preprint_record
from indexers.pubmed.links import is_pmid
from indexers.pubmed.outcome import UnreadableError
from indexers.pubmed.sections import NO_TITLE, Part, compose, title

PREPRINT = "D000076942"
URL = "https://pubmed.ncbi.nlm.nih.gov/{}/"


@dataclass(slots=True)  # not frozen: that would cost as much as a list of authors
class Citation:
    """The fields of a citation; what is not said here, `document_of` derives."""

    pmid: str
    version: int
    title: str
    vernacular_title: str
    abstract: list[Part]
    published: Published
    authors: tuple[Author, ...]
    journal: Journal
    identifiers: Identifiers
    languages: tuple[str, ...]
    publication_types: tuple[Term, ...]
    mesh: tuple[MeshHeading, ...]
    keywords: tuple[str, ...]
    chemicals: tuple[Term, ...]
    grants: tuple[Grant, ...]
    registrations: tuple[str, ...]
    links: tuple[Link, ...]
    revised: str


def document_of(citation: Citation) -> Document:
    """The document. Raises UnreadableError for a citation that has no text at all."""
    heading = title(citation.title, citation.vernacular_title) or no_title(citation.abstract)
    text, sections = compose(heading, citation.abstract)
    types = citation.publication_types
    return Document(
        id=f"pubmed:{citation.pmid}",
        title=heading,
        text=text,
        source="pubmed",
        form="pubmed-xml",
        sections=sections,
        published=citation.published,
        authors=citation.authors,
        journal=citation.journal,
        identifiers=citation.identifiers,
        languages=citation.languages,
        vernacular_title=citation.vernacular_title,
        publication_types=types,
        mesh=citation.mesh,
        keywords=citation.keywords,
        chemicals=citation.chemicals,
        grants=citation.grants,
        registrations=citation.registrations,
        links=citation.links,
        design=indexed_design(types, citation.mesh, heading),
        status=status_of(citation.links, types),
        is_preprint=any(term.ui == PREPRINT or term.name.casefold() == "preprint" for term in types)
        or is_preprint_record(citation.journal, "", citation.identifiers.doi),
        url=URL.format(citation.pmid),
        version=citation.version,
        revised=citation.revised,
    )


def number(written: str, version: str) -> tuple[str, int]:
    """PMID and version. Raises UnreadableError without a PMID."""
    pmid = written.strip()
    if not is_pmid(pmid):
        raise UnreadableError(f"its PMID is missing or no number: {pmid!r}")
    return pmid.lstrip("0"), int(version) if is_pmid(version) else 1


def no_title(parts: object) -> str:
    """The placeholder for a record that has an abstract. Raises UnreadableError for one that has no text at all."""
    if not parts:
        raise UnreadableError("it has neither a title nor an abstract")
    return NO_TITLE


def each_once(texts: Iterable[str]) -> tuple[str, ...]:
    """Those that are not empty, in order."""
    return tuple(dict.fromkeys([text for text in texts if text]))
