"""Records come exactly as asked, each once, whatever goes wrong on the way and however often it is interrupted."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from evidence.errors import SourceUnavailableError
from evidence.model import Document
from indexers.intake import Refused
from indexers.pubmed.entrez import Entrez
from indexers.pubmed.fetch import Extras, plan, records
from indexers.pubmed.shelf import Label, Shelf
from tests.indexers.entrez_clients import PACE, client
from tests.standin import Fault, Standin
from tests.standin.holdings import made_up, real

PASSING = [
    "429",
    "429-wait",
    "500",
    "slow",
    "cut",
    "short",
    "json",
    "html",
    "error",
    "empty",
    "control",
    "missing",
    "extra",
]


def ids_of(pubmed: Standin) -> list[str]:
    return [str(pmid) for pmid in sorted(pubmed.desk.holdings.records)]


def read(entrez: Entrez, ids: Sequence[str], extras: Extras | None = None) -> tuple[list[str], list[Refused]]:
    """(ids of the documents in the order they came, what was refused)."""
    items = [item for batch in plan(entrez, ids) for item in records(entrez, batch, extras or Extras())]
    documents = [item.id.removeprefix("pubmed:") for item in items if isinstance(item, Document)]
    return documents, [item for item in items if isinstance(item, Refused)]


@pytest.mark.parametrize("kind", PASSING)
@pytest.mark.parametrize("number", [1, 2])
def test_fetch_survives_every_fault(kind: str, number: int, tmp_path: Path) -> None:
    """450 records in three requests, one of which goes wrong: every PMID, and none delivered twice."""
    with Standin(made_up(450), [Fault(kind, "efetch", number)], PACE) as pubmed, client(pubmed, tmp_path) as entrez:
        extras = Extras()
        documents, refused = read(entrez, ids_of(pubmed)[:440], extras)
        assert documents == ids_of(pubmed)[:440]
        assert refused == []
        assert len(extras.ids) == (kind == "extra")
        assert set(pubmed.ledger.fetched) == {int(each) for each in (*ids_of(pubmed)[:440], *extras.ids)}
        assert kind == "extra" or set(pubmed.ledger.fetched.values()) == {1}
        assert pubmed.ledger.violations == []


@pytest.mark.parametrize("kind", ["short", "json", "html", "error", "empty"])
def test_fault_that_stays_is_an_error(kind: str, tmp_path: Path) -> None:
    """Four tries, then a plain sentence."""
    fault = Fault(kind, "efetch", 1, times=1000)
    with Standin(made_up(20), [fault], PACE) as pubmed, client(pubmed, tmp_path) as entrez:
        with pytest.raises(SourceUnavailableError, match="Try again later"):
            read(entrez, ids_of(pubmed))
        assert pubmed.ledger.count("efetch") == 4


def test_control_character_that_stays_costs_no_record(tmp_path: Path) -> None:
    """It comes at every try, so it stands in a record: taken out, and every record is read."""
    fault = Fault("control", "efetch", 1, times=1000)
    with Standin(made_up(20), [fault], PACE) as pubmed, client(pubmed, tmp_path) as entrez:
        documents, refused = read(entrez, ids_of(pubmed))
        assert documents == ids_of(pubmed)
        assert refused == []


def test_record_that_never_comes_is_named(tmp_path: Path) -> None:
    """Asked once more, then refused by its PMID; the others are read."""
    with Standin(made_up(20), (), PACE) as pubmed, client(pubmed, tmp_path) as entrez:
        documents, refused = read(entrez, [*ids_of(pubmed), "7", "8"])
        assert documents == ids_of(pubmed)
        assert [(each.record, each.reason) for each in refused] == [
            ("pubmed:7", "PubMed did not return it, asked twice"),
            ("pubmed:8", "PubMed did not return it, asked twice"),
        ]
        assert [seen.asked.get("id") for seen in pubmed.ledger.requests][1:] == ["7,8"]


def test_records_not_asked_for_are_left_out_and_told(tmp_path: Path) -> None:
    """An extra record is not loaded; which one it was is known."""
    with Standin(made_up(20), [Fault("extra", "efetch")], PACE) as pubmed, client(pubmed, tmp_path) as entrez:
        extras = Extras()
        assert read(entrez, ["1004", "1007"], extras)[0] == ["1004", "1007"]
        assert extras.ids == ["1001"]


def test_nothing_is_fetched_twice_after_an_interruption(tmp_path: Path) -> None:
    """Two batches of three came; then the search has grown at both ends, and only the rest is asked for."""
    with Standin(made_up(600), (), PACE) as pubmed:
        every = ids_of(pubmed)
        with client(pubmed, tmp_path) as entrez:
            for batch in plan(entrez, every[10:590])[:2]:
                assert list(records(entrez, batch, Extras()))
        with client(pubmed, tmp_path) as entrez:
            documents, _ = read(entrez, every)
        assert sorted(documents) == every
        assert set(pubmed.ledger.fetched.values()) == {1}
        assert pubmed.ledger.count("efetch") == 2 + 1


def test_shelf_is_empty_after_a_load(tmp_path: Path) -> None:
    """What was kept for a resume is removed with its folders."""
    with Standin(made_up(30), (), PACE) as pubmed, client(pubmed, tmp_path) as entrez:
        read(entrez, ids_of(pubmed))
        assert list((tmp_path / "downloads").rglob("*.gz"))
        assert entrez.shelf is not None
        entrez.shelf.clear()
        assert not (tmp_path / "downloads").exists()


def test_kept_reply_lives_a_day(tmp_path: Path) -> None:
    """An hour less and it serves; an hour more and it is asked for anew and removed."""
    then = datetime(2026, 11, 22, tzinfo=UTC)
    Shelf(tmp_path, "x").put("name", Label(then.isoformat(), ("1", "2")), b"body")
    young = Shelf(tmp_path, "x", lambda: then + timedelta(hours=23))
    assert young.labels() == {"name": Label(then.isoformat(), ("1", "2"))}
    found = young.get("name")
    assert found is not None
    assert found.body == b"body"
    assert young.get("name", timedelta(hours=1)) is None
    old = Shelf(tmp_path, "x", lambda: then + timedelta(hours=25))
    assert old.get("name") is None
    assert old.labels() == {}
    assert young.get("name") is None


@pytest.mark.parametrize("left", [0, 5, 40])
def test_damaged_file_is_as_good_as_none(left: int, tmp_path: Path) -> None:
    """A kept reply of which the disk lost the end is asked for again."""
    shelf = Shelf(tmp_path, "x")
    shelf.put("name", Label(datetime.now(UTC).isoformat(), ("1",)), b"body" * 1000)
    path = next(tmp_path.rglob("*.gz"))
    path.write_bytes(path.read_bytes()[:left])
    assert shelf.get("name") is None


def test_addresses_share_nothing(tmp_path: Path) -> None:
    """What a stand-in said is never taken for PubMed's."""
    Shelf(tmp_path, "http://127.0.0.1/").put("name", Label(datetime.now(UTC).isoformat(), ("1",)), b"body")
    assert Shelf(tmp_path, "https://eutils.ncbi.nlm.nih.gov/").get("name") is None


def test_every_real_record_comes(shared: Path, tmp_path: Path) -> None:
    """The 1,266 PMIDs of the 205 real files, with a fault of every kind on the way."""
    holdings = real(shared / "pubmed_xml")
    assert len(holdings.records) == 1266
    faults = [Fault(kind, "efetch", 2 + 2 * n) for n, kind in enumerate(PASSING)]
    with Standin(holdings, faults, PACE) as pubmed, client(pubmed, tmp_path) as entrez:
        documents, refused = read(entrez, ids_of(pubmed))
        assert sorted(set(documents), key=int) == ids_of(pubmed)
        assert refused == []
        assert pubmed.ledger.violations == []
        faulty = [seen.fault for seen in pubmed.ledger.requests if seen.fault]
        assert faulty[:5] == PASSING[:5]
