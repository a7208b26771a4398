"""A document's state, with what other records say of it: a notice may be in the library before the record is revised."""

import re
from dataclasses import replace

from evidence.library.library import Library
from evidence.model import STATUSES, Document, Status

# links of other records that speak about this one
SPOKEN_OF: dict[str, Status] = {
    "RetractionOf": "retracted",
    "RetractedandRepublishedFrom": "retracted",
    "ExpressionOfConcernFor": "concern",
    "UpdateOf": "superseded",
    "ErratumFor": "corrected",
}


# a record may say it in words where its type does not: seen in PubMed's titles, and in preprints and pages
_RETRACTED = re.compile(r"^\W*retracted(?: article)?\s*[:.\]—–-]", re.IGNORECASE)
_WITHDRAWN = re.compile(r"^\W*withdrawn\s*[:.\]—–-]", re.IGNORECASE)
_SAYS_SO = re.compile(
    r"\bthis (?:article|paper|study|manuscript|publication|preprint) (?:has been|was|is) (?:retracted|withdrawn)\b",
    re.IGNORECASE,
)


def says_of_itself(document: Document) -> Status:
    """The status that the title or the text states in words; a withdrawn review is superseded."""
    if _RETRACTED.search(document.title) or _SAYS_SO.search(document.text):
        return "retracted"
    return "superseded" if _WITHDRAWN.search(document.title) else "current"


def standing(document: Document, library: Library) -> Document:
    """The document with the gravest status that it, or a live record that points to it, states."""
    states = {document.status, says_of_itself(document)} | {
        SPOKEN_OF[kind] for _, kind in library.linked_to(document.id) if kind in SPOKEN_OF
    }
    gravest = min(states, key=STATUSES.index)
    return document if gravest == document.status else replace(document, status=gravest)
