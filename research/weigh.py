"""Which candidates may be evidence, and at what level; what is left out is named with its reason."""

from evidence.appraisal import level, synthesises_rcts
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


def weigh(candidates: list[Candidate], kind: Kind, policy: Policy) -> tuple[list[Evidence], list[Excluded]]:
    """(evidence, left out), both in the candidates' order."""
    kept: list[Evidence] = []
    left_out: list[Excluded] = []
    for candidate in candidates:
        document = candidate.document
        reason = reason_to_leave_out(document, policy)
        if reason:
            left_out.append(Excluded(document.id, reason, document.title))
            continue
        rank = level(document.design, kind, synthesises_rcts(document))
        kept.append(Evidence(document, rank, candidate.facets))
    return kept, left_out


def reason_to_leave_out(document: Document, policy: Policy) -> str:
    """Why a document may not be cited, or ""."""
    if document.status in NEVER:
        return NEVER[document.status]
    if document.status in UNLESS_ALLOWED and document.status not in policy.allow:
        return UNLESS_ALLOWED[document.status]
    if document.is_preprint and "preprint" not in policy.allow:
        return "a preprint, not peer reviewed (cite it with --allow preprint)"
    if {document.source, *document.also_in} <= set(policy.not_quoted):
        return "the licence of its source allows no quotation (see the source list)"
    if document.text == document.title:
        return "no abstract or text in the library, so there is nothing to quote"
    return ""
