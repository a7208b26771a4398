"""What answers the questions: our reports at three lengths, and the first hits of a search taken as citations."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from evidence.errors import UsageError
from evidence.model import Filters, Query
from evidence.report import Policy
from research.depth import IN_FULL, Depth
from research.loop import run
from research.plan import make_plan
from research.quick import AT_THE_BEDSIDE, quick_plan
from research.wiring import MODES, Engine

MOST_HITS = 60  # taken of a search: no report cites more documents
LONG = 200  # sentences read closely: twice those of a report
WIDE = 15  # documents under a heading: three times those of a report
Cite = Callable[[str], tuple[str, ...]]  # a question's text -> ids of what is cited for it, in order of first mention


@dataclass(frozen=True, slots=True)
class Length:
    """How much is searched and read for an answer."""

    depth: Depth
    is_quick: bool = False


LENGTHS = {
    "ask": Length(AT_THE_BEDSIDE, is_quick=True),
    "report": Length(IN_FULL),
    "long": Length(Depth(LONG, documents=WIDE)),
}


def check_lengths(lengths: Sequence[str]) -> None:
    """Raises UsageError for a length that there is not, and for none at all."""
    for length in lengths or ("",):
        if length not in LENGTHS:
            raise UsageError(f"There is no length {length!r}. Lengths: {', '.join(LENGTHS)}.")


def reporter(engine: Engine, length: str, without: tuple[str, ...] = ()) -> Cite:
    """Cites what our report of that length does; nothing that a source of `without` holds."""
    chosen, filters = LENGTHS[length], Filters(not_sources=without)

    def cite(question: str) -> tuple[str, ...]:
        plan = make_plan(question, filters)
        plan = quick_plan(plan) if chosen.is_quick else plan
        report = run(plan, engine, Policy(filters=filters), depth=chosen.depth)
        return tuple(d.id for d in sorted(report.documents, key=lambda d: d.number))

    return cite


def first_hits(engine: Engine, mode: str, without: tuple[str, ...] = ()) -> Cite:
    """Cites the first MOST_HITS hits of a search for the question's own words."""
    _, retriever = engine.retriever(mode)

    def cite(question: str) -> tuple[str, ...]:
        hits = retriever.search(Query(question, Filters(not_sources=without)), MOST_HITS)
        return tuple(hit.passage.document_id for hit in hits)

    return cite


def modes_of(engine: Engine) -> tuple[str, ...]:
    """The search modes that this library has."""
    return tuple(mode for mode in MODES if mode in engine.retrievers)
