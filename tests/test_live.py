"""`evidence ingest pubmed --query` in processes of its own, against a PubMed that stands in for NCBI's."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from evidence.library.library import Library
from tests.standin import Fault, Standin
from tests.standin.holdings import made_up, real

ROOT = Path(__file__).parents[1]
PATIENCE = 240.0  # seconds after which something hangs
LOG = "searches.jsonl"


def start(pubmed: Standin, folder: Path, *words: str, **environment: str) -> "subprocess.Popen[str]":
    """`evidence ingest pubmed ...` on a library beside `folder`'s own pace and log, which no other test shares."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("EVIDENCE_", "NCBI_"))}
    settings = {
        "EVIDENCE_CACHE": str(folder.parent / "cache"),
        "EVIDENCE_EUTILS_URL": pubmed.url,
        "EVIDENCE_EMAIL": "tests@example.org",
        "EVIDENCE_EGRESS_SOURCES": "local",
        "EVIDENCE_EMBEDDER": "none",
    }
    command = [sys.executable, "-m", "research.cli.main", "--library", str(folder), "ingest", "pubmed", *words]
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env={**clean, **settings, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def end(process: "subprocess.Popen[str]") -> tuple[int, str, str]:
    """(exit code, standard output, standard error)."""
    out, err = process.communicate(timeout=PATIENCE)
    return process.returncode, out, err


def run(pubmed: Standin, folder: Path, *words: str, **environment: str) -> tuple[int, str, str]:
    return end(start(pubmed, folder, *words, **environment))


def pmids(folder: Path) -> list[int]:
    """What the library holds, sorted."""
    library = Library.open(folder)
    found = sorted(int(d.id.removeprefix("pubmed:")) for d in library.all_documents())
    library.close()
    return found


def log(folder: Path) -> list[Any]:
    return [json.loads(line) for line in (folder / LOG).read_text(encoding="utf-8").splitlines()]


def faults(utility: str, kinds: Sequence[str], every: int) -> list[Fault]:
    """One after the other, `every` requests apart."""
    return [Fault(kind, utility, 1 + every * n) for n, kind in enumerate(kinds)]


def test_two_processes_share_the_pace_and_get_everything(tmp_path: Path) -> None:
    """Three a second for both together, faults on the way: every record once in each library, and no rule broken."""
    holdings = made_up(450)
    trouble = faults("esearch", ["429-wait", "html"], 2) + faults("efetch", ["500", "cut", "json", "control"], 2)
    folders = [tmp_path / "a", tmp_path / "b"]
    with Standin(holdings, trouble) as pubmed:
        running = [start(pubmed, folder, "--query", "aspirin", "--json") for folder in folders]
        for process in running:
            code, out, err = end(process)
            assert code == 0, err
            assert json.loads(out)["added"] == 450
        assert pubmed.ledger.violations == []
        assert len([seen for seen in pubmed.ledger.requests if seen.fault]) == len(trouble)
        assert set(pubmed.ledger.fetched.values()) == {2}
    assert [pmids(folder) for folder in folders] == [sorted(holdings.records)] * 2


@pytest.mark.parametrize("held", [2, 4])
def test_killed_and_run_again_fetches_nothing_twice(held: int, tmp_path: Path) -> None:
    """kill -9 while a request waits for its answer; the same command goes on with the same search."""
    holdings = made_up(900)
    folder = tmp_path / "library"
    with Standin(holdings, [Fault("hang", "efetch", held)]) as pubmed:
        process = start(pubmed, folder, "--query", "aspirin")
        try:
            assert pubmed.holding.wait(PATIENCE)
        finally:
            process.send_signal(signal.SIGKILL)
            process.communicate()
        assert sum(pubmed.ledger.fetched.values()) == 200 * (held - 1)
        code, out, err = run(pubmed, folder, "--query", "aspirin", "--json")
        assert code == 0, err
        assert pmids(folder) == sorted(holdings.records)
        assert set(pubmed.ledger.fetched) == set(holdings.records)
        assert set(pubmed.ledger.fetched.values()) == {1}
        assert pubmed.ledger.count("esearch") == 1
        assert pubmed.ledger.violations == []
    first, second = log(folder)
    assert (first["requests"], second["requests"]) == (1, 0)
    assert first["at"] == second["at"] == json.loads(out)["search"]["at"]
    assert not (folder / "downloads").exists()


def test_search_is_shown_and_logged(tmp_path: Path) -> None:
    """What was asked, how PubMed read it, what it did not find, how many match: on the screen, in JSON, in the log."""
    folder = tmp_path / "library"
    query = "aspirin OR qzxwv"
    with Standin(made_up(7)) as pubmed:
        code, out, err = run(pubmed, folder, "--query", query)
        assert code == 0, err
        assert f"Searched PubMed ({pubmed.url}) at 20" in out
        assert 'PubMed read it as: "aspirin"[All Fields] OR qzxwv[All Fields]' in out
        assert "PubMed did not find these words: qzxwv" in out
        assert "7 records match." in out
        assert "7 read: 7 added, 0 updated, 0 unchanged, 0 deleted, 0 refused." in out
        code, out, _ = run(pubmed, folder, "--query", query, "--json")
    value = json.loads(out)
    assert (value["read"], value["added"], value["unchanged"]) == (7, 0, 7)
    search = value["search"]
    assert (search["text"], search["source"], search["syntax"]) == (query, "pubmed", "pubmed")
    assert (search["found"], search["kept"], search["limit"]) == (7, 7, None)
    assert search["notes"]["phrases_not_found"] == ["qzxwv"]
    assert [(part["within"], part["count"]) for part in search["parts"]] == [("all", 7)]
    assert log(folder)[1] == search
    assert log(folder)[0]["requests"] == 1


def test_limit_is_said(tmp_path: Path) -> None:
    """The first three in PubMed's order (newest first, here), and of how many."""
    folder = tmp_path / "library"
    with Standin(made_up(10)) as pubmed:
        code, out, err = run(pubmed, folder, "--query", "aspirin", "--limit", "3")
    assert code == 0, err
    assert "10 records match; limited to the first 3 in PubMed's order." in out
    assert pmids(folder) == [1022, 1025, 1028]


def test_nothing_found_is_no_error(tmp_path: Path) -> None:
    """Exit code 0, with what PubMed said."""
    with Standin(made_up(3)) as pubmed:
        code, out, err = run(pubmed, tmp_path / "library", "--query", "qzxwv")
    assert code == 0, err
    assert "PubMed did not find these words: qzxwv" in out
    assert "PubMed says: No items found." in out
    assert "0 records match." in out
    assert "0 read: 0 added" in out


def test_record_that_pubmed_does_not_return_is_refused(tmp_path: Path) -> None:
    """Half of the records are left out, twice: named, exit code 3, the others are in; the next run completes it."""
    folder = tmp_path / "library"
    with Standin(made_up(4), [Fault("missing", "efetch", 1, times=2)]) as pubmed:
        code, out, err = run(pubmed, folder, "--query", "aspirin", "--json")
        assert code == 3, err
        refused = [(each["record"], each["reason"]) for each in json.loads(out)["refused"]]
        assert refused == [("pubmed:1010", "PubMed did not return it, asked twice")]
        assert "pubmed:1010: PubMed did not return it" in err
        assert pmids(folder) == [1001, 1004, 1007]
        assert run(pubmed, folder, "--query", "aspirin")[0] == 0
    assert pmids(folder) == [1001, 1004, 1007, 1010]


@pytest.mark.parametrize(
    ("words", "environment", "code", "says"),
    [
        (["--query", "aspirin"], {"EVIDENCE_EGRESS_SOURCES": "offline"}, 1, "EVIDENCE_EGRESS_SOURCES"),
        (["--query", "aspirin"], {"EVIDENCE_EMAIL": ""}, 2, "EVIDENCE_EMAIL"),
        (["--query", " "], {}, 2, "empty"),
        (["--query", "aspirin", "--limit", "0"], {}, 2, "--limit"),
        (["--query", "aspirin", "x.xml"], {}, 2, "not both"),
        (["--limit", "3", "x.xml"], {}, 2, "--query"),
        (["--query", "Patient John Smith, SSN 123-45-6789, aspirin"], {}, 1, "--send-anyway"),
    ],
)
def test_what_is_not_sent(words: list[str], environment: dict[str, str], code: int, says: str, tmp_path: Path) -> None:
    """Held back by a setting, by what is missing or wrong, by the privacy screen: nothing goes out, and it says why."""
    with Standin(made_up(3)) as pubmed:
        found, out, err = run(pubmed, tmp_path / "library", *words, **environment)
        assert (found, out) == (code, "")
        assert says in err
        assert pubmed.ledger.requests == []


def test_screen_can_be_overridden(tmp_path: Path) -> None:
    """With --send-anyway the same words are sent."""
    with Standin(made_up(3)) as pubmed:
        words = ["--query", "Patient John Smith, SSN 123-45-6789, aspirin", "--send-anyway"]
        code, _, err = run(pubmed, tmp_path / "library", *words)
        assert code == 0, err
        assert pubmed.ledger.count("esearch") == 1


def test_real_records_with_a_key(shared: Path, tmp_path: Path) -> None:
    """The 1,266 PMIDs of the real files, at ten a second, each asked for and delivered once."""
    holdings = real(shared / "pubmed_xml")
    folder = tmp_path / "library"
    with Standin(holdings) as pubmed:
        code, out, err = run(pubmed, folder, "--query", "all", "--json", NCBI_API_KEY="0123456789abcdef")
        assert code == 0, err
        assert pubmed.ledger.violations == []
        assert set(pubmed.ledger.fetched.values()) == {1}
        assert {seen.asked.get("api_key") for seen in pubmed.ledger.requests} == {"0123456789abcdef"}
    assert json.loads(out)["search"]["found"] == 1266
    assert pmids(folder) == sorted(holdings.records)
    assert "0123456789abcdef" not in out + err + (folder / LOG).read_text()
