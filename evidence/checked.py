"""What a citation check found, as one value: JSON, HTML and the terminal are drawn from nothing else."""

from dataclasses import dataclass, field
from typing import Literal

from evidence.model import Mismatch, Status, Support

Layer = Literal["identifier", "metadata", "state", "quote", "numbers", "support"]  # cheapest first


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one judge said; shown where judges disagree."""

    judge: str
    support: Support
    reason: str


@dataclass(frozen=True, slots=True)
class CheckedCitation:
    """One (claim, citation) pair. `text_of(document_id)[start:end] == quote`, the source's sentence nearest to the claim."""

    marker: str  # as written in the text: "[1,3-5]"
    key: str  # of the reference: "3"
    document_id: str  # "" where no document was found
    support: Support  # of this document alone
    layer: Layer  # that decided
    reason: str  # a plain sentence
    quote: str = ""
    start: int = 0
    end: int = 0
    mismatches: tuple[Mismatch, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    is_needed: bool | None = (
        None  # False where the claim stands as well without it (ALCE); None where that means nothing
    )


@dataclass(frozen=True, slots=True)
class Against:
    """A sentence that may speak against a claim: `text_of(document_id)[start:end] == quote`. A person has to read it."""

    document_id: str
    start: int
    end: int
    quote: str
    reason: str
    mismatches: tuple[Mismatch, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """A statement of the text, `text[start:end]` with its marks, and whether all that it cites, together, bears it out."""

    text: str
    start: int
    end: int
    support: Support
    reason: str
    citations: tuple[CheckedCitation, ...]
    paragraph: int = 0
    elsewhere: str = ""  # id of a document that has the sentence word for word, where the cited one has it not
    against: tuple[Against, ...] = ()  # of documents that are not cited here, where that was looked for


@dataclass(frozen=True, slots=True)
class CheckedReference:
    """A reference as written, and the record it was found to be."""

    key: str
    text: str
    document_id: str
    title: str
    status: Status | Literal[""]
    reason: str  # what is wrong with it; "" where nothing is
    url: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """The whole check of one text."""

    text: str
    claims: tuple[CheckedClaim, ...]
    references: tuple[CheckedReference, ...]
    judges: tuple[str, ...]
    revision: int | None  # of the library; None without one
    notes: tuple[str, ...] = ()
    uncited: tuple[tuple[int, int], ...] = ()  # statements without a citation, offsets in `text`
    measures: dict[str, float] = field(default_factory=dict)
