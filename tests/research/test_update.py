"""`evidence update`: every place is asked again, what is new is loaded, and one that is silent keeps nobody else."""

import gzip
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from evidence.errors import LibraryMissingError
from evidence.library.library import Library
from evidence.model import Identifiers
from evidence.settings import Settings
from research.load import load, load_pubmed
from research.places import PLACES, lines, remember
from research.reference import load_retractions
from research.update import Updated, update
from tests.conftest import Fill, ids
from tests.fakes import document, pubmed_xml
from tests.research.test_reference import crossref, row, watch


@pytest.fixture(autouse=True)
def lists_may_shrink(monkeypatch: pytest.MonkeyPatch) -> None:
    """The lists here are a line or two long: the guard against half a file would refuse every change of them."""
    monkeypatch.setattr("research.reference.SHRINKS", 1.0)


def numbered(folder: Path, number: int, *pmids: int, deleted: tuple[int, ...] = ()) -> Path:
    """A file of PubMed's sequence."""
    folder.mkdir(exist_ok=True)
    path = folder / f"pubmed26n{number:04d}.xml.gz"
    path.write_bytes(gzip.compress(pubmed_xml(*((i, f"Aspirin, {i}.", "") for i in pmids), deleted=deleted)))
    return path


@pytest.fixture
def settings(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """No network, vectors by hashing."""
    monkeypatch.setenv("EVIDENCE_CACHE", str(tmp_path / "cache"))
    return Settings(library=folder, embedder="hashing", egress_sources="offline", email="tests@example.org")


@pytest.fixture
def articles(fill: Fill) -> None:
    """Three articles with DOIs."""
    fill(*(document(n, identifiers=Identifiers(str(n), "", f"10.1000/zinc.{n}")) for n in (1, 2, 3)))


def states(folder: Path) -> list[str]:
    library = Library.open(folder)
    heads = library.heads(f"pubmed:{n}" for n in (1, 2, 3))
    library.close()
    return [heads[i].status for i in sorted(heads)]


def test_a_folder_of_numbered_files_is_asked_again(settings: Settings, tmp_path: Path) -> None:
    """The new file is loaded, with its vectors; a second update finds nothing."""
    home = tmp_path / "nlm"
    numbered(home, 1, 1, 2)
    load_pubmed(settings, [str(home)])
    numbered(home, 2, 3, deleted=(1,))
    done = update(settings)
    assert done.places == (Updated("bulk", str(home), added=1, deleted=1),)
    assert done.waiting_for_vectors == 0
    library = Library.open(settings.library)
    assert ids(library) == ["pubmed:2", "pubmed:3"]
    assert all(s.vectors for s in library.manifest.segments)
    again = update(settings)
    assert (again.revision, again.places) == (done.revision, (Updated("bulk", str(home)),))


def test_a_place_is_remembered_once_and_whole(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Named from within another folder and loaded twice: one line, which can be found from anywhere."""
    numbered(tmp_path / "nlm", 1, 1)
    monkeypatch.chdir(tmp_path)
    load_pubmed(settings, ["nlm"])
    load_pubmed(settings, ["./nlm"])
    assert [line["place"] for line in lines(settings.library / PLACES)] == [str(tmp_path / "nlm")]
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    numbered(tmp_path / "nlm", 2, 2)
    assert [place.added for place in update(settings).places] == [1]


def test_folders_of_other_files_are_no_place(settings: Settings, tmp_path: Path) -> None:
    """A search's result that was saved as XML does not change: the folder is not asked again."""
    (tmp_path / "saved").mkdir()
    (tmp_path / "saved" / "a.xml").write_bytes(pubmed_xml((1, "One.", "")))
    load_pubmed(settings, [str(tmp_path / "saved")])
    assert update(settings).places == ()


def test_half_a_line_is_passed_over(settings: Settings, tmp_path: Path) -> None:
    """As after a power cut: the places before it and after it are still asked."""
    for name in ("a", "b"):
        numbered(tmp_path / name, 1, 1)
    load_pubmed(settings, [str(tmp_path / "a")])
    with (settings.library / PLACES).open("ab") as file:
        file.write(b'{"kind": "bulk", "pla\n')
    remember(settings.library, str(tmp_path / "b"))
    assert [place.place for place in update(settings).places] == [str(tmp_path / "a"), str(tmp_path / "b")]


def test_a_place_that_is_gone_keeps_nobody_else(settings: Settings, tmp_path: Path) -> None:
    """It is named with the reason; the other folder is loaded."""
    for name in ("gone", "here"):
        numbered(tmp_path / name, 1, 1)
    load_pubmed(settings, [str(tmp_path / "gone")])
    remember(settings.library, str(tmp_path / "here"))
    (tmp_path / "gone" / "pubmed26n0001.xml.gz").unlink()
    (tmp_path / "gone").rmdir()
    numbered(tmp_path / "here", 2, 2)
    first, second = update(settings).places
    assert first.problem == f"There is no file or folder {tmp_path / 'gone'}."
    assert (second.added, second.problem) == (1, "")


def test_what_is_refused_is_said(settings: Settings, tmp_path: Path) -> None:
    """A gap in the folder: the place has a problem, and what came before the gap is in."""
    home = tmp_path / "nlm"
    numbered(home, 1, 1)
    load_pubmed(settings, [str(home)])
    numbered(home, 2, 2)
    numbered(home, 4, 4)
    (place,) = update(settings).places
    assert place.added == 1
    assert place.problem.startswith("pubmed26n0003 is missing: 0004 waits for it.")


def test_offline_is_said_with_its_setting(settings: Settings, tmp_path: Path, fill: Fill) -> None:
    """A mirror and a search of PubMed, each held back by name of the setting; vectors and folders still come."""
    fill(document(1))
    numbered(tmp_path / "nlm", 1, 2)
    remember(settings.library, "https://ftp.ncbi.nlm.nih.gov/pubmed/")
    remember(settings.library, str(tmp_path / "nlm"))
    (settings.library / "searches.jsonl").write_text(json.dumps({"text": "aspirin", "limit": 5}) + "\n")
    done = update(settings)
    mirror, folder, search = done.places
    assert (mirror.kind, search.kind, search.place) == ("bulk", "query", "aspirin")
    assert "EVIDENCE_EGRESS_SOURCES" in mirror.problem
    assert "EVIDENCE_EGRESS_SOURCES" in search.problem
    assert (folder.added, folder.problem, done.waiting_for_vectors) == (1, "", 0)


def test_a_changed_list_of_retractions_is_loaded_again(
    settings: Settings, tmp_path: Path, articles: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Named by a path from where the user was then; an unchanged list is no place."""
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path)
    path = watch(Path("rw.csv"), row("10.1000/zinc.1"))
    load_retractions(settings, [path])
    assert update(settings).places == ()
    watch(path, row("10.1000/zinc.2"), row("10.1000/zinc.3"))
    monkeypatch.chdir(tmp_path / "elsewhere")
    (place,) = update(settings).places
    assert (place.kind, Path(place.place).name, place.status_changed, place.problem) == ("retractions", "rw.csv", 3, "")
    assert states(settings.library) == ["current", "retracted", "retracted"]


def test_a_source_of_two_files_stays_whole(settings: Settings, tmp_path: Path, articles: None) -> None:
    """Only one of them changed: what the other says still counts, and a list of another source is let be."""
    one, two = watch(tmp_path / "1.csv", row("10.1000/zinc.1")), watch(tmp_path / "2.csv", row("10.1000/zinc.2"))
    load_retractions(settings, [one, two, crossref(tmp_path / "c.json", "10.1000/zinc.1", "correction")])
    watch(two, row("10.1000/zinc.3"))
    done = update(settings)
    assert sum(place.status_changed for place in done.places) == 2
    assert states(settings.library) == ["retracted", "current", "retracted"]
    assert update(settings).places == ()


def test_a_list_that_lost_a_file_is_not_made_shorter(settings: Settings, tmp_path: Path, articles: None) -> None:
    """One of its two files changed and the other is gone: nothing changes, and that is said with what to do."""
    one, two = watch(tmp_path / "1.csv", row("10.1000/zinc.1")), watch(tmp_path / "2.csv", row("10.1000/zinc.2"))
    load_retractions(settings, [one, two])
    one.unlink()
    watch(two, row("10.1000/zinc.3"))
    (place,) = update(settings).places
    assert "1.csv" in place.problem
    assert states(settings.library) == ["retracted", "retracted", "current"]


def test_vectors_that_wait_are_made(settings: Settings, fill: Fill) -> None:
    """A library that was loaded without an embedder has its vectors after an update, though no place is known."""
    fill(document(1), document(2))
    done = update(settings)
    assert (done.places, done.waiting_for_vectors) == ((), 0)
    assert all(s.vectors for s in Library.open(settings.library).manifest.segments)


def test_without_an_embedder_they_go_on_waiting(settings: Settings, fill: Fill) -> None:
    """They are counted."""
    fill(document(1), document(2))
    assert update(settings.model_copy(update={"embedder": "none"})).waiting_for_vectors == 2


def test_there_is_no_library(settings: Settings) -> None:
    """Nothing is made."""
    with pytest.raises(LibraryMissingError):
        update(settings)
    assert not settings.library.exists()


def test_a_load_that_ends_before_its_vectors(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C while vectors are made: the records are in, and an update makes what is missing, each once."""
    from indexers.inputs import pubmed_inputs

    path = tmp_path / "a.xml"
    path.write_bytes(pubmed_xml(*((i, f"Aspirin, {i}.", "") for i in range(1, 40))))

    def stop(done: int, of: int) -> Iterator[None]:
        raise KeyboardInterrupt

    monkeypatch.setattr("indexers.embed.BLOCK", 10)
    with pytest.raises(KeyboardInterrupt):
        load(settings, pubmed_inputs([path]), on_vectors=stop)
    assert len(Library.open(settings.library)) == 39
    assert update(settings).waiting_for_vectors == 0
    assert os.listdir(settings.library / "vectors") == [
        Path(s.vectors).name for s in Library.open(settings.library).manifest.segments
    ]
