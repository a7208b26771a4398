"""What is read off a text that cites. All offsets count characters in `Manuscript.text`."""

from dataclasses import dataclass
from typing import Literal

MarkStyle = Literal["numeric", "superscript", "author-year", "pmid", "pmcid", "doi", "link", "footnote"]
TextKind = Literal["markdown", "html", "docx", "text"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A citation mark: `text[start:end]` as written; `keys` name references in order, [1,3-5] gives 1, 3, 4, 5."""

    start: int
    end: int
    text: str
    style: MarkStyle
    keys: tuple[str, ...]  # of `Reference.key`; a key without a reference is a fault that a note names


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry of a reference list, or what a mark itself names (PMID: 123). "" and () for what it does not state.

    `pmid` holds digits alone, `pmcid` its prefix ("PMC128915"), `doi` is lower case without address or prefix. They are
    three namespaces: a number is only ever what the text says that it is.
    """

    key: str  # "1" of a numbered list, "smith 2020" of an author and year, "pmid:123", "doi:10...", "https://..."
    text: str  # as written
    start: int = -1  # -1 where it stands in no list of this text
    end: int = -1
    pmid: str = ""
    pmcid: str = ""
    doi: str = ""
    url: str = ""
    title: str = ""
    authors: tuple[str, ...] = ()  # family names
    year: str = ""
    journal: str = ""
    document_id: str = ""  # where a list of `--references` names the document itself


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of the body. `manuscript.text[start:end]` holds it with its marks; `text` is it without them."""

    start: int
    end: int
    text: str
    marks: tuple[Mark, ...]
    paragraph: int  # counts from 0
    is_claim: bool = True  # False for a question, a heading, a caption, or what only leads in


@dataclass(frozen=True, slots=True)
class Manuscript:
    """The text as it is judged, what it states and what it cites. `notes` are plain sentences on what does not fit."""

    kind: TextKind
    text: str
    statements: tuple[Statement, ...]
    references: tuple[Reference, ...]
    notes: tuple[str, ...] = ()
