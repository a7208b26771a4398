"""Several processes read, one writes: nobody can tell from what is loaded, and none of them outlives the command."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from evidence.errors import EvidenceError, RecordRefusedError, SourceRejectedError
from evidence.library.library import Library
from evidence.library.writer import SPOOL
from evidence.model import Document, Link, Query
from indexers.ingest import ingest
from indexers.inputs import pubmed_inputs, read_pubmed_file
from indexers.intake import Deleted, Input, Refused
from indexers.lexical import LexicalRetriever
from indexers.parallel import Readers
from tests.conftest import ids
from tests.fakes import document, pubmed_xml

ROOT = Path(__file__).parents[2]
PATIENCE = 120.0  # seconds after which something hangs


@pytest.fixture
def readers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other processes read, however small the files, and on any machine there are two of them."""
    monkeypatch.setattr("indexers.parallel.WORTH_IT", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 2)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Six files of 150 records, of which 50 revise the file before; each takes its first back. In all 650 less 6."""
    made = []
    for n in range(6):
        revised = [(n * 100 + i, f"Aspirin, told in file {n}: {i}.", f"2020-01-{n + 1:02d}") for i in range(1, 151)]
        path = tmp_path / "files" / f"{n}.xml"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(pubmed_xml(*revised, deleted=[n * 100 + 1]))
        made.append(path)
    return made


# Ways to read, which other processes import from here


def noting(path: Path, notes: Path) -> Iterator[Document | Deleted | Refused]:
    """Reads, and notes which process does."""
    with notes.open("a") as file:
        file.write(f"{os.getpid()}\n")
    return read_pubmed_file(path)


def failing(path: Path, portable: bool) -> Iterator[Document | Deleted | Refused]:
    """Gives a few records, then fails, also with an error that cannot be handed over as it is."""
    yield from list(read_pubmed_file(path))[:10]
    raise SourceRejectedError("pubmed:1: it is torn") if portable else RecordRefusedError("pubmed:1", "it is torn")


def dying(path: Path, flag: Path) -> Iterator[Document | Deleted | Refused]:
    """As where memory runs out: the system kills the process, while the flag is there."""
    if flag.exists():
        os.kill(os.getpid(), signal.SIGKILL)
    return read_pubmed_file(path)


def endless(path: Path, notes: Path) -> Iterator[Document | Deleted | Refused]:
    """A file without an end."""
    with notes.open("a") as file:
        file.write(f"{os.getpid()}\n")
    n = 0
    while True:
        n += 1
        yield document(n)


def everything(folder: Path) -> tuple[list[tuple[Document, list[str]]], list[tuple[str, float]]]:
    """Every document with who points to it, and what a search gives."""
    library = Library.open(folder)
    documents = sorted(library.all_documents(), key=lambda d: d.id)
    hits = LexicalRetriever(library).search(Query("aspirin 120 in file"), 1000)
    found = [(d, [by for by, _ in library.linked_to(d.id)]) for d in documents], [(h.passage.id, h.score) for h in hits]
    library.close()
    return found


def test_nobody_can_tell_who_has_read(
    tmp_path: Path, files: list[Path], readers: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Records, states, refusals, counts and hits are those of a load by one process; and it was others who read."""
    inputs = [replace(i, read=partial(noting, Path(i.name), tmp_path / "notes")) for i in pubmed_inputs(files)]
    many = ingest(tmp_path / "many", inputs)
    pids = (tmp_path / "notes").read_text().split()
    assert len(pids) == 6
    assert str(os.getpid()) not in pids
    monkeypatch.setattr("indexers.parallel.WORTH_IT", 1 << 60)
    one = ingest(tmp_path / "one", inputs)
    assert (tmp_path / "notes").read_text().split()[6:] == [str(os.getpid())] * 6
    assert many == one
    assert (many.read, many.added, many.deleted) == (900, 644, 0)
    assert everything(tmp_path / "many") == everything(tmp_path / "one")


def links(path: Path) -> Iterator[Document | Deleted | Refused]:
    """Records with everything that is handed over: links, a refusal, a deletion before and after a record."""
    yield document(1, title="α-blockers\tand “β”", body="Ünïcode, 5 µg/ml \U0001f600.")
    yield Refused("pubmed:9", "it has no title")
    yield Deleted("pubmed:1", 1)
    yield document(2, links=(Link("RetractionOf", "pubmed:3"), Link("CommentOn", "", "J 2020")))
    yield document(3, languages=("eng", "fre"), also_in=("mine",))
    yield Deleted("pubmed:2")
    yield document(2, links=(Link("ErratumFor", "pubmed:3"),), version=2)


def test_what_is_handed_over_is_whole(tmp_path: Path, files: list[Path], readers: None) -> None:
    """Letters of any kind, links, refusals, and deletions in their place among the records."""
    inputs = [Input("a", "a", partial(links, files[0]), 1), Input("b", "b", partial(read_pubmed_file, files[1]), 1)]
    many = ingest(tmp_path / "many", inputs)
    one = [ingest(tmp_path / "one", [each]) for each in inputs]
    assert many.refused == one[0].refused + one[1].refused
    assert everything(tmp_path / "many") == everything(tmp_path / "one")
    library = Library.open(tmp_path / "many")
    assert library.get("pubmed:1") is None
    erratum = library.get("pubmed:3")
    assert erratum
    assert (erratum.status, erratum.also_in) == ("corrected", ("mine",))


def test_small_loads_start_no_process(folder: Path, files: list[Path], tmp_path: Path) -> None:
    """Starting one costs more than reading a few small files."""
    inputs = [replace(i, read=partial(noting, Path(i.name), tmp_path / "notes")) for i in pubmed_inputs(files)]
    ingest(folder, inputs)
    assert (tmp_path / "notes").read_text().split() == [str(os.getpid())] * 6


def test_known_files_are_not_read_by_others_either(
    folder: Path, files: list[Path], tmp_path: Path, readers: None
) -> None:
    """The second time no process opens them; one that is new among them is read, and the same file twice once."""
    ingest(folder, pubmed_inputs(files[:5]))
    copy = tmp_path / "copy.xml"
    copy.write_bytes(files[5].read_bytes())
    inputs = pubmed_inputs([*files, copy])
    again = ingest(folder, [replace(i, read=partial(noting, Path(i.name), tmp_path / "notes")) for i in inputs])
    assert len((tmp_path / "notes").read_text().split()) in (1, 2)  # the copy may be begun before the file is known
    assert (again.read, again.added, again.updated, again.deleted) == (1050, 100, 49, 1)
    assert not (folder / SPOOL).exists()


@pytest.mark.parametrize("portable", [True, False])
def test_an_error_of_another_process_arrives(folder: Path, files: list[Path], readers: None, portable: bool) -> None:
    """As the sentence that it is; nothing of that file is in, and no process and no spooled file is left."""
    inputs = [*pubmed_inputs(files[:2]), Input("bad", "bad", partial(failing, files[2], portable), 1)]
    with pytest.raises(EvidenceError, match="pubmed:1: it is torn") as told:
        ingest(folder, inputs)
    assert isinstance(told.value, SourceRejectedError) == portable
    assert not (folder / "manifest.json").exists()
    assert multiprocessing.active_children() == []
    assert not (folder / SPOOL).exists()
    assert ingest(folder, pubmed_inputs(files)).added == 644


def test_a_reader_that_is_killed(
    folder: Path, files: list[Path], tmp_path: Path, readers: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A plain sentence names the file; what was committed is kept, and the same command completes the load."""
    monkeypatch.setattr("indexers.ingest.BATCH", 100)
    flag = tmp_path / "flag"
    flag.touch()
    inputs = pubmed_inputs(files)
    inputs[2] = replace(inputs[2], read=partial(dying, files[2], flag))
    with pytest.raises(EvidenceError, match=r"2\.xml ended before it was done.*run the same command again") as told:
        ingest(folder, inputs)
    assert type(told.value) is EvidenceError
    assert len(ids(Library.open(folder))) == 250 - 2  # of the first two files, less what they take back
    assert not (folder / SPOOL).exists()
    flag.unlink()
    done = ingest(folder, inputs)
    assert (done.added, done.deleted) == (644 - 247, 1)  # the third file takes its first back, which the second brought
    assert len(ids(Library.open(folder))) == 644


def test_a_reader_that_is_killed_before_it_begins(folder: Path, files: list[Path], readers: None) -> None:
    """While it still starts and its task waits in the pipe: the same sentence."""
    inputs = pubmed_inputs(files)
    folder.mkdir()
    with Readers(folder, inputs, lambda key: False) as made:
        for process in multiprocessing.active_children():
            os.kill(process.pid or 0, signal.SIGKILL)
            process.join()
        with pytest.raises(EvidenceError, match=r"0\.xml ended before it was done"):
            list(made.chunks(inputs[0]))


def test_a_reader_that_is_killed_between_two_files(folder: Path, files: list[Path], readers: None) -> None:
    """It has handed over what it read and gets its next task: what it gave is good, then the sentence."""
    inputs = pubmed_inputs(files)
    folder.mkdir()
    with Readers(folder, inputs, lambda key: False) as made:
        deadline = time.monotonic() + PATIENCE
        while sum(p.stat().st_size > 0 for p in (folder / SPOOL).rglob("*-1")) < 2 and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(1.0)  # until the answers are in their pipes
        for process in multiprocessing.active_children():
            os.kill(process.pid or 0, signal.SIGKILL)
            process.join()
        assert sum(len(chunk.documents) for chunk in made.chunks(inputs[0])) == 150
        with pytest.raises(EvidenceError, match=r"2\.xml ended before it was done"):
            list(made.chunks(inputs[2]))


def children_of(pid: int) -> list[int]:
    """Processes whose parent it is, from /proc."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            after_name = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(after_name[1]) == pid and after_name[0] != "Z":
            found.append(int(stat.parent.name))
    return found


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


LOADS = """
import sys
from functools import partial
from pathlib import Path
import indexers.parallel
from indexers.ingest import ingest
from indexers.intake import Input
from tests.indexers.test_parallel import endless

if __name__ == "__main__":
    indexers.parallel.WORTH_IT = 1
    indexers.parallel.os.cpu_count = lambda: 2
    folder, notes = map(Path, sys.argv[1:])
    ingest(folder, [Input(name, name, partial(endless, Path(name), notes), 1) for name in ("a", "b")])
"""


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are found in /proc")
def test_no_reader_outlives_its_writer(folder: Path, tmp_path: Path, files: list[Path], readers: None) -> None:
    """The writer is killed while both readers are in the middle of a file: they end, and the next load sweeps up."""
    script, notes = tmp_path / "loads.py", tmp_path / "notes"
    script.write_text(LOADS)
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    writer = subprocess.Popen([sys.executable, str(script), str(folder), str(notes)], env=environment)
    started: list[int] = []
    try:
        deadline = time.monotonic() + PATIENCE
        while not notes.exists() or len(notes.read_text().split()) < 2:
            assert writer.poll() is None, "the load ended"
            assert time.monotonic() < deadline, "no reader began"
            time.sleep(0.05)
        started = children_of(writer.pid)
        assert {int(pid) for pid in notes.read_text().split()} <= set(started)
        writer.kill()
        writer.wait()
        deadline = time.monotonic() + 30
        while any(map(is_alive, started)) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert [pid for pid in started if is_alive(pid)] == []
    finally:
        writer.kill()
        writer.wait()
        for pid in filter(is_alive, started):
            os.kill(pid, signal.SIGKILL)
    assert (folder / SPOOL).exists()
    assert ingest(folder, pubmed_inputs(files)).added == 644
    assert not (folder / SPOOL).exists()
