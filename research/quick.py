"""`evidence ask`: the same loop over fewer searches, cut to what is read at the bedside."""

from dataclasses import replace

from evidence.model import Plan
from evidence.report import Report
from research.depth import Depth
from research.limits import FICTIONAL, PARTLY_FICTIONAL
from research.synthesize.extractive import Draft

FACETS = ("all", "guidelines", "reviews")
MOST = 5  # quotes
SENTENCES = 25  # read closely: about 0.3 CPU seconds
CUT = "answers too; `evidence report` quotes it"
LIMIT = (
    f"The quick answer searches for the question itself, guidelines and systematic reviews, and quotes {MOST} sentences at "
    "most; `evidence report` searches for trials, harms, subgroups and evidence against too."
)


def quick_plan(plan: Plan) -> Plan:
    """Only the question itself, guidelines and systematic reviews."""
    return replace(plan, queries=tuple(q for q in plan.queries if q.facet in FACETS))


def cut(draft: Draft) -> Draft:
    """The bottom line and the best of the rest, five claims in all; other documents are passed over, and named."""
    kept = list(dict.fromkeys([*draft.bottom_line, *(i for s in draft.sections for i in s.claims)]))[:MOST]
    claims = tuple(c for i in kept for c in draft.claims if c.id == i)
    cited = {c.document_id for claim in claims for c in claim.citations}
    dropped = dict.fromkeys(
        c.document_id for claim in draft.claims for c in claim.citations if c.document_id not in cited
    )
    sections = (replace(s, claims=tuple(i for i in s.claims if i in kept)) for s in draft.sections)
    return replace(
        draft,
        claims=claims,
        sections=tuple(s for s in sections if s.claims),
        passed_over={**dict.fromkeys(dropped, CUT), **draft.passed_over},
    )


AT_THE_BEDSIDE = Depth(SENTENCES, cut, facts=False)


def quick(report: Report) -> Report:
    """With what the quick answer leaves out said among its limits; what is missing can be told from a report alone."""
    first = tuple(line for line in report.limits if line in (FICTIONAL, PARTLY_FICTIONAL))
    return replace(report, gaps=(), limits=(*first, LIMIT, *(line for line in report.limits if line not in first)))
