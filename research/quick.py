"""`evidence ask`: the same loop over fewer searches, cut to what is read at the bedside."""

from dataclasses import replace

from citations.metrics import measure
from evidence.model import Plan
from evidence.report import CitedDocument, Excluded, Report
from research.limits import FICTIONAL, PARTLY_FICTIONAL

FACETS = ("all", "guidelines", "reviews")
MOST = 5  # quotes
SENTENCES = 50  # read closely: about 0.5 CPU seconds
CUT = "answers too; `evidence report` quotes it"
LIMIT = (
    f"The quick answer searches for the question itself, guidelines and systematic reviews, and quotes {MOST} sentences at "
    "most; `evidence report` searches for trials, harms, subgroups and evidence against too."
)


def quick_plan(plan: Plan) -> Plan:
    """Only the question itself, guidelines and systematic reviews."""
    return replace(plan, queries=tuple(q for q in plan.queries if q.facet in FACETS))


def quick(report: Report) -> Report:
    """The bottom line and the best of the rest, five claims in all; documents that only other claims cite are named as left out."""
    order = list(dict.fromkeys([*report.bottom_line, *(i for s in report.sections for i in s.claims)]))[:MOST]
    claims = tuple(c for i in order for c in report.claims if c.id == i)
    cited = list(dict.fromkeys(c.document_id for claim in claims for c in claim.citations))
    sections = (replace(s, claims=tuple(i for i in s.claims if i in order)) for s in report.sections)
    by_id = {d.id: d for d in report.documents}
    documents = tuple(replace(by_id[i], number=n) for n, i in enumerate(cited, start=1))
    return replace(
        report,
        claims=claims,
        sections=tuple(s for s in sections if s.claims),
        documents=documents,
        table=tuple(r for r in report.table if r.document_id in cited),
        excluded=(*report.excluded, *(Excluded(d.id, CUT, d.title) for d in report.documents if d.id not in cited)),
        limits=_limits(report.limits, documents),
        conflicts=tuple(c for c in report.conflicts if set(c.claims) <= set(order)),
        measures=measure(list(claims), list(report.removed)),
    )


def _limits(limits: tuple[str, ...], documents: tuple[CitedDocument, ...]) -> tuple[str, ...]:
    """Whether what is cited is invented depends on the cut; the other limits speak of the library and the method."""
    invented = [d.fictional for d in documents]
    first = [FICTIONAL if all(invented) else PARTLY_FICTIONAL] if any(invented) else []
    return (*first, LIMIT, *(line for line in limits if line not in (FICTIONAL, PARTLY_FICTIONAL)))
