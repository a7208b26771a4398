"""Which states of a document a run may cite, as a filter that its searches apply themselves."""

from dataclasses import replace

from evidence.errors import UsageError
from evidence.model import STATUSES, Filters, Status
from evidence.trust import ALLOWABLE

NEVER: tuple[Status, ...] = ("retracted", "notice")


def citable(filters: Filters, allow: tuple[str, ...]) -> Filters:
    """`filters`, narrowed to what may be cited: never the retracted, and a marked document only where `allow` names it.

    Raises UsageError where the filters ask for states that may not be cited, and for no other.
    """
    states = tuple(s for s in STATUSES if s not in NEVER and (s not in ALLOWABLE or s in allow))
    kept = tuple(s for s in states if s in filters.statuses) if filters.statuses else states
    if not kept:
        raise UsageError(
            f"Only {', '.join(filters.statuses)} documents are asked for, and none of these may be cited; see --allow."
        )
    return replace(filters, statuses=kept, preprints=filters.preprints and "preprint" in allow)


def in_any_state(filters: Filters) -> Filters:
    """The same without what `citable` added: to find what is left out for its state, and name it."""
    return replace(filters, statuses=(), preprints=True)
