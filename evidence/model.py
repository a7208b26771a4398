"""The values that everything speaks: small, frozen, JSON-able with msgspec.

All offsets count characters (Unicode code points) in `Document.text`.
"""

from dataclasses import dataclass
from typing import Literal

Support = Literal["supported", "partial", "contradicted", "not_found", "undecided"]
Status = Literal["current", "corrected", "superseded", "concern", "notice", "retracted"]
Kind = Literal["therapy", "harm", "diagnosis", "prognosis", "prevention", "aetiology"]
# what a record was read from; the richer form wins (indexers.resolve)
Form = Literal["pubmed-xml", "nbib", "jats", "csl-json", "ris", "bibtex", "html", "section-tree", "pdf", "jsonl"]

STATUSES: tuple[Status, ...] = ("retracted", "notice", "concern", "superseded", "corrected", "current")  # by precedence
MISMATCHES = (
    "number", "unit", "comparison", "direction", "negation", "arm", "subgroup", "species", "certainty", "cause", "measure",
    "interval", "time", "name",
)  # fmt: skip
KINDS: tuple[Kind, ...] = ("therapy", "harm", "diagnosis", "prognosis", "prevention", "aetiology")


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of `Document.text`: `label` as the publisher wrote it, `category` as NLM normalised it ("" if neither)."""

    label: str
    start: int
    end: int
    category: str = ""


@dataclass(frozen=True, slots=True)
class Published:
    """A date as precise as the record states it: ISO "2021", "2021-03" or "2021-03-15"."""

    date: str = ""
    precision: Literal["", "year", "month", "day"] = ""
    origin: str = ""  # the element it was read from: ArticleDate, PubDate, MedlineDate, ...

    @property
    def year(self) -> int | None:
        """The year, or None where the record states none."""
        return int(self.date[:4]) if self.date else None


@dataclass(frozen=True, slots=True)
class Author:
    """A person (family name, given names, initials) or, in `collective`, a group."""

    family: str = ""
    given: str = ""
    initials: str = ""
    collective: str = ""
    suffix: str = ""  # Jr, 3rd


@dataclass(frozen=True, slots=True)
class Journal:
    """Where an article appeared; empty strings for what is not stated."""

    title: str = ""
    abbreviation: str = ""
    issn: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""


@dataclass(frozen=True, slots=True)
class Identifiers:
    """The article's own identifiers, never those of what it cites."""

    pmid: str = ""
    pmcid: str = ""  # with its prefix: PMC128915
    doi: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A term of a controlled vocabulary: NLM's unique id ("D016449") and its name."""

    ui: str
    name: str


@dataclass(frozen=True, slots=True)
class MeshHeading:
    """A MeSH descriptor as indexed; `major` if it, or a qualifier of it, is a major topic."""

    ui: str
    name: str
    major: bool = False
    qualifiers: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Grant:
    """Funding as the record states it."""

    number: str = ""
    agency: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A CommentsCorrections link. `kind` is the RefType; `target` a document id, or "" where only `note` says what it is."""

    kind: str
    target: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """What somebody else says of a document's state: a notice in the library, or a list of retractions."""

    status: Status
    by: str  # id of the notice, or its DOI; "" where the list names none
    source: str  # "pubmed" for links between records, else the list's name: retraction-watch, crossref
    date: str = ""  # ISO, as far as it is known


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: `text[start:end]` is its own text; its heads also stand beside it in the text."""

    start: int
    end: int
    row: str = ""  # head of its row, "" where it has none
    column: str = ""  # heads of its column, topmost first, joined by a space
    table: str = ""  # the table's label: "Table 2"


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a paginated document: `text[start:end]` stands on it."""

    label: str  # as the file labels it: "12", "iv"
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A recommendation verbatim, `text[start:end]`, with its grade in its body's own words; nothing is converted."""

    start: int
    end: int
    system: str = ""  # USPSTF, GRADE, NICE, ACC/AHA, ...; "" where the page names none
    strength: str = ""  # "B", "strong", "offer", "COR 1"; "" where none is stated
    certainty: str = ""  # "moderate", "LOE B-R"; "" where none is stated
    population: str = ""
    era: str = ""  # of the grade's definition, where that has changed: "since July 2012"


@dataclass(frozen=True, slots=True)
class Document:
    """One record, article, book chapter or page. `text` is the string that all offsets count in: the title, a blank line, the sections."""

    id: str  # namespaced: pubmed:31883958, pmc:PMC128915, file:scifact/4983
    title: str
    text: str
    source: str  # "pubmed", or the collection's name for files
    form: Form
    sections: tuple[Section, ...] = ()
    published: Published = Published()
    authors: tuple[Author, ...] = ()
    journal: Journal = Journal()
    identifiers: Identifiers = Identifiers()
    languages: tuple[str, ...] = ()  # as the record codes them: eng, fre
    vernacular_title: str = ""
    publication_types: tuple[Term, ...] = ()
    mesh: tuple[MeshHeading, ...] = ()
    keywords: tuple[str, ...] = ()
    chemicals: tuple[Term, ...] = ()
    grants: tuple[Grant, ...] = ()
    registrations: tuple[str, ...] = ()  # trial registration numbers from DataBankList, e.g. NCT00262600
    links: tuple[Link, ...] = ()
    design: str = ""  # indexed design, see evidence.appraisal; "" where nothing says
    status: Status = "current"
    is_preprint: bool = False
    also_in: tuple[str, ...] = ()  # other sources that hold this document
    notices: tuple[Notice, ...] = ()  # what others say of its state; `status` counts it in
    licence: str = ""
    url: str = ""
    version: int = 1
    revised: str = ""  # ISO date of the record's last revision, "" if unknown
    text_form: Literal["", Form] = (
        ""  # what the text was read from, where that is not the record: an article's full text
    )
    organisation: str = ""  # the body that issues a guideline
    edition: str = (
        ""  # of a guideline, as it states it: a date, "Version 2.1"; "" where it states none, whenever it was fetched
    )
    population: str = ""  # for whom a guideline is, as it states it
    recommendations: tuple[Recommendation, ...] = ()
    cells: tuple[Cell, ...] = ()  # of its tables, in the order of the text
    pages: tuple[Page, ...] = ()  # of a paginated file, in order


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of one document: `document.text[start:end] == text`, always."""

    document_id: str
    start: int
    end: int
    text: str

    @property
    def id(self) -> str:
        """`<document id>#<start>-<end>`, in characters."""
        return f"{self.document_id}#{self.start}-{self.end}"


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search may return. Years are inclusive; an empty tuple does not restrict."""

    since: int | None = None
    until: int | None = None
    designs: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    statuses: tuple[Status, ...] = ()
    not_sources: tuple[str, ...] = ()  # a document that one of these holds is left out, whoever else holds it
    preprints: bool = True  # whether they may be among the results


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched for, and within what."""

    text: str
    filters: Filters = Filters()


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that a retriever found; higher is better, scales differ between retrievers. One hit per document in a list."""

    passage: Passage
    score: float
    retriever: str  # "lexical", "dense", "hybrid", "scan"
    scores: tuple[tuple[str, float], ...] = ()  # the scores that a fusion was made of


@dataclass(frozen=True, slots=True)
class SubQuery:
    """One facet of a question and the words that are searched for it."""

    facet: str
    title: str
    text: str
    filters: Filters = Filters()


@dataclass(frozen=True, slots=True)
class Plan:
    """How a question will be searched. Fields of PICO are "" where they cannot be read off."""

    question: str
    kind: Kind
    queries: tuple[SubQuery, ...]
    population: str = ""
    intervention: str = ""
    comparator: str = ""
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """A located quote: `text_of(document_id)[start:end] == quote`."""

    document_id: str
    passage_id: str
    start: int
    end: int
    quote: str
    support: Support = "undecided"
    judge: str = ""
    place: str = ""  # where in the document: "p. 12", "Table 2, row Age, column Placebo"
    grade: str = ""  # of the recommendation that the quote is of, in its body's words: "USPSTF grade B"


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement and the quotes that it rests on."""

    id: str
    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Mismatch:
    """What a claim says otherwise than the source sentence nearest to it. `kind` is one of MISMATCHES."""

    kind: str
    claim: str  # the claim's words, "" where it says nothing
    source: str  # the source's words, "" where it says nothing


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a passage bears a claim out, who says so and why. `text_of(document_id)[start:end] == quote`: the nearest sentence."""

    support: Support
    judge: str
    reason: str  # a plain sentence
    quote: str = ""
    document_id: str = ""
    start: int = 0
    end: int = 0
    mismatches: tuple[Mismatch, ...] = ()
    chances: tuple[float, float, float] | None = None  # of supported, contradicted, not found; their sum is 1


@dataclass(frozen=True, slots=True)
class Evidence:
    """A document that a report may draw on, its level for the question's kind (1 to 5, OCEBM 2011), and what found it."""

    document: Document
    level: int | None = None  # None where the design says nothing about it
    facets: tuple[str, ...] = ()  # of the plan's sub-queries
