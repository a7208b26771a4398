"""A question's way to a report: plan > search > weigh > draft > check > report."""

import time
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from citations.check import check_claims
from citations.metrics import measure
from evidence.model import Claim, Document, Evidence, Plan
from evidence.report import Excluded, Policy, Report, Row, Run, Search
from research.gaps import gaps_of
from research.gather import gather, with_kept
from research.left_out import left_out_for_state
from research.limits import limits_of
from research.reading.answers import MOST_READ, Answer, read_answers
from research.reading.closest import opening
from research.reading.focus import Focus, read_focus
from research.reading.gate import Gate
from research.reading.quotable import quotable
from research.reading.terms import read_terms
from research.report.build import cited_documents
from research.report.placing import placed
from research.report.table import row
from research.synthesize.choose import NO_ANSWER, NOTHING_TO_QUOTE, REMOVED, UNREAD
from research.synthesize.extractive import Draft, draft
from research.weigh import weigh
from research.wiring import Engine

Progress = Callable[[str], None]


def run(
    plan: Plan,
    engine: Engine,
    policy: Policy = Policy(),
    mode: str = "",
    progress: Progress = lambda step: None,
    most: int = MOST_READ,
    before: tuple[Search, ...] = (),
) -> Report:
    """Answer a plan's question from the engine's library, reading closely so many sentences of what is found.

    `before` are the searches that brought records into the library for this question.
    """
    started, clock = datetime.now(UTC), time.monotonic()
    progress("Searching")
    candidates, searches = gather(plan, engine, mode)
    in_other_states, for_the_record = left_out_for_state(plan, engine, policy, mode)
    progress("Weighing")
    pool, left_out = weigh(candidates, plan.kind, policy)
    progress("Reading")
    terms = read_terms(plan.question, engine.lexical.frequencies, len(engine.library))
    focus = read_focus(plan, terms)
    answers = read_answers(plan.question, terms, pool, engine.embedder, most)
    drafted = draft(answers, focus, Gate())
    progress("Checking")
    documents = {e.document.id: e.document for e in pool}
    checked, removed = check_claims(drafted.claims, documents)
    claims = placed(checked, documents)
    standing = without_fallen(drafted, {c.id for c in claims})
    table = tuple(_rows(plan, claims, documents, pool, focus))
    return Report(
        run=Run(uuid.uuid4().hex[:12], started.isoformat(timespec="seconds"), round(time.monotonic() - clock, 2)),
        question=plan.question,
        kind=plan.kind,
        revision=engine.library.revision,
        policy=policy,
        plan=plan,
        searches=(*before, *with_kept(searches, candidates, set(documents)), *for_the_record),
        bottom_line=standing.bottom_line,
        sections=standing.sections,
        claims=tuple(claims),
        documents=cited_documents(claims, documents, plan.kind, engine, policy),
        table=table,
        conflicts=standing.conflicts,
        gaps=gaps_of(plan, standing, claims, documents, table, focus),
        removed=tuple(removed),
        excluded=(*left_out, *in_other_states, *_uncited(pool, claims, drafted, answers)),
        limits=limits_of(plan, engine, policy, pool, claims, standing),
        measures=measure(claims, removed),
        answered=bool(claims),
    )


def without_fallen(drafted: Draft, alive: set[str]) -> Draft:
    """The draft's frame, without claims that did not stand."""
    sections = (replace(s, claims=tuple(i for i in s.claims if i in alive)) for s in drafted.sections)
    conflicts = (replace(c, claims=tuple(i for i in c.claims if i in alive)) for c in drafted.conflicts)
    return replace(
        drafted,
        sections=tuple(s for s in sections if s.claims),
        bottom_line=tuple(i for i in drafted.bottom_line if i in alive),
        conflicts=tuple(c for c in conflicts if len(c.claims) > 1),
    )


def _rows(
    plan: Plan, claims: list[Claim], documents: dict[str, Document], pool: list[Evidence], focus: Focus
) -> list[Row]:
    levels = {e.document.id: e.level for e in pool}
    first = {c.document_id: claim for claim in reversed(claims) for c in claim.citations}
    order = dict.fromkeys(c.document_id for claim in claims for c in claim.citations)
    return [row(documents[i], first[i], focus, levels[i], plan.outcome) for i in order]


def _uncited(pool: list[Evidence], claims: list[Claim], drafted: Draft, answers: list[Answer]) -> list[Excluded]:
    cited = {c.document_id for claim in claims for c in claim.citations}
    tried = {c.document_id for claim in drafted.claims for c in claim.citations}
    read = {a.evidence.document.id for a in answers}

    def reason(document: Document) -> str:
        if document.id in tried:
            return REMOVED
        if document.id in read:
            return drafted.passed_over.get(document.id, NO_ANSWER)
        return UNREAD if quotable(document, opening(document)) else NOTHING_TO_QUOTE

    return [Excluded(e.document.id, reason(e.document), e.document.title) for e in pool if e.document.id not in cited]
