"""What a policy admits: each rule for itself, and that narrowing never lets more through than either side alone."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from evidence.appraisal import DESIGNS
from evidence.errors import UsageError
from evidence.library.where import admits
from evidence.model import Document, Filters, Published
from evidence.trust import ALLOWABLE, Allows, Entry, Rules, SourceList, admitted, entries_of, within
from tests.fakes import document

NATIONAL = Entry("national", "guideline-site", "https://national.example.org/", tier=1)
PUBMED = Entry("pubmed", "pubmed-query", "all[sb]", tier=2)
VENDOR = Entry("vendor", "feed", "https://vendor.example.com/feed", tier=4)
CLOSED = Entry("closed", "folder", "/closed", tier=1, allows=Allows(index=False))
LIST = SourceList.of((NATIONAL, PUBMED, VENDOR, CLOSED))
OWN = "theses"  # a collection of the library that the list does not have
KNOWN = frozenset(("pubmed", OWN))


def names(rules: Rules) -> list[str]:
    """Of the entries that the rules admit."""
    return [entry.name for entry in admitted(LIST, rules)]


# Lists


def test_get_names_what_there_is() -> None:
    """Whoever mistypes a source is shown the names."""
    assert LIST.get("pubmed") is PUBMED
    with pytest.raises(UsageError, match=r"no source pubmde .*national, pubmed, vendor, closed"):
        LIST.get("pubmde")


def test_version_is_of_the_facts() -> None:
    """Any field changes the version; the order of the entries and the place of the file do not."""
    assert SourceList.of(reversed(LIST.entries), "/elsewhere.toml").version == LIST.version
    changed = {SourceList.of((replace(NATIONAL, **change),)).version for change in ({"tier": 2}, {"note": "n"}, {})}
    assert len(changed) == 3
    assert all(len(version) == 12 for version in changed)


def test_entries_of_a_document() -> None:
    """Every entry that holds it, in the order of the list; what the list does not have names nobody."""
    held = document(source="pubmed", also_in=("national", OWN))
    assert entries_of(LIST, (held.source, *held.also_in)) == (NATIONAL, PUBMED)


# Admission


@pytest.mark.parametrize(
    ("rules", "left"),
    [
        (Rules(), ["national", "pubmed", "vendor"]),
        (Rules(tier=2), ["national", "pubmed"]),
        (Rules(only=("pubmed", "vendor")), ["pubmed", "vendor"]),
        (Rules(only=("pubmed", "vendor"), tier=3), ["pubmed"]),
        (Rules(exclude=("pubmed",)), ["national", "vendor"]),
        (Rules(only=("closed",)), []),  # its licence allows no index
    ],
    ids=str,
)
def test_admitted(rules: Rules, left: list[str]) -> None:
    """only, tier and exclude each take away; what may not be indexed is never admitted."""
    assert names(rules) == left


# Narrowing


def test_tier_becomes_sources() -> None:
    """A tier is kept by the search's own filter; what the list does not have is in no tier."""
    assert within(Filters(), Rules(tier=2), LIST, KNOWN).sources == ("national", "pubmed")


def test_own_collections_may_be_named() -> None:
    """A library's own collection can be the only one, or left out."""
    assert within(Filters(), Rules(only=(OWN, "pubmed")), LIST, KNOWN).sources == ("pubmed", OWN)
    left = within(Filters(), Rules(exclude=(OWN,)), LIST, KNOWN)
    assert (left.sources, left.not_sources) == ((), (OWN,))


def test_no_rules_leave_the_filters() -> None:
    """Without rules nothing is narrowed, even in an empty library, but that preprints want an `allow`."""
    asked = Filters(2001, 2020, ("rct",), ("pubmed",), ("eng",), ("current",), ("vendor",))
    assert within(asked, Rules(allow=ALLOWABLE), LIST) == asked
    assert within(Filters(), Rules(allow=ALLOWABLE), SourceList.of(())) == Filters()
    assert within(Filters(), Rules(), LIST).preprints is False


@pytest.mark.parametrize(
    ("filters", "rules", "says"),
    [
        (Filters(designs=("rct",)), Rules(designs=("cohort",)), "designs rct, and the policy admits cohort"),
        (Filters(languages=("fre",)), Rules(languages=("eng",)), "languages fre, and the policy admits eng"),
        (Filters(sources=("vendor",)), Rules(tier=1), "sources vendor, and the policy admits national"),
        (Filters(sources=("vendor",)), Rules(exclude=("vendor",)), "left out by the policy"),
        (Filters(not_sources=("national",)), Rules(tier=1), "none is left"),
        (Filters(since=2020), Rules(until=2010, name="old"), "years of the policy old .* 2020 is after until 2010"),
        (Filters(), Rules(only=("closed",)), "No source is left"),
        (Filters(), Rules(exclude=("national", "pubmed", "vendor", OWN)), "No source is left"),
        (
            Filters(),
            Rules(only=("nobody",)),
            "no source nobody, .* national, pubmed, vendor, closed.* also has: theses",
        ),
        (Filters(), Rules(exclude=("nobody",)), "no source nobody"),
        (Filters(), Rules(only=(OWN,), tier=1), "No tier admits theses"),
    ],
    ids=str,
)
def test_nothing_left_is_said(filters: Filters, rules: Rules, says: str) -> None:
    """An empty filter would restrict nothing, so what cannot be satisfied is refused, and both sides are named."""
    with pytest.raises(UsageError, match=says):
        within(filters, rules, LIST, KNOWN)


def test_both_sides_narrow() -> None:
    """Later since, earlier until, what both name of designs, languages and sources, what either leaves out."""
    asked = Filters(2001, 2015, ("rct", "cohort"), ("pubmed", "vendor"), ("eng", "fre"), (), ("national",))
    rules = Rules(
        "", ("pubmed", "national", "vendor"), 2, (OWN,), ("cohort", "guideline"), ("fre",), 2005, 2020, ALLOWABLE
    )
    assert within(asked, rules, LIST, KNOWN) == Filters(
        2005, 2015, ("cohort",), ("pubmed",), ("fre",), (), ("national", OWN), True
    )


SOME = ("national", "pubmed", "vendor", "closed", OWN)
LANGUAGES = ("eng", "fre", "ger")
CHOSEN = ("rct", "cohort", "guideline")


def some(*choices: str) -> st.SearchStrategy[tuple[str, ...]]:
    """Some of these, mostly none."""
    return st.just(()) | st.just(()) | st.lists(st.sampled_from(choices), unique=True, min_size=1).map(tuple)


YEARS = st.none() | st.integers(2000, 2006)
FILTERS = st.builds(
    Filters,
    since=YEARS,
    until=YEARS,
    designs=some(*CHOSEN),
    sources=some(*SOME),
    languages=some(*LANGUAGES),
    statuses=some("current", "corrected"),
    not_sources=some(*SOME),
    preprints=st.booleans(),
)
RULES = st.builds(
    Rules,
    only=some(*SOME),
    tier=st.none() | st.integers(1, 5),
    exclude=some(*SOME),
    designs=some(*CHOSEN),
    languages=some(*LANGUAGES),
    since=YEARS,
    until=YEARS,
    allow=some(*ALLOWABLE),
)
CORPUS = tuple(  # every mix of year, source, design and language; other holders, states and preprints by turns
    document(
        number,
        published=Published(str(year), "year"),
        source=source,
        also_in=(SOME[number % 7],) if number % 7 < 5 and SOME[number % 7] != source else (),
        design=design,
        languages=(language,),
        status="corrected" if number % 11 == 0 else "current",
        is_preprint=number % 4 == 0,
    )
    for number, (year, source, design, language) in enumerate(product(range(1999, 2008), SOME, CHOSEN, LANGUAGES), 1)
)


def satisfies(rules: Rules, found: Document) -> bool:
    """The rules read one by one, as a librarian would, without filters."""
    held = {found.source, *found.also_in}
    tiers = {"national": 1, "pubmed": 2, "vendor": 4}  # closed may not be indexed, theses is in no tier
    by_tier = held if rules.tier is None else {name for name in held if tiers.get(name, 9) <= rules.tier}
    named = {name for name in by_tier if not rules.only or name in rules.only}
    year = int(found.published.date)
    return (
        bool(named)
        and held.isdisjoint(rules.exclude)
        and (rules.since is None or year >= rules.since)
        and (rules.until is None or year <= rules.until)
        and (not rules.designs or found.design in rules.designs)
        and (not rules.languages or not set(found.languages).isdisjoint(rules.languages))
        and (not found.is_preprint or "preprint" in rules.allow)
    )


def narrow(filters: Filters, rules: Rules) -> Filters | None:
    """What `within` makes of the two; None where it says that nothing can pass."""
    try:
        return within(filters, rules, LIST, KNOWN)
    except UsageError:
        return None


@given(FILTERS, RULES)
@settings(deadline=None)
def test_within_admits_no_more_than_either_side(filters: Filters, rules: Rules) -> None:
    """What passes the narrowed filters passes the command's filters, and every rule of the policy."""
    narrowed = narrow(filters, rules)
    passing = [d for d in CORPUS if narrowed and admits(narrowed, d)]
    assert [d.id for d in passing if not admits(filters, d)] == []
    assert [d.id for d in passing if not satisfies(rules, d)] == []


@given(FILTERS, RULES)
@settings(deadline=None)
def test_within_loses_nothing_that_passes_both(filters: Filters, rules: Rules) -> None:
    """Where only one side names sources and each record has one language, the narrowed filters are exactly both.

    So what is refused, but for a collection that has no tier, is refused because nothing could pass.
    """
    assume(rules.tier is None or OWN not in rules.only)
    filters = replace(filters, sources=())
    narrowed = narrow(filters, rules)
    searched = [d for d in CORPUS if "closed" not in (d.source, *d.also_in)]
    both = [d.id for d in searched if admits(filters, d) and satisfies(rules, d)]
    assert [d.id for d in searched if narrowed and admits(narrowed, d)] == both


def test_designs_of_these_tests_are_designs() -> None:
    """The properties above speak of designs that exist."""
    assert set(CHOSEN) <= set(DESIGNS)
