"""What is exported of a document, whether the library has it or a report names it."""

from dataclasses import dataclass, replace
from urllib.parse import unquote

from evidence.bibliography import Kept, Part, is_plain, kept_parts, printed
from evidence.model import Author, Document, Identifiers, Journal, Published, Status
from evidence.report import CitedDocument
from evidence.state_notes import said_by, state_note

_ABSTRACTS = ("pubmed-xml", "nbib", "csl-json", "ris", "bibtex", "jsonl")  # forms whose text is title and abstract


@dataclass(frozen=True, slots=True)
class Entry:
    """A reference with all its fields; `name` is what the document is called in its collection."""

    id: str
    name: str
    title: str
    abstract: tuple[Part, ...]
    vernacular: str
    authors: tuple[Author, ...]
    journal: Journal
    published: Published
    identifiers: Identifiers
    languages: tuple[str, ...]
    keywords: tuple[str, ...]
    types: tuple[str, ...]
    mesh: tuple[str, ...]  # as NBIB writes them: Brain Ischemia/*surgery
    url: str
    is_preprint: bool
    edition: str = ""  # of a guideline
    status: Status = "current"
    said_by: tuple[str, ...] = ()  # who gives it this status: ids or DOIs of notices or of newer versions

    @property
    def state_note(self) -> str:
        """ "RETRACTED (notice: pubmed:123)"; "" for what may be cited as it stands."""
        return state_note(self.status, self.said_by)

    @property
    def abstract_text(self) -> str:
        """The abstract on one line."""
        return printed(self.abstract)


def entry_of(document: Document | CitedDocument) -> Entry:
    """The reference of a document; of a report's, which keeps neither, without abstract and keywords."""
    whole = document if isinstance(document, Document) else None
    return Entry(
        id=document.id,
        name=_name(document.id),
        title=document.title,
        abstract=_abstract(whole) if whole else (),
        vernacular=whole.vernacular_title if whole else "",
        authors=_authors(document),
        journal=document.journal,
        published=document.published,
        identifiers=document.identifiers,
        languages=document.languages,
        keywords=whole.keywords if whole else (),
        types=tuple(term.name for term in document.publication_types),
        mesh=tuple(_heading(h.name, h.major, tuple(q.name for q in h.qualifiers)) for h in document.mesh),
        url=document.url,
        is_preprint=document.is_preprint,
        edition=document.edition,
        status=document.status,
        said_by=said_by(document.status, document.notices, document.links, _successor(document)),
    )


def _successor(document: Document | CitedDocument) -> str:
    """What took its place, which only a report says."""
    return document.replaced_by if isinstance(document, CitedDocument) else ""


def _authors(document: Document | CitedDocument) -> tuple[Author, ...]:
    """The authors, with the body that issues a guideline as their group."""
    named = {author.collective.casefold() for author in document.authors}
    if not document.organisation or document.organisation.casefold() in named:
        return document.authors
    return (*document.authors, Author(collective=document.organisation))


def without_abstract(entry: Entry) -> Entry:
    """For a source whose terms do not allow its abstracts to be passed on."""
    return replace(entry, abstract=())


def common_kept(entry: Entry) -> Kept:
    """What none of the formats has a field for."""
    return Kept(
        untyped=not entry.types,
        preprint=entry.is_preprint and not any(name.casefold() == "preprint" for name in entry.types),
        authors=() if all(map(is_plain, entry.authors)) else entry.authors,
        parts=kept_parts(entry.abstract),
    )


def _name(identifier: str) -> str:
    """ "file:set/a%20b" is called "a b", "pubmed:123" pmid123; any other id is a name itself."""
    kind, _, rest = identifier.partition(":")
    if kind == "file":
        return unquote(rest.partition("/")[2])
    return {"pubmed": f"pmid{rest}", "pmc": rest}.get(kind, identifier)


def _abstract(document: Document) -> tuple[Part, ...]:
    """The parts of the abstract; of a page or a full text, the sections that are called so."""
    text = document.text
    parts = [(s.label, s.category, text[s.start : s.end]) for s in document.sections if s.label != "Title"]
    if document.form not in _ABSTRACTS or document.text_form not in ("", *_ABSTRACTS):
        return tuple((label, category, body) for label, category, body in parts if label.lower().startswith("abstract"))
    bodies = "\n".join(body for _label, _category, body in parts)
    if text in (f"{document.title}\n\n{bodies}", document.title, bodies):
        return tuple(parts)
    rest = text.removeprefix(document.title).strip()
    return (("", "", rest),) if rest else ()


def _heading(name: str, major: bool, qualifiers: tuple[str, ...]) -> str:
    """A star marks a major topic: of the qualifiers the first, since we do not know which."""
    if not major:
        return "/".join((name, *qualifiers))
    return "/".join((name, f"*{qualifiers[0]}", *qualifiers[1:])) if qualifiers else f"*{name}"
