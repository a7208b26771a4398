"""Which of PubMed a live search may ask, by the policy: all of it, or the queries of the source list that it admits."""

from collections.abc import Sequence
from dataclasses import replace

from evidence.errors import UsageError
from evidence.model import Filters
from evidence.trust import Entry, SourceList
from research.live_queries import LiveQuery
from research.source_query import require_closed

WHOLE = "pubmed"  # the source of every record of PubMed's, and the entry that stands for all of it


def entries_to_ask(trusted: SourceList, filters: Filters) -> tuple[Entry | None, ...]:
    """The entries of kind pubmed-query to ask, in the list's order; None where PubMed may be asked as a whole.

    Raises UsageError where the policy admits nothing of PubMed.
    """
    if WHOLE in filters.not_sources:
        raise UsageError("--live brings records of PubMed, which the policy leaves out. Leave one of them out.")
    if not filters.sources or WHOLE in filters.sources:
        return (None,)
    found = tuple(e for e in trusted.entries if e.kind == "pubmed-query" and e.name in filters.sources)
    if not found:
        raise UsageError(
            f"--live asks PubMed, and of the sources that --source or the policy admits ({', '.join(filters.sources)}) none"
            " is of PubMed. Leave --live out, or admit one; `evidence sources list` shows them."
        )
    require_closed(*(entry.address for entry in found))
    return found


def entries_left_out(trusted: SourceList, filters: Filters) -> tuple[Entry, ...]:
    """The entries of kind pubmed-query of which nothing may come, not even what PubMed as a whole would bring."""
    return tuple(e for e in trusted.entries if e.kind == "pubmed-query" and e.name in filters.not_sources)


def within_entry(
    queries: Sequence[LiveQuery], entry: Entry | None, left_out: Sequence[Entry] = ()
) -> tuple[LiveQuery, ...]:
    """The queries, each narrowed to what the entry's own query matches, less what those left out match.

    Raises UsageError where brackets or quotes undo that.
    """
    narrowed = (f" AND ({entry.address})" if entry else "") + "".join(f" NOT ({e.address})" for e in left_out)
    if not narrowed:
        return tuple(queries)
    named = [*([entry] if entry else []), *left_out]
    require_closed(*(e.address for e in named), *(q.text for q in queries))
    return tuple(replace(q, text=f"({q.text}){narrowed}") for q in queries)
