"""The report as one value; its JSON is INTERFACE.md's, and Markdown and HTML are drawn from nothing else."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from evidence.model import (
    Author,
    Claim,
    Filters,
    Identifiers,
    Journal,
    Kind,
    Link,
    MeshHeading,
    Notice,
    Plan,
    Published,
    Section,
    Status,
    Term,
)  # fmt: skip
from evidence.text.question_type import QuestionType

Direction = Literal["less", "more", "none", ""]  # less or more of an outcome, no difference, or untold


@dataclass(frozen=True, slots=True)
class Run:
    """What differs between two equal runs, with `Search.at`."""

    id: str
    started: str  # ISO, UTC
    seconds: float


@dataclass(frozen=True, slots=True)
class Policy:
    """The rules of a run as they were applied. `filters` is what every search kept to, states included."""

    filters: Filters = Filters()
    allow: tuple[str, ...] = ()  # of concern, preprint, superseded: what may be cited although it is so marked
    name: str = ""  # of the policy's file
    only: tuple[str, ...] = ()  # entries and collections, as the policy names them
    tier: int | None = None  # the least trusted that was admitted; 1 is the most trusted
    exclude: tuple[str, ...] = ()
    source_list: str = ""  # the version of the list of sources
    source_list_place: str = ""  # its file; "" for the one that ships
    entries: tuple[str, ...] = ()  # of that list, those that the policy admits
    not_quoted: tuple[str, ...] = ()  # sources whose licence allows no quotation


@dataclass(frozen=True, slots=True)
class Search:
    """One search exactly as run: `found` documents, of which `kept` could be evidence.

    Of a live search, `source` is "pubmed", and `kept` records were taken into the library.
    """

    facet: str
    text: str
    syntax: str
    source: str
    mode: str
    filters: Filters
    at: str
    found: int
    kept: int
    translation: str = ""  # the query as PubMed understood it
    notes: tuple[str, ...] = ()  # what PubMed said of it, and why it was asked
    problem: str = ""  # why there was no answer; "" where there was one


@dataclass(frozen=True, slots=True)
class ReportSection:
    """A heading and the claims under it, by id."""

    title: str
    claims: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """A document that the report cites: as `show` gives it, less its text.

    `admitted_by` names the entries of the source list that let it in; `replaced_by` what took its place.
    """

    number: int  # its number in the reference list, from 1
    id: str
    title: str
    sections: tuple[Section, ...]
    published: Published
    authors: tuple[Author, ...]
    journal: Journal
    identifiers: Identifiers
    languages: tuple[str, ...]
    publication_types: tuple[Term, ...]
    mesh: tuple[MeshHeading, ...]
    design: str
    level: int | None
    status: Status
    is_preprint: bool
    links: tuple[Link, ...]
    notices: tuple[Notice, ...]  # what others say of its state: marked wherever it is cited
    source: str
    also_in: tuple[str, ...]
    licence: str
    url: str
    reference: str  # Vancouver
    fictional: bool
    organisation: str = ""
    edition: str = ""
    population: str = ""
    text_form: str = ""
    admitted_by: tuple[str, ...] = ()
    replaced_by: str = ""
    gone_since: str = ""  # ISO date: its address gives no such page any more


@dataclass(frozen=True, slots=True)
class Stated:
    """Words of a document, located: `document.text[start:end] == text`."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Estimate:
    """An effect as a study states it. Values are those written, nothing is rounded; per cent stay per cent."""

    measure: str  # a name of evidence.text.measures: HR, RR, OR, MD, ...
    value: Decimal
    low: Decimal | None = None
    high: Decimal | None = None
    level: Decimal | None = None  # of the interval, in per cent; None where it is not stated
    unit: str = ""
    crosses_no_effect: bool | None = None  # None where it cannot be told


@dataclass(frozen=True, slots=True)
class Computed:
    """A figure that no source states: `formula` shows how it comes from the counts in `of`."""

    measure: str  # RD in percentage points, or NNT in people
    value: Decimal
    formula: str
    of: tuple[Stated, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the summary of findings; every cell is located, an indexed fact or empty.

    `outcome` is the question's own words. `effect` holds `estimate`, and stands in `said`, the sentence or row that
    `direction` was read from.
    """

    document_id: str
    study: str
    design: str
    level: int | None
    year: int | None
    outcome: str
    participants: Stated | None = None  # how many took part: "1,234 patients"
    population: Stated | None = None  # who they were
    setting: Stated | None = None  # where: country, centres
    follow_up: Stated | None = None
    comparison: Stated | None = None
    effect: Stated | None = None
    estimate: Estimate | None = None
    computed: tuple[Computed, ...] = ()
    direction: Direction = ""  # of the outcome asked about; "" where it cannot be told
    said: Stated | None = None
    registrations: tuple[str, ...] = ()  # of the trial: NCT00262600
    same_study: tuple[str, ...] = ()  # ids of other cited documents that report the same trial
    funding: Stated | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Claims that point different ways on one matter."""

    title: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Claims that point the same way on one matter, the strongest designs first."""

    title: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """A sentence about quoted claims: it says nothing that they, or the table's rows of their documents, do not."""

    text: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShortAnswer:
    """What the quoted claims say together, by a rule that `method` tells; no lines where it abstains, `reason` says why.

    `reply` is yes, no or undecided for a yes/no question, else "".
    """

    form: QuestionType
    reply: str = ""
    lines: tuple[AnswerLine, ...] = ()
    reason: str = ""
    method: str = ""


@dataclass(frozen=True, slots=True)
class Removed:
    """A claim that did not stand, and why."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Excluded:
    """A document that was found and left out, and why."""

    document_id: str
    reason: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Measures:
    """The citation check's figures."""

    sentences: int = 0
    cited_sentences: int = 0
    citations: int = 0
    supported_citations: int = 0
    removed: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """What was asked, what was found, and how."""

    run: Run
    question: str
    kind: Kind
    revision: int
    policy: Policy
    plan: Plan
    searches: tuple[Search, ...]
    bottom_line: tuple[str, ...]  # claim ids; empty where nothing was found
    sections: tuple[ReportSection, ...]
    claims: tuple[Claim, ...]
    documents: tuple[CitedDocument, ...]
    table: tuple[Row, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    answer: ShortAnswer | None = None  # None where nothing was found
    gaps: tuple[str, ...] = ()  # what the evidence at hand leaves open, in plain sentences
    removed: tuple[Removed, ...] = ()
    excluded: tuple[Excluded, ...] = ()
    limits: tuple[str, ...] = ()
    measures: Measures = Measures()
    answered: bool = field(default=True)
