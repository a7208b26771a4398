"""Run a plan's searches; what they found, by document, and a record of each search as it was run."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from evidence.model import Document, Hit, Plan, Query
from evidence.report import Search
from research.wiring import Engine

MAIN_DEPTH = 40  # documents taken from the question itself
FACET_DEPTH = 15  # and from each facet


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document that a search found: its best hit, its best rank, and the facets that found it."""

    document: Document
    hit: Hit
    rank: int
    facets: tuple[str, ...]


def gather(plan: Plan, engine: Engine, mode: str, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> tuple[
    list[Candidate], list[Search]
]:  # fmt: skip
    """Candidates in order of best rank (ties by id), and the searches; `kept` is filled in later."""
    mode, retriever = engine.retriever(mode)
    found: dict[str, tuple[int, Hit, tuple[str, ...]]] = {}
    searches = []
    for query in plan.queries:
        depth = MAIN_DEPTH if query.facet == "all" else FACET_DEPTH
        hits = retriever.search(Query(query.text, query.filters), depth)
        at = now().isoformat(timespec="seconds")
        searches.append(Search(query.facet, query.text, "plain", "library", mode, query.filters, at, len(hits), 0))
        for rank, hit in enumerate(hits):
            best, first, facets = found.get(hit.passage.document_id, (rank, hit, ()))
            found[hit.passage.document_id] = (min(best, rank), first, (*facets, query.facet))
    documents = engine.library.documents(found)
    candidates = [Candidate(documents[i], hit, rank, facets) for i, (rank, hit, facets) in found.items()]
    return sorted(candidates, key=lambda c: (c.rank, c.document.id)), searches


def with_kept(searches: list[Search], candidates: list[Candidate], kept: set[str]) -> tuple[Search, ...]:
    """The searches, each with the number of its documents that could be evidence."""
    facets = [set(c.facets) for c in candidates if c.document.id in kept]
    return tuple(replace(s, kept=sum(s.facet in f for f in facets)) for s in searches)
