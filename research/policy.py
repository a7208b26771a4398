"""What was asked for on the command line and in a policy's file, as the one policy that every search of a run keeps to."""

from dataclasses import dataclass, replace
from pathlib import Path

from evidence.errors import LibraryMissingError, UsageError
from evidence.library.library import Library
from evidence.model import Filters
from evidence.policy_file import read_policy
from evidence.report import Policy
from evidence.settings import Settings
from evidence.source_list import load_list
from evidence.trust import ALLOWABLE, Rules, SourceList, admitted, within
from research.citable import citable


@dataclass(frozen=True, slots=True)
class Asked:
    """A run's rules as they were asked for: filters and `allow` from flags, the rest from flags or a file."""

    filters: Filters = Filters()
    allow: tuple[str, ...] = ()
    tier: int | None = None
    file: Path | None = None


def policy_for(settings: Settings, asked: Asked, *, to_quote: bool = True) -> Policy:
    """The policy of a run on the settings' library. Raises UsageError where nothing could satisfy it.

    A run that does not quote may find what a licence allows to be indexed only.
    """
    return policy_of(asked, trusted_in(settings), _sources_of(settings), to_quote=to_quote)


def trusted_in(settings: Settings) -> SourceList:
    """The list of sources in force. Raises UsageError where it cannot be read."""
    return load_list(settings.sources, settings.library)


def policy_of(
    asked: Asked, trusted: SourceList, known: frozenset[str] = frozenset(), *, to_quote: bool = True
) -> Policy:
    """Flags and file together, each narrowing the other. `known` are the names of the library's own sources."""
    rules = read_policy(asked.file) if asked.file else Rules()
    allow = _allowed(asked, rules)
    rules = replace(rules, tier=_stricter(rules.tier, asked.tier), allow=allow)
    filters = _licensed(within(asked.filters, rules, trusted, known), trusted, known, to_quote)
    entries = tuple(e.name for e in admitted(trusted, rules) if e.name in filters.sources)
    return Policy(
        citable(filters, allow),
        allow,
        rules.name or (asked.file.name if asked.file else ""),
        rules.only,
        rules.tier,
        rules.exclude,
        trusted.version,
        trusted.place,
        entries,
        tuple(e.name for e in trusted.entries if not e.allows.quote),
    )


def _licensed(filters: Filters, trusted: SourceList, known: frozenset[str], to_quote: bool) -> Filters:
    """Without what only sources hold whose licence does not allow it: the sources that remain are named one by one."""
    barred = {e.name for e in trusted.entries if not e.allows.index or (to_quote and not e.allows.quote)}
    if not barred & (set(filters.sources) or known):
        return filters
    left = tuple(sorted((set(filters.sources) or {*known, *trusted.names, "pubmed"}) - barred))
    if not left:
        raise UsageError(
            f"The licence of {', '.join(filters.sources)} does not allow {'quotation' if to_quote else 'indexing'} (see"
            " `evidence sources show`), so nothing can be answered from there."
        )
    return replace(filters, sources=left)


def _stricter(one: int | None, other: int | None) -> int | None:
    """The lower tier: 1 is the most trusted."""
    return min((tier for tier in (one, other) if tier is not None), default=None)


def _allowed(asked: Asked, rules: Rules) -> tuple[str, ...]:
    """What may be cited although marked. A flag cannot allow what a policy's file does not."""
    for name in asked.allow:
        if name not in ALLOWABLE:
            raise UsageError(
                f"--allow takes {', '.join(ALLOWABLE)}; {name} is not one of them. Retracted is never allowed."
            )
    if asked.file is None:
        return tuple(sorted(set(asked.allow)))
    more = sorted(set(asked.allow) - set(rules.allow))
    if more:
        raise UsageError(
            f"The policy {asked.file} does not allow {', '.join(more)}. Ask its keeper, or leave --allow out."
        )
    return tuple(sorted(set(rules.allow)))


def _sources_of(settings: Settings) -> frozenset[str]:
    try:
        library = Library.open(settings.library)
    except LibraryMissingError:
        return frozenset()
    try:
        return frozenset(library.sources())
    finally:
        library.close()
