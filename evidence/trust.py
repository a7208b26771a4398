"""What a librarian trusts: the entries of a source list, the rules of a policy, and what the two admit.

An entry's name is the `source` of the documents that it brings, so a policy is kept by the filters of the search itself,
not by looking through what was found.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from evidence.codec import encode
from evidence.errors import UsageError
from evidence.model import Filters

SourceKind = Literal["pubmed-query", "guideline-site", "feed", "folder", "file"]
SOURCE_KINDS: tuple[SourceKind, ...] = ("pubmed-query", "guideline-site", "feed", "folder", "file")
TIERS = range(1, 6)  # 1 is the most trusted
ALLOWABLE = ("concern", "preprint", "superseded")  # may be cited although so marked; retracted never


@dataclass(frozen=True, slots=True)
class Allows:
    """What a licence allows to do with the text."""

    index: bool = True
    quote: bool = True  # in an answer or a report
    export: bool = True  # whole, into other programs


@dataclass(frozen=True, slots=True)
class Selectors:
    """CSS selectors for sites that need them; "" where the page is read without."""

    content: str = ""
    drop: tuple[str, ...] = ()
    title: str = ""
    date: str = ""
    organisation: str = ""
    recommendation: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A source as the list describes it. `include` and `exclude` are patterns, see evidence.source_list."""

    name: str  # lower case letters, digits and hyphens
    kind: SourceKind
    address: str  # a URL, a path, or a PubMed query in its own syntax
    publisher: str = ""
    country: str = ""  # ISO 3166 alpha-2, or INT
    language: str = ""  # three letters, as MEDLINE codes them: eng
    tier: int = 3  # 1 to 5, 1 is the most trusted
    licence: str = ""
    allows: Allows = Allows()
    refresh_days: int | None = None  # None: only when it is asked for
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    selectors: Selectors = Selectors()
    contact: str = ""
    https_only: bool = True
    redirects: tuple[str, ...] = ()  # hosts, beside its own, that a redirect may lead to
    max_pages: int = 500
    max_depth: int = 3  # links followed from the address
    note: str = ""


@dataclass(frozen=True, slots=True)
class SourceList:
    """Entries in the order of the file, and where they stand: `place` is its path, "" for the list that ships."""

    entries: tuple[Entry, ...]
    version: str  # 12 hexadecimal digits; comments, layout and order do not change it
    place: str = ""

    @staticmethod
    def of(entries: Iterable[Entry], place: str = "") -> "SourceList":
        """The list of these, with its version: SHA-256 over their canonical JSON, by name."""
        kept = tuple(entries)
        canonical = encode(sorted(kept, key=lambda entry: entry.name))
        return SourceList(kept, hashlib.sha256(canonical).hexdigest()[:12], place)

    @property
    def names(self) -> tuple[str, ...]:
        """Of the entries, in their order."""
        return tuple(entry.name for entry in self.entries)

    def get(self, name: str) -> Entry:
        """The entry of this name. Raises UsageError that lists the names."""
        for entry in self.entries:
            if entry.name == name:
                return entry
        raise UsageError(f"There is no source {name} in the list. {self.told}")

    @property
    def told(self) -> str:
        """The names as a sentence, for messages."""
        return f"The list has: {', '.join(self.names)}." if self.entries else "The list is empty."


@dataclass(frozen=True, slots=True)
class Rules:
    """A policy as it is written. An empty tuple does not restrict, but for `allow`: what it does not name is not cited."""

    name: str = ""
    only: tuple[str, ...] = ()  # entries, and a library's own collections
    tier: int | None = None  # the least trusted that is admitted
    exclude: tuple[str, ...] = ()
    designs: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None
    allow: tuple[str, ...] = ()  # of ALLOWABLE


def admitted(list_: SourceList, rules: Rules) -> tuple[Entry, ...]:
    """The entries that `only`, `tier` and `exclude` leave, and whose licence allows them to be indexed."""
    return tuple(
        entry
        for entry in list_.entries
        if (not rules.only or entry.name in rules.only)
        and (rules.tier is None or entry.tier <= rules.tier)
        and entry.name not in rules.exclude
        and entry.allows.index
    )


def entries_of(list_: SourceList, sources: Iterable[str]) -> tuple[Entry, ...]:
    """The entries that hold a document, by its sources: `(document.source, *document.also_in)`."""
    wanted = set(sources)
    return tuple(entry for entry in list_.entries if entry.name in wanted)


def within(filters: Filters, rules: Rules, list_: SourceList, known: frozenset[str] = frozenset()) -> Filters:
    """The command's filters, narrowed by the rules: what passes satisfies both.

    `known` are the sources that the library has, its own collections among them. A collection that the list does not
    have has no tier, so no tier admits it. Preprints pass where the filters and `rules.allow` both let them. Raises
    UsageError where a name is unknown, and where nothing could pass: an empty tuple of Filters would not restrict.
    """
    _check_names(rules, list_, known)
    since = max((y for y in (filters.since, rules.since) if y is not None), default=None)
    until = min((y for y in (filters.until, rules.until) if y is not None), default=None)
    if since is not None and until is not None and since > until:
        raise UsageError(
            f"With the years of {_policy(rules)} and the command's, since {since} is after until {until}: "
            "nothing can be in between. Ask for other years, or leave the policy out."
        )
    not_sources = {*filters.not_sources, *rules.exclude}
    return replace(
        filters,
        since=since,
        until=until,
        designs=_common("designs", filters.designs, rules.designs, rules),
        languages=_common("languages", filters.languages, rules.languages, rules),
        sources=_sources(filters, not_sources, rules, list_, known),
        not_sources=tuple(sorted(not_sources)),
        preprints=filters.preprints and "preprint" in rules.allow,
    )


def _sources(
    filters: Filters, left_out: set[str], rules: Rules, list_: SourceList, known: frozenset[str]
) -> tuple[str, ...]:
    """Those that may be searched, () for all; what is left out stands in `not_sources`, and here no more."""
    entries = tuple(entry.name for entry in admitted(list_, rules))
    collections = () if rules.tier is not None else sorted((set(rules.only) or known) - set(list_.names))
    allowed = tuple(name for name in (*entries, *collections) if name not in rules.exclude)
    restricts = bool(rules.only) or rules.tier is not None
    if not allowed and (restricts or rules.exclude):
        raise UsageError(
            f"No source is left by {_policy(rules)}: none is named, trusted enough and not left out whose licence "
            "allows indexing. `evidence sources list` shows them with their tiers."
        )
    both = _common("sources", filters.sources, allowed if restricts else (), rules)
    kept = tuple(name for name in both if name not in left_out)
    if both and not kept:
        raise UsageError(
            f"The sources asked for ({', '.join(both)}) are left out by {_policy(rules)} or the command: none is left."
        )
    return kept


def _common(what: str, asked: tuple[str, ...], ruled: tuple[str, ...], rules: Rules) -> tuple[str, ...]:
    """What both name, where both restrict."""
    if not (asked and ruled):
        return asked or ruled
    common = tuple(name for name in asked if name in ruled)
    if not common:
        raise UsageError(
            f"The command asks for the {what} {', '.join(asked)}, and {_policy(rules)} admits {', '.join(ruled)}: "
            "nothing is both."
        )
    return common


def _check_names(rules: Rules, list_: SourceList, known: frozenset[str]) -> None:
    """Raises UsageError on a source that neither the list nor the library has, or that has no tier to go by."""
    own = sorted(known - set(list_.names))
    for name in (*rules.only, *rules.exclude):
        if name not in list_.names and name not in known:
            has = f" The library also has: {', '.join(own)}." if own else ""
            raise UsageError(f"There is no source {name}, which {_policy(rules)} names. {list_.told}{has}")
    if rules.tier is not None and (untiered := [name for name in rules.only if name in own]):
        raise UsageError(
            f"No tier admits {', '.join(untiered)}, which {_policy(rules)} names beside one: it is not in the source "
            "list. Add it with `evidence sources add`, or leave the tier out."
        )


def _policy(rules: Rules) -> str:
    return f"the policy {rules.name}" if rules.name else "the policy"
