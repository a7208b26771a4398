"""A document's state, with what other records say of it: a notice may be in the library before the record is revised."""

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


def standing(document: Document, library: Library) -> Document:
    """The document with the gravest status that it, or a live record that points to it, states."""
    states = {document.status} | {SPOKEN_OF[kind] for _, kind in library.linked_to(document.id) if kind in SPOKEN_OF}
    gravest = min(states, key=STATUSES.index)
    return document if gravest == document.status else replace(document, status=gravest)
