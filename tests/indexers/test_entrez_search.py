"""A search of PubMed is complete, whatever its size and whatever goes wrong, or it fails and says so."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.errors import SourceUnavailableError, UsageError
from indexers.pubmed.entrez import Entrez
from indexers.pubmed.partition import search
from indexers.pubmed.span import HIGHEST, Span
from tests.indexers.entrez_clients import PACE, client
from tests.standin import Fault, Holdings, Standin
from tests.standin.answers import Asked, Desk
from tests.standin.faults import Answer
from tests.standin.holdings import made_up

PASSING = ["429", "429-wait", "500", "slow", "cut", "short", "json", "html", "error", "empty", "control", "count"]
DAYS = st.dates(date(1700, 1, 1), date(2030, 1, 1))


@contextmanager
def asking(tmp_path: Path, holdings: Holdings, *faults: Fault, page: int = 9_999) -> Iterator[tuple[Entrez, Standin]]:
    """A client and the stand-in that it asks, which gives at most `page` identifiers at once."""
    with Standin(holdings, faults, PACE, page=page) as pubmed, client(pubmed, tmp_path / "library") as entrez:
        yield entrez, pubmed


@dataclass(slots=True)
class Growing(Desk):
    """Holds more from the second request on."""

    larger: Holdings = field(default_factory=lambda: made_up(0))

    def answer(self, utility: str, asked: Asked, fault: str = "") -> Answer:
        made = Desk.answer(self, utility, asked, fault)
        self.holdings = self.larger
        return made


def pmids(holdings: Holdings, word: str = "aspirin") -> list[str]:
    """As PubMed orders them here: newest PMID first."""
    return [str(pmid) for pmid in sorted(holdings.by_word[word], reverse=True)]


@pytest.mark.parametrize("kind", PASSING)
@pytest.mark.parametrize("number", [1, 3])
def test_search_survives_every_fault(kind: str, number: int, tmp_path: Path) -> None:
    """A fault on the first or a later page: every PMID, in order, once."""
    holdings = made_up(230)
    with asking(tmp_path, holdings, Fault(kind, "esearch", number), page=50) as (entrez, pubmed):
        found = search(entrez, "aspirin")
        assert found.ids == tuple(pmids(holdings))
        assert found.count == 230
        assert [seen.fault for seen in pubmed.ledger.requests].count(kind) == 1
        assert pubmed.ledger.violations == []


@pytest.mark.parametrize("number", [2, 5])
def test_page_that_repeats_the_last_is_asked_for_again(number: int, tmp_path: Path) -> None:
    """No PMID twice and none left out."""
    holdings = made_up(230)
    with asking(tmp_path, holdings, Fault("duplicate", "esearch", number), page=50) as (entrez, pubmed):
        assert search(entrez, "aspirin").ids == tuple(pmids(holdings))
        assert pubmed.ledger.count("esearch") == 6  # five pages, and one again


@pytest.mark.parametrize("kind", ["duplicate", "short", "json", "html", "error", "empty", "control"])
def test_fault_that_stays_is_an_error(kind: str, tmp_path: Path) -> None:
    """A bounded number of tries, then a plain sentence, and never a part of the result."""
    with (
        asking(tmp_path, made_up(120), Fault(kind, "esearch", 2, times=1000), page=50) as (entrez, pubmed),
        pytest.raises(SourceUnavailableError, match="Try again later"),
    ):
        search(entrez, "aspirin")
    assert pubmed.ledger.count("esearch") == 1 + 4


def test_count_that_never_fits_is_an_error(tmp_path: Path) -> None:
    """Searched three times, and then said."""
    with (
        asking(tmp_path, made_up(12_000), Fault("count", "esearch", 2, times=10_000)) as (entrez, pubmed),
        pytest.raises(SourceUnavailableError, match="could not be shown to be complete, 3 times"),
    ):
        search(entrez, "aspirin")
    whole = [
        seen for seen in pubmed.ledger.requests if not seen.asked.get("mindate") and "UID" not in seen.asked.get("term")
    ]
    assert len(whole) == 3


def test_sixty_thousand_matches_come_complete(tmp_path: Path) -> None:
    """15,000 of them on one day, so that the day is cut up by PMID: each PMID once, and the parts prove it."""
    holdings = made_up(60_000, clump=15_000)
    with asking(tmp_path, holdings) as (entrez, pubmed):
        found = search(entrez, "aspirin")
    assert found.count == len(found.ids) == 60_000
    assert {int(pmid) for pmid in found.ids} == set(holdings.records)
    assert sum(part.count for part in found.parts) == 60_000
    assert all(part.count <= 9_999 for part in found.parts)
    assert [
        part.within for part in found.parts if "UID" in part.within and "1989/06/15:1989/06/15" not in part.within
    ] == []
    assert sum(part.count for part in found.parts if "UID" in part.within) == 15_000
    assert pubmed.ledger.violations == []


def test_records_without_an_entry_date_are_not_lost(tmp_path: Path) -> None:
    """Dates would miss 40 of 12,000: the search is cut up by PMID."""
    holdings = made_up(12_000, undated=40)
    with asking(tmp_path, holdings) as (entrez, _):
        found = search(entrez, "aspirin")
    assert {int(pmid) for pmid in found.ids} == set(holdings.records)
    assert all(part.within.endswith("[UID]") and "edat" not in part.within for part in found.parts)


@pytest.mark.parametrize("kind", PASSING)
def test_split_search_survives_every_fault(kind: str, tmp_path: Path) -> None:
    """A fault in the middle of the parts of 12,000."""
    holdings = made_up(12_000)
    with asking(tmp_path, holdings, Fault(kind, "esearch", 5)) as (entrez, _):
        assert {int(pmid) for pmid in search(entrez, "aspirin").ids} == set(holdings.records)


def test_parts_that_do_not_add_up_are_searched_again(tmp_path: Path) -> None:
    """One match more is announced than the parts hold: the whole search is made anew, and then adds up."""
    with asking(tmp_path, made_up(12_000), Fault("count", "esearch", 1, times=2)) as (entrez, pubmed):
        found = search(entrez, "aspirin")
    assert found.count == len(set(found.ids)) == sum(part.count for part in found.parts) == 12_000
    whole = [seen for seen in pubmed.ledger.requests if not seen.asked.get("mindate")]
    assert len(whole) == 2


def test_search_is_not_made_twice_within_the_hour(tmp_path: Path) -> None:
    """The same search again asks nothing and keeps its time; another one asks."""
    with asking(tmp_path, made_up(120), page=50) as (entrez, pubmed):
        first = search(entrez, "aspirin")
        again = search(entrez, "aspirin")
        assert (again.ids, again.at, again.parts) == (first.ids, first.at, first.parts)
        assert (first.asked, again.asked) == (3, 0)
        search(entrez, "aspirin AND even")
        assert pubmed.ledger.count("esearch") > 3


def test_limit_takes_the_first_in_pubmeds_order(tmp_path: Path) -> None:
    """The first 70 of 230, over pages of 50; the count is that of all."""
    holdings = made_up(230)
    with asking(tmp_path, holdings, page=50) as (entrez, _):
        found = search(entrez, "aspirin", 70)
        assert found.ids == tuple(pmids(holdings)[:70])
        assert (found.count, found.limit) == (230, 70)
        assert search(entrez, "aspirin", 1000).ids == tuple(pmids(holdings))


def test_limit_beyond_what_pubmed_orders_is_refused(tmp_path: Path) -> None:
    """PubMed ranks 9,999; the first 10,500 of 12,000 are nobody's order."""
    with asking(tmp_path, made_up(12_000)) as (entrez, _), pytest.raises(UsageError, match="first 9,999"):
        search(entrez, "aspirin", 10_500)


def test_nothing_found_says_what_pubmed_said(tmp_path: Path) -> None:
    """No match is an answer, with the words that PubMed did not find and the fields that it does not know."""
    with asking(tmp_path, made_up(10)) as (entrez, _):
        found = search(entrez, 'qzxwv AND "no such phrase" AND aspirin[titel]')
    assert (found.count, found.ids) == (0, ())
    assert found.notes.phrases_not_found == ("qzxwv",)
    assert found.notes.quoted_phrases_not_found == ('"no such phrase"',)
    assert found.notes.fields_not_found == ("titel",)
    assert found.notes.messages == ("No items found.",)


def test_long_query_goes_by_post(tmp_path: Path) -> None:
    """A strategy of 30,000 characters, which no address line would carry, is searched like any other."""
    holdings = made_up(50)
    query = " OR ".join(["aspirin"] * 3000)
    with asking(tmp_path, holdings) as (entrez, _):
        assert search(entrez, query).ids == tuple(pmids(holdings))


def test_later_pages_come_from_the_first_ones_history(tmp_path: Path) -> None:
    """A record that PubMed adds between two pages moves no other to another page."""
    holdings, larger = made_up(230), made_up(231)
    with asking(tmp_path, holdings, page=50) as (entrez, pubmed):
        pubmed.desk = Growing(holdings, larger=larger)
        found = search(entrez, "aspirin")
    assert found.ids == tuple(pmids(holdings))
    assert pubmed.ledger.count("esearch") == 5


@pytest.mark.parametrize("email", ["", "  "])
def test_email_is_asked_for(email: str) -> None:
    """NCBI wants one with every request: no client without it."""
    with pytest.raises(UsageError, match="EVIDENCE_EMAIL"):
        Entrez(None, "http://127.0.0.1/", email)  # type: ignore[arg-type]


def test_summary_links_and_info(tmp_path: Path) -> None:
    """The other utilities answer in small values; what PubMed does not know is left out of the summaries."""
    with asking(tmp_path, made_up(450)) as (entrez, pubmed):
        ids = [str(1001 + 3 * n) for n in range(450)]
        assert [each.pmid for each in entrez.summary([*ids, "2"])] == ids
        links = entrez.links(ids[:3], "pubmed_pubmed_refs")
        assert [(each.pmid, each.targets) for each in links] == [
            ("1001", ("1004",)), ("1004", ("1007",)), ("1007", ("1010",)),
        ]  # fmt: skip
        assert (entrez.info().name, entrez.info().count) == ("pubmed", 450)
        assert pubmed.ledger.violations == []


@given(
    st.tuples(DAYS, DAYS).map(sorted), st.one_of(st.none(), st.tuples(st.integers(1, HIGHEST), st.integers(1, HIGHEST)))
)
def test_halves_hold_everything_once(days: list[date], uids: tuple[int, int] | None) -> None:
    """A day and a PMID at the edges of a span lie in exactly one half."""
    limits = (min(uids), max(uids)) if uids else None
    span = Span((days[0], days[1]), limits)
    halves = span.halves()
    if halves is None:
        assert days[0] == days[1]
        assert limits is not None
        assert limits[0] == limits[1]
        return
    later, earlier = halves
    if days[0] < days[1]:
        assert later.dates is not None
        assert earlier.dates is not None
        assert (earlier.dates[0], later.dates[1]) == (days[0], days[1])
        assert (later.dates[0] - earlier.dates[1]).days == 1
        assert later.uids == earlier.uids == limits
    else:
        assert later.uids is not None
        assert earlier.uids is not None
        assert (earlier.uids[0], later.uids[1]) == (limits or (1, HIGHEST))
        assert later.uids[0] - earlier.uids[1] == 1
