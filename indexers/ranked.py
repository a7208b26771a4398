"""A ranking before its documents are read, so that a fusion over hundreds reads only the ones it returns."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from evidence.library.library import Library
from evidence.model import Hit, Passage, Query
from indexers.best_passage import best_passage


@dataclass(frozen=True, slots=True)
class Ranked:
    """A document, its score, and the passage (start, end) that earned it where the retriever knows one."""

    document_id: str
    score: float
    span: tuple[int, int] | None = None
    scores: tuple[tuple[str, float], ...] = ()


class Ranker(Protocol):
    """A retriever that can rank without reading documents."""

    name: str

    def rank(self, query: Query, k: int) -> list[Ranked]:
        """At most k, best first, ties by document id, one for each document."""
        ...


def hits(library: Library, ranking: Sequence[Ranked], query: str, retriever: str) -> list[Hit]:
    """Hits with their passages; a document that is not in this revision gives none."""
    documents = library.documents(r.document_id for r in ranking)
    found = []
    for r in ranking:
        document = documents.get(r.document_id)
        if document is None:
            continue
        passage = (
            best_passage(document, query)
            if r.span is None
            else Passage(r.document_id, *r.span, document.text[r.span[0] : r.span[1]])
        )
        found.append(Hit(passage, r.score, retriever, r.scores or ((retriever, r.score),)))
    return found
