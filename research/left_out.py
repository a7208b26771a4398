"""What the question itself finds and the run may not cite for its state: named, so that a reader knows of it.

The searches for evidence keep to the states that may be cited; this one, for the record, does not.
"""

from datetime import UTC, datetime

from evidence.library.where import admits
from evidence.model import Plan, Query
from evidence.report import Excluded, Policy, Search
from research.citable import in_any_state
from research.gather import MAIN_DEPTH
from research.plan_file import LEFT_OUT as FACET
from research.weigh import reason_to_leave_out
from research.wiring import Engine


def left_out_for_state(plan: Plan, engine: Engine, policy: Policy, mode: str) -> tuple[list[Excluded], list[Search]]:
    """Documents among the best for the plan's first query, each with its reason; and the search that found them.

    Nothing where the searches themselves are not kept to states.
    """
    query = plan.queries[0]
    if not query.filters.statuses and query.filters.preprints:
        return [], []
    mode, retriever = engine.retriever(mode)
    filters = in_any_state(query.filters)
    hits = retriever.search(Query(query.text, filters), MAIN_DEPTH)
    at = datetime.now(UTC).isoformat(timespec="seconds")
    documents = engine.library.documents(h.passage.document_id for h in hits)
    found = (documents[h.passage.document_id] for h in hits)
    excluded = [Excluded(d.id, reason_to_leave_out(d, policy), d.title) for d in found if not admits(query.filters, d)]
    return excluded, [Search(FACET, query.text, "plain", "library", mode, filters, at, len(hits), 0)]
