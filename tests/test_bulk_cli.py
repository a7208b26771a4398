"""`evidence ingest pubmed` from a mirror and `evidence update`, against a mirror on this machine: codes, words, requests."""

import gzip
import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from evidence.library.library import Library
from research.cli.main import main
from tests.conftest import ids
from tests.fakes import pubmed_xml
from tests.mirror_server import Mirror, serving
from tests.research.test_reference import row, watch

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one value on standard output; anything beside it is an error."""
        return json.loads(self.out)


Cli = Callable[..., Done]


@pytest.fixture
def cli(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Cli:
    """Run `evidence` in this process, with sources on this machine only, no vectors and a cache of its own."""
    for name in list(os.environ):
        if name.startswith(("EVIDENCE_", "NCBI_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("EVIDENCE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("EVIDENCE_EMBEDDER", "none")
    monkeypatch.setenv("EVIDENCE_EGRESS_SOURCES", "local")
    monkeypatch.setattr("evidence.rate.RateLimit.wait", lambda self, lane: None)

    def run(*words: str) -> Done:
        monkeypatch.setattr(sys, "argv", ["evidence", "--library", str(folder), *words])
        capfdbinary.readouterr()
        code = 0
        try:
            main()
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else int(bool(ended.code))
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return Done(code, out.decode(), err.decode())

    return run


def two(
    part: str, number: int, *articles: tuple[int, str], year: int = 26, deleted: tuple[int, ...] = ()
) -> dict[str, bytes]:
    """A file of the sequence and its .md5, by their paths on a mirror."""
    name = f"pubmed{year}n{number:04d}.xml.gz"
    data = gzip.compress(pubmed_xml(*((i, text, "") for i, text in articles), deleted=deleted))
    md5 = f"MD5({name})= {hashlib.md5(data).hexdigest()}\n".encode()
    return {f"/pubmed/{part}/{name}": data, f"/pubmed/{part}/{name}.md5": md5}


@pytest.fixture
def mirror() -> Iterator[Mirror]:
    """NLM's two folders: a baseline of two files and one update."""
    files = two("baseline", 1, (1, "One."), (2, "Two.")) | two("baseline", 2, (3, "Three."), (4, "Four."))
    with serving(Mirror(files | two("updatefiles", 3, (2, "Two, revised."), deleted=(4,)))) as served:
        yield served


def fetched(mirror: Mirror) -> list[str]:
    """The names of the files that were downloaded, in order, without their .md5."""
    return [path.rsplit("/", 1)[1] for path, _ in mirror.asked if path.endswith(".xml.gz")]


def held(folder: Path) -> list[str]:
    library = Library.open(folder)
    found = ids(library)
    library.close()
    return found


def test_from_a_mirror_and_on(cli: Cli, folder: Path, mirror: Mirror) -> None:
    """All of it in order; the same command downloads nothing; an update downloads what is new there and nothing else."""
    done = cli("ingest", "pubmed", f"{mirror.url}/pubmed/", "--json")
    assert done.code == 0, done.err
    assert {k: done.json[k] for k in ("read", "added", "updated", "deleted", "refused")} == {
        "read": 5, "added": 3, "updated": 0, "deleted": 0, "refused": [],
    }  # fmt: skip
    assert fetched(mirror) == [f"pubmed26n000{n}.xml.gz" for n in (1, 2, 3)]
    assert held(folder) == ["pubmed:1", "pubmed:2", "pubmed:3"]
    shown = cli("show", "pubmed:2", "--json").json
    assert shown["text"].endswith("Two, revised.")
    assert list((folder / "downloads").rglob("*.gz*")) == []  # what is loaded is not kept twice

    mirror.asked.clear()
    again = cli("ingest", "pubmed", f"{mirror.url}/pubmed/", "--json")
    assert (again.code, again.json["read"], again.json["unchanged"], fetched(mirror)) == (0, 5, 5, [])

    mirror.files |= two("updatefiles", 4, (5, "Five."), deleted=(1,))
    mirror.asked.clear()
    updated = cli("update", "--json")
    assert updated.code == 0, updated.err
    (place,) = updated.json["places"]
    assert {k: place[k] for k in ("kind", "place", "added", "updated", "deleted", "problem")} == {
        "kind": "bulk", "place": f"{mirror.url}/pubmed/", "added": 1, "updated": 0, "deleted": 1, "problem": "",
    }  # fmt: skip
    assert fetched(mirror) == ["pubmed26n0004.xml.gz"]
    assert held(folder) == ["pubmed:2", "pubmed:3", "pubmed:5"]
    assert cli("status", "--json").json["sequence"] == {"2026": "pubmed26n0001.xml.gz to pubmed26n0004.xml.gz"}
    said = cli("update")
    assert (said.code, "0 added, 0 updated, 0 deleted" in said.out) == (0, True)


def test_a_mirror_with_a_gap(cli: Cli, folder: Path, mirror: Mirror) -> None:
    """Exit code 3 and the sentence; what comes before is in; complete, the update goes on and fetches nothing twice."""
    rest = {path: mirror.files.pop(path) for path in list(mirror.files) if "n0002" in path}
    done = cli("ingest", "pubmed", f"{mirror.url}/pubmed/")
    assert done.code == 3
    assert "pubmed26n0002 is missing: 0003 waits for it." in done.err
    assert held(folder) == ["pubmed:1", "pubmed:2"]
    mirror.files |= rest
    mirror.asked.clear()
    assert cli("update").code == 0
    assert fetched(mirror) == ["pubmed26n0002.xml.gz", "pubmed26n0003.xml.gz"]
    assert held(folder) == ["pubmed:1", "pubmed:2", "pubmed:3"]


def test_a_file_that_comes_damaged(cli: Cli, folder: Path, mirror: Mirror) -> None:
    """Twice damaged: it is named, the command fails and nothing of it is in; the next command completes the load."""
    mirror.faults["/pubmed/baseline/pubmed26n0002.xml.gz"] = ["damaged", "damaged"]
    done = cli("ingest", "pubmed", f"{mirror.url}/pubmed/")
    assert done.code in (1, 3)
    assert "pubmed26n0002.xml.gz came damaged twice" in done.err
    assert "Traceback" not in done.err
    mirror.asked.clear()
    assert cli("ingest", "pubmed", f"{mirror.url}/pubmed/").code == 0
    assert "pubmed26n0001.xml.gz" not in fetched(mirror)  # it was whole, in the library or on disk
    assert held(folder) == ["pubmed:1", "pubmed:2", "pubmed:3"]


def test_a_download_that_was_cut_off_is_continued(cli: Cli, folder: Path, mirror: Mirror) -> None:
    """The rest is asked for, from the byte where it broke."""
    mirror.faults["/pubmed/baseline/pubmed26n0002.xml.gz"] = ["cut"]
    assert cli("ingest", "pubmed", f"{mirror.url}/pubmed/").code == 0
    assert [first > 0 for path, first in mirror.asked if path.endswith("n0002.xml.gz")] == [False, True]
    assert held(folder) == ["pubmed:1", "pubmed:2", "pubmed:3"]


@pytest.mark.parametrize("command", [("ingest", "pubmed"), ("update",)])
def test_offline(
    cli: Cli, folder: Path, mirror: Mirror, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    """Nothing is asked, and the setting that holds it back is named."""
    assert cli("ingest", "pubmed", f"{mirror.url}/pubmed/").code == 0
    mirror.asked.clear()
    monkeypatch.setenv("EVIDENCE_EGRESS_SOURCES", "offline")
    done = cli(*command, *([f"{mirror.url}/pubmed/"] if len(command) > 1 else []))
    assert done.code == (1 if len(command) > 1 else 3)
    assert "EVIDENCE_EGRESS_SOURCES" in done.err
    assert mirror.asked == []
    assert len(held(folder)) == 3


def test_a_mirror_that_is_silent(cli: Cli, mirror: Mirror) -> None:
    """An address that lists nothing: a plain sentence with the address."""
    done = cli("ingest", "pubmed", f"{mirror.url}/elsewhere/")
    assert done.code == 1
    assert len(done.err.strip().splitlines()) == 1
    assert f"{mirror.url}/elsewhere/" in done.err


def test_a_new_baseline_on_the_mirror(cli: Cli, folder: Path, mirror: Mirror) -> None:
    """A year that lacks a third is refused with the flag's name, and with the flag it is carried out."""
    assert cli("ingest", "pubmed", f"{mirror.url}/pubmed/").code == 0
    mirror.files = two("baseline", 1, (2, "Two, of 2027."), (3, "Three."), year=27)
    done = cli("update")
    assert "--replace-baseline" in done.err
    assert held(folder) == ["pubmed:1", "pubmed:2", "pubmed:3"]
    assert cli("show", "pubmed:2", "--json").json["text"].endswith("Two, of 2027.")
    forced = cli("ingest", "pubmed", f"{mirror.url}/pubmed/", "--replace-baseline", "--json")
    assert (forced.code, forced.json["deleted"]) == (0, 1)
    assert held(folder) == ["pubmed:2", "pubmed:3"]


def test_a_folder_with_a_bad_file(cli: Cli, folder: Path, tmp_path: Path, mirror: Mirror) -> None:
    """From disk: exit code 3, the sentence names the file; mended, the same command reads on."""
    home = tmp_path / "nlm"
    for path, data in mirror.files.items():
        file = home / path.removeprefix("/pubmed/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    bad = home / "baseline" / "pubmed26n0002.xml.gz"
    whole = bad.read_bytes()
    bad.write_bytes(whole[:-9])
    done = cli("ingest", "pubmed", str(home), "--json")
    assert done.code == 3
    assert [refused["record"] for refused in done.json["refused"]] == ["pubmed26n0002.xml.gz"]
    assert f"{bad} does not match its .md5" in done.err
    assert held(folder) == ["pubmed:1", "pubmed:2"]
    bad.write_bytes(whole)
    again = cli("ingest", "pubmed", str(home), "--json")
    assert (again.code, again.json["added"], again.json["unchanged"]) == (0, 1, 3)
    assert held(folder) == ["pubmed:1", "pubmed:2", "pubmed:3"]


def test_states_are_told_by_status_and_show(cli: Cli, tmp_path: Path) -> None:
    """A list of retractions over loaded records: counted, with who said so, in text and JSON; `show` names the notice."""
    (tmp_path / "a.xml").write_bytes(pubmed_xml((1, "One.", ""), (2, "Two.", "")))
    assert cli("ingest", "pubmed", str(tmp_path / "a.xml")).code == 0
    done = cli("ingest", "retractions", str(watch(tmp_path / "rw.csv", row("", "1"))), "--json")
    assert (done.code, done.json["changed"]) == (0, 1)
    status = cli("status", "--json").json
    assert status["status_changed"] == {"retracted": 1}
    assert status["by_status"] == {"current": 1, "retracted": 1}
    (change,) = status["changes"]
    assert {k: change[k] for k in ("id", "from", "to", "by")} == {
        "id": "pubmed:1", "from": "current", "to": "retracted", "by": "10.1000/n",
    }  # fmt: skip
    assert "status changed since the records were loaded: retracted 1" in cli("status").out
    shown = cli("show", "pubmed:1", "--json").json
    assert shown["status"] == "retracted"
    assert shown["notices"] == [
        {"status": "retracted", "by": "10.1000/n", "source": "retraction-watch", "date": "2020-01-31"}
    ]
    listed = cli("list", "--status", "retracted", "--json").json
    assert ([each["id"] for each in listed["documents"]], listed["total"]) == (["pubmed:1"], 1)


def test_killed_between_downloads(cli: Cli, folder: Path, tmp_path: Path, mirror: Mirror) -> None:
    """kill -9 while a slow mirror sends the last file: the next command has everything, and asks for no whole file again."""
    big = bytes(os.urandom(1 << 19).hex(), "ascii")
    mirror.files |= two("updatefiles", 4, (5, big.decode()))
    slow = "/pubmed/updatefiles/pubmed26n0004.xml.gz"
    mirror.faults[slow] = ["slow"]
    words = [
        sys.executable,
        "-m",
        "research.cli.main",
        "--library",
        str(folder),
        "ingest",
        "pubmed",
        f"{mirror.url}/pubmed/",
    ]
    process = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 120
        while not any(path == slow for path, _ in mirror.asked):
            assert process.poll() is None, "the load ended"
            assert time.monotonic() < deadline
            time.sleep(0.02)
        time.sleep(0.2)
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
    finally:
        process.kill()
        process.wait()
    mirror.asked.clear()
    assert cli("ingest", "pubmed", f"{mirror.url}/pubmed/").code == 0
    assert fetched(mirror) == ["pubmed26n0004.xml.gz"]
    assert held(folder) == ["pubmed:1", "pubmed:2", "pubmed:3", "pubmed:5"]
