"""What took a record's place: the newer version of a review, an article that was corrected or retracted and republished."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from evidence.model import Document

# RefTypes of CommentsCorrections: what a record says of its successor, and what a successor says of what it replaces
NAMES_SUCCESSOR = frozenset({"UpdateIn", "RepublishedIn", "CorrectedandRepublishedIn", "RetractedandRepublishedIn"})
NAMES_PREDECESSOR = frozenset(
    {"UpdateOf", "RepublishedFrom", "CorrectedandRepublishedFrom", "RetractedandRepublishedFrom"}
)


class Linked(Protocol):
    """What is asked of a library."""

    def documents(self, ids: Iterable[str]) -> Mapping[str, Document]:
        """The live documents among the ids."""
        ...

    def linked_to(self, target: str) -> Sequence[tuple[str, str]]:
        """(document id, RefType) of live records that point to a document."""
        ...


def successor(document: Document, library: Linked) -> str:
    """The id at the end of the chain of republications that begins at `document`; "" if nothing took its place.

    Of several successors the one published last is followed, then the highest id; one that is not in the library ends
    the chain and is followed only where none in it is there. No record is visited twice.
    """
    seen = {document.id}
    at, last = document, ""
    while candidates := _next(at, library) - seen:
        held = library.documents(candidates)
        last = max(candidates, key=lambda i: (i in held, held[i].published.date if i in held else "", len(i), i))
        if last not in held:
            break
        seen.add(last)
        at = held[last]
    return last


def _next(document: Document, library: Linked) -> set[str]:
    """The direct successors, by what either side says."""
    named = {link.target for link in document.links if link.kind in NAMES_SUCCESSOR and link.target}
    return named | {i for i, kind in library.linked_to(document.id) if kind in NAMES_PREDECESSOR}
