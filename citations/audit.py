"""The citation check of a whole text: each (claim, citation) pair through the layers, cheapest first.

    identifier, metadata, state   citations/resolve.py: which record, is it that paper, may it be evidence
    quote, numbers, support       citations/judges: is the claim borne out by what it says

A claim is `supported` when what it cites bears it out, each citation alone or all together, and no citation of it has a
fault. It is `partial` when it is borne out beside a citation that falls or is contradicted: both are shown.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from citations.judges.panel import Hearing, Panel
from citations.manuscript.model import Manuscript, Mark, Statement
from citations.own_year import without_year
from citations.parts import Part, heard_by_part, parts_of
from citations.records import Records
from citations.resolve import Resolved, resolve
from citations.retracted import denies_retraction, says_only_retracted, speaks_of_retraction
from citations.together import faulty, together
from evidence.checked import Checked, CheckedCitation, CheckedClaim, CheckedReference, Layer
from evidence.model import Document, Passage, Support, Verdict

OnClaim = Callable[[int, int], None]  # done, of
LONGEST = 2_000  # characters of one statement; a judge would find the words of a longer one somewhere
LIKE = 3  # documents that are looked at for a sentence that the cited one has not


@dataclass(frozen=True, slots=True)
class Auditor:
    """Who looks up, who judges, and what is allowed."""

    records: Records
    panel: Panel
    allow: frozenset[str] = frozenset()
    revision: int | None = None


def audit(
    manuscript: Manuscript, auditor: Auditor, on_claim: OnClaim = lambda done, of: None, at_hand: bool = True
) -> Checked:
    """Every claim of the text with its verdicts. `at_hand` is False where there is nothing to look records up in."""
    resolved = {r.key: resolve(r, auditor.records, auditor.allow) for r in manuscript.references}
    cited = [s for s in manuscript.statements if s.marks and s.is_claim]
    claims = []
    for n, statement in enumerate(cited, 1):
        parts = parts_of(manuscript.text, statement)
        claims.append(_claim(statement, parts, resolved, auditor, at_hand))
        on_claim(n, len(cited))
    return Checked(
        manuscript.text,
        tuple(claims),
        tuple(_reference(resolved[r.key]) for r in manuscript.references),
        auditor.panel.judges,
        auditor.revision,
        (*manuscript.notes, *_not_judged(manuscript)),
        tuple((s.start, s.end) for s in manuscript.statements if s.is_claim and not s.marks),
    )


def _not_judged(manuscript: Manuscript) -> tuple[str, ...]:
    """What cites without stating anything."""
    others = sum(bool(s.marks) and not s.is_claim for s in manuscript.statements)
    if not others:
        return ()
    told = "1 heading, question or lead-in cites" if others == 1 else f"{others} headings, questions or lead-ins cite"
    return (f"{told} without a statement that could be judged.",)


def _claim(
    statement: Statement, parts: Sequence[Part], resolved: Mapping[str, Resolved], auditor: Auditor, at_hand: bool
) -> CheckedClaim:
    pairs = _pairs(statement.marks)
    citations = [_citation(statement.text, mark, key, resolved.get(key), auditor, at_hand) for mark, key in pairs]
    sources = [_source(resolved.get(key), citation) for (_, key), citation in zip(pairs, citations, strict=True)]
    weak = [_weak(resolved.get(key)) for _, key in pairs]
    citations, all_borne = heard_by_part(parts, citations, sources, auditor.panel)
    support, reason, citations = together(statement.text, citations, sources, weak, auditor.panel)
    if all_borne and not any(weak) and not faulty(citations) and support in ("undecided", "partial"):
        support, reason = "supported", "Each part is borne out by what stands behind it."
    elsewhere = (
        ""
        if support == "supported" or len(statement.text) > LONGEST
        else _elsewhere(statement.text, citations, auditor)
    )
    return CheckedClaim(
        statement.text,
        statement.start,
        statement.end,
        support,
        reason,
        tuple(citations),
        statement.paragraph,
        elsewhere,
    )


def _pairs(marks: Sequence[Mark]) -> list[tuple[Mark, str]]:
    """Each reference once, with the first mark that names it."""
    seen: dict[str, Mark] = {}
    for mark in marks:
        for key in mark.keys:
            seen.setdefault(key, mark)
    return [(mark, key) for key, mark in seen.items()]


def _citation(
    claim: str, mark: Mark, key: str, resolved: Resolved | None, auditor: Auditor, at_hand: bool
) -> CheckedCitation:
    if resolved is None:
        reason = f"The mark {mark.text} names {key}, and the reference list has no such entry."
        return CheckedCitation(mark.text, key, "", "not_found", "identifier", reason)
    document = resolved.document
    if document is None or resolved.weight == "falls":
        if document is not None and resolved.layer == "state" and speaks_of_retraction(claim):
            return _of_state(claim, mark, key, resolved, document, auditor.panel)
        support: Support = "not_found" if at_hand else "undecided"
        return CheckedCitation(
            mark.text, key, document.id if document else "", support, resolved.layer, resolved.reason
        )
    return _judged(claim, mark, key, resolved, document, auditor.panel)


def _of_state(
    claim: str, mark: Mark, key: str, resolved: Resolved, document: Document, panel: Panel
) -> CheckedCitation:
    """ "That trial was retracted [3]" may cite what was retracted, or its notice; a finding of it stays without ground."""
    if document.status == "notice":
        return _judged(claim, mark, key, replace(resolved, reason="", weight=""), document, panel)
    if says_only_retracted(claim):
        reason = f"{document.id} is retracted, as the claim says."
        return CheckedCitation(mark.text, key, document.id, "supported", "state", reason)
    if denies_retraction(claim):
        reason = f"{document.id} is retracted, and the claim says that it is not."
        return CheckedCitation(mark.text, key, document.id, "contradicted", "state", reason)
    reason = f"{document.id} is retracted, which the claim tells: what it says beside that has no ground in it."
    return CheckedCitation(mark.text, key, document.id, "undecided", "state", reason)


def _judged(claim: str, mark: Mark, key: str, resolved: Resolved, document: Document, panel: Panel) -> CheckedCitation:
    hearing = _heard(without_year(claim, document), document, panel)
    verdict = hearing.verdict
    citation = CheckedCitation(
        mark.text,
        key,
        document.id,
        verdict.support,
        layer_of(hearing),
        verdict.reason,
        verdict.quote,
        verdict.start,
        verdict.end,
        verdict.mismatches,
        hearing.opinions,
    )
    if resolved.weight == "weakens" and verdict.support == "supported":
        return replace(citation, support="partial", layer=resolved.layer, reason=resolved.reason)
    if resolved.reason:
        return replace(citation, reason=f"{_stopped(verdict.reason)} {resolved.reason}")
    return citation


def _heard(claim: str, document: Document, panel: Panel) -> Hearing:
    if len(claim) <= LONGEST:
        return panel.hear(claim, (whole(document),))
    reason = f"It has more than {LONGEST} characters and cannot be judged as one statement: check it in parts."
    verdict = panel.exactly(claim, (whole(document),))
    return Hearing(verdict if verdict.support == "supported" else Verdict("undecided", "length", reason), ())


def _stopped(sentence: str) -> str:
    return sentence if not sentence or sentence[-1] in ".!?" else f"{sentence}."


def whole(document: Document) -> Passage:
    """The whole text of a document as one passage."""
    return Passage(document.id, 0, len(document.text), document.text)


def layer_of(hearing: Hearing) -> Layer:
    """Which layer decided: the quote (word for word), numbers (what both say otherwise), or a judge's reading."""
    verdict = hearing.verdict
    if verdict.judge == "verbatim" or (verdict.judge == "exact" and verdict.support == "supported"):
        return "quote"
    if verdict.judge in ("exact", "numbers", "polarity") and verdict.mismatches:
        return "numbers"
    return "support"


def _source(resolved: Resolved | None, citation: CheckedCitation) -> Passage | None:
    """The text of a citation that was judged."""
    judged = resolved is not None and resolved.document is not None and bool(citation.opinions)
    return whole(resolved.document) if judged and resolved and resolved.document else None


def _weak(resolved: Resolved | None) -> str:
    """Why a citation can bear a claim out in part only; "" where nothing stands against it."""
    return resolved.reason if resolved is not None and resolved.weight == "weakens" else ""


def _elsewhere(claim: str, citations: Sequence[CheckedCitation], auditor: Auditor) -> str:
    """The id of a document that is not cited and says the claim word for word."""
    cited = {citation.document_id for citation in citations}
    for document in auditor.records.like(claim, LIKE):
        if document.id in cited or document.status in ("retracted", "notice"):
            continue
        verdict: Verdict = auditor.panel.exactly(claim, (whole(document),))
        if verdict.support == "supported":
            return document.id
    return ""


def _reference(resolved: Resolved) -> CheckedReference:
    document = resolved.document
    return CheckedReference(
        resolved.reference.key,
        resolved.reference.text,
        document.id if document else "",
        document.title if document else "",
        document.status if document else "",
        resolved.reason,
        document.url if document else "",
    )
