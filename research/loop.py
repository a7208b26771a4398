"""A question's way to a report: plan > search > weigh > draft > check > report."""

import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime

from citations.check import check_claims
from citations.metrics import measure
from evidence.model import Claim, Document, Evidence, Plan
from evidence.report import Excluded, Policy, Report, Run, Search
from research.answer.leading import leading
from research.answer.prefer import on_the_matter, preferred
from research.answer.short import short_answer
from research.depth import IN_FULL, Depth
from research.findings_table.rows import rows
from research.findings_table.study import same_by_record
from research.gaps import gaps_of
from research.gather import gather, with_kept
from research.left_out import left_out_for_state
from research.limits import limits_of
from research.outcomes import without_way
from research.reading.answers import Answer, read_answers
from research.reading.closest import opening
from research.reading.focus import read_focus
from research.reading.gate import Gate
from research.reading.quotable import quotable
from research.reading.terms import read_terms
from research.report.build import cited_documents
from research.report.placing import placed
from research.synthesize.choose import NO_ANSWER, NOTHING_TO_QUOTE, REMOVED, UNREAD
from research.synthesize.extractive import Draft, draft
from research.synthesize.standing import standing
from research.weigh import weigh
from research.wiring import Engine

Progress = Callable[[str], None]


def run(
    plan: Plan,
    engine: Engine,
    policy: Policy = Policy(),
    mode: str = "",
    progress: Progress = lambda step: None,
    before: tuple[Search, ...] = (),
    depth: Depth = IN_FULL,
) -> Report:
    """Answer a plan's question from the engine's library.

    `before` are the searches that brought records into the library for this question.
    """
    started, clock = datetime.now(UTC), time.monotonic()
    progress("Searching")
    candidates, searches = gather(plan, engine, mode)
    in_other_states, for_the_record = left_out_for_state(plan, engine, policy, mode)
    progress("Weighing")
    pool, left_out = weigh(candidates, plan.kind, policy)
    documents = {e.document.id: e.document for e in pool}
    progress("Reading")
    terms = read_terms(plan.question, engine.lexical.frequencies, len(engine.library))
    focus = read_focus(plan, terms)
    read = read_answers(plan.question, terms, pool, engine.embedder, depth.sentences)
    answers = preferred(plan, on_the_matter(plan.question, read, focus))
    whole = draft(
        answers,
        focus,
        Gate(),
        without_way(plan.outcome),
        lambda claims: leading(plan, claims, documents),
        same_by_record(documents),
        of_harms=plan.kind == "harm" and not plan.outcome,
        documents=depth.documents,
    )
    drafted = depth.cut(whole)
    progress("Checking")
    checked, removed = check_claims(drafted.claims, documents)
    claims = placed(checked, documents)
    table = rows(
        plan, claims, documents, {e.document.id: e.level for e in pool}, focus, drafted.points, with_facts=depth.facts
    )
    stands = standing(drafted, {c.id for c in claims}, {r.document_id: r.same_study for r in table})
    main = [c for c in claims if c.id in stands.main]
    cut = [c for c in whole.claims if c.id in whole.main and c not in drafted.claims]
    return Report(
        run=Run(uuid.uuid4().hex[:12], started.isoformat(timespec="seconds"), round(time.monotonic() - clock, 2)),
        question=plan.question,
        kind=plan.kind,
        revision=engine.library.revision,
        policy=policy,
        plan=plan,
        searches=(*before, *with_kept(searches, candidates, set(documents)), *for_the_record),
        answer=short_answer(plan, main, documents, table, whole.points, answers, focus=focus, cut=cut)
        if claims
        else None,
        bottom_line=stands.bottom_line,
        sections=stands.sections,
        claims=tuple(claims),
        documents=cited_documents(claims, documents, plan.kind, engine, policy),
        table=table,
        agreements=stands.agreements,
        conflicts=stands.conflicts,
        gaps=gaps_of(plan, stands, claims, documents, table, focus),
        removed=tuple(removed),
        excluded=(*left_out, *in_other_states, *_uncited(pool, claims, drafted, answers)),
        limits=limits_of(engine, policy, pool, claims, stands),
        measures=measure(claims, removed),
        answered=bool(claims),
    )


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
