"""Which candidates may be evidence, and at what level; what is left out is named with its reason."""

from evidence.appraisal import level, synthesises_rcts
from evidence.library.library import Library
from evidence.model import Document, Evidence, Kind
from evidence.report import Excluded, Policy
from research.gather import Candidate

NEVER = {
    "retracted": "retracted: a retracted article is never evidence",
    "notice": "a notice about another article, not a study",
}
UNLESS_ALLOWED = {
    "concern": "an expression of concern has been published (cite it with --allow concern)",
    "superseded": "superseded by a newer version (cite it with --allow superseded)",
}
# links of other records that speak about this one, for records that were indexed before the notice came
SPOKEN_OF = {
    "RetractionOf": "retracted",
    "RetractedandRepublishedFrom": "retracted",
    "ExpressionOfConcernFor": "concern",
    "UpdateOf": "superseded",
}


def weigh(candidates: list[Candidate], kind: Kind, policy: Policy, library: Library) -> tuple[list[Evidence], list[Excluded]]:
    """(evidence, left out), both in the candidates' order."""
    kept, left_out = [], []
    for candidate in candidates:
        document = candidate.document
        reason = reason_to_leave_out(document, policy, library)
        if reason:
            left_out.append(Excluded(document.id, reason, document.title))
            continue
        rank = level(document.design, kind, synthesises_rcts(document))
        kept.append(Evidence(document, candidate.hit.passage, candidate.hit.score, rank, candidate.facets))
    return kept, left_out


def reason_to_leave_out(document: Document, policy: Policy, library: Library) -> str:
    """Why a document may not be cited, or ""."""
    states = {document.status} | {SPOKEN_OF[kind] for _, kind in library.linked_to(document.id) if kind in SPOKEN_OF}
    for state, reason in NEVER.items():
        if state in states:
            return reason
    for state, reason in UNLESS_ALLOWED.items():
        if state in states and state not in policy.allow:
            return reason
    if document.is_preprint and "preprint" not in policy.allow:
        return "a preprint, not peer reviewed (cite it with --allow preprint)"
    if document.text == document.title:
        return "no abstract or text in the library, so there is nothing to quote"
    return ""
