"""The rows of the summary of findings, one for each cited document."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from typing import TYPE_CHECKING

from evidence.model import Claim, Document, Plan
from evidence.report import Direction, Row, Stated
from research.findings_table.effect import find_effect
from research.findings_table.names import short_name
from research.findings_table.places import Place, places
from research.findings_table.pointing import borne_out, pointing
from research.findings_table.risk import computed
from research.findings_table.sides import comparison
from research.findings_table.study import facts_by_id, same_by_record
from research.reading.focus import Focus
from research.same_trial import Same

if TYPE_CHECKING:
    from research.reading.facts.study import StudyFacts


def rows(
    plan: Plan,
    claims: Sequence[Claim],
    documents: Mapping[str, Document],
    levels: Mapping[str, int | None],
    focus: Focus,
    points: Mapping[str, Direction] = {},
    *,
    with_facts: bool = True,
) -> tuple[Row, ...]:
    """One row per cited document, in the order of first citation. `levels` are those of the question's kind.

    `points`, the ways that claims point by id, fill a direction in where the document's estimate bears it out.
    Without facts, people, places, follow-up, registrations and funding stay empty; two reports of one registered trial
    are told by their records alone.
    """
    cited = dict.fromkeys(c.document_id for claim in claims for c in claim.citations)
    sources = {i: documents[i] for i in cited}
    recorded: tuple[Mapping[str, StudyFacts], Same] = ({}, {} if with_facts else same_by_record(sources))
    facts, same = facts_by_id(sources) if with_facts else recorded
    ways = {
        i: {points[c.id] for c in claims if c.id in points and i in {k.document_id for k in c.citations}} for i in cited
    }
    return tuple(
        _row(plan, claims, documents[i], levels.get(i), focus, facts.get(i), same.get(i, ()), ways[i]) for i in cited
    )


def _row(
    plan: Plan,
    claims: Sequence[Claim],
    document: Document,
    level: int | None,
    focus: Focus,
    facts: "StudyFacts | None",
    same: tuple[str, ...],
    ways: Set[Direction],
) -> Row:
    read_in = places(document, claims)
    found = find_effect(document, read_in, focus, plan)
    said = found.place if found else _most_on_outcome(read_in, focus)
    way = (pointing(document, said, found, focus, plan) if said else "") or borne_out(ways, found)
    row = Row(
        document.id,
        short_name(document),
        document.design,
        level,
        document.published.year,
        plan.outcome,
        comparison=comparison(document, said, focus),
        effect=found.effect if found else None,
        estimate=found.estimate if found else None,
        computed=computed(found, focus) if found else (),
        direction=way,
        said=_stated(said) if said and (found or way) else None,
        same_study=same,
    )
    return _with_facts(row, facts) if facts else row


def _with_facts(row: Row, facts: "StudyFacts") -> Row:
    return replace(
        row,
        participants=facts.participants,
        population=facts.population,
        setting=facts.setting,
        follow_up=facts.follow_up,
        registrations=facts.registrations,
        funding=facts.funding,
    )


def _most_on_outcome(read_in: Sequence[Place], focus: Focus) -> Place | None:
    """The cited sentence that names most of the outcome, the first of equals."""
    return max((p for p in read_in if p.is_cited), key=lambda p: focus.on_outcome(p.text), default=None)


def _stated(place: Place) -> Stated:
    return Stated(place.text, place.start, place.end)
