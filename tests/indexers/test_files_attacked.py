"""Files that lose a load or another document: names, bombs, namesakes. Each failed before it was mended."""

import gzip
import os
from pathlib import Path

import pytest

from evidence.library.library import Library
from indexers import ingest as ingesting
from indexers.files import unpacked
from indexers.files.nbib_records import MAX_RECORD
from indexers.files.read import read_file
from indexers.ingest import IngestResult, ingest
from indexers.inputs import file_inputs
from indexers.intake import Refused
from tests.conftest import ids

PAGE = "<html><head><title>{0}</title></head><body><p>What stands on the page of {0}.</p></body></html>"
BIB = "@article{{smith2020, title={{{}}}, doi={{{}}}, year={{2020}}}}"


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def load(folder: Path, *paths: Path, collection: str | None = None) -> IngestResult:
    return ingest(folder, file_inputs(list(paths), collection))


def titles(folder: Path) -> list[str]:
    return sorted(document.title for document in Library.open(folder).all_documents())


def test_a_name_that_is_no_text_is_loaded(folder: Path, tmp_path: Path) -> None:
    """Names of files are bytes: those that are not UTF-8 do not end a load."""
    named = os.fsencode(tmp_path) + b"/\xff\xfe.html"
    try:
        with open(named, "w", encoding="utf-8") as file:
            file.write(PAGE.format("Zinc"))
    except OSError:
        pytest.skip("this file system takes only names in UTF-8")
    assert load(folder, tmp_path).added == 1
    assert titles(folder) == ["Zinc"]


def test_a_file_that_cannot_be_read_is_refused_and_the_others_go_on(folder: Path, tmp_path: Path) -> None:
    """It is gone between the walk and the reading, as one without permission would be."""
    gone, kept = write(tmp_path / "a.html", PAGE.format("Gone")), write(tmp_path / "b.html", PAGE.format("Kept"))
    inputs = file_inputs([tmp_path], None)
    gone.unlink()
    result = ingest(folder, inputs)
    assert (result.added, [refused.input for refused in result.refused]) == (1, [str(gone)])
    assert "cannot be opened" in result.refused[0].reason
    assert titles(folder) == ["Kept"], kept


def test_pages_of_one_name_in_subfolders_of_a_collection_are_all_kept(folder: Path, tmp_path: Path) -> None:
    """A site's copy has an index.html in each folder."""
    for name in ("a", "a/x", "b/x"):
        write(tmp_path / "site" / name / "index.html", PAGE.format(name))
    load(folder, tmp_path / "site", collection="site")
    assert ids(Library.open(folder)) == ["file:site/a/index", "file:site/a/x/index", "file:site/b/x/index"]


def test_a_page_that_would_take_anothers_place_is_refused(folder: Path, tmp_path: Path) -> None:
    """Without a collection the folder's name and the page's make the id: the second of two is told, and not lost silently."""
    for name in ("a/x", "b/x"):
        write(tmp_path / "site" / name / "index.html", PAGE.format(name))
    result = load(folder, tmp_path / "site")
    assert (result.added, titles(folder)) == (1, ["a/x"])
    assert "--collection" in result.refused[0].reason


@pytest.mark.parametrize("together", [True, False])
def test_one_key_in_two_files_of_references_is_two_articles(folder: Path, tmp_path: Path, together: bool) -> None:
    """Each file has its own smith2020; loaded again, each finds its own."""
    one = write(tmp_path / "a" / "refs.bib", BIB.format("Aspirin after stroke", "10.1000/a"))
    two = write(tmp_path / "b" / "refs.bib", BIB.format("Surgery for knee pain", "10.1000/b"))
    for paths in ((one, two),) if together else ((one,), (two,)):
        load(folder, *paths)
    for path in (one, two):
        path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
        assert load(folder, path).added == 0
    assert titles(folder) == ["Aspirin after stroke", "Surgery for knee pain"]


def test_abstracts_of_one_meeting_that_share_a_doi_are_all_kept(folder: Path, tmp_path: Path) -> None:
    """A RIS record without an ID is called by its DOI."""
    records = (f"TY  - JOUR\nTI  - {title}\nDO  - 10.1000/m\nER  - \n" for title in ("Zinc in colds", "Heart failure"))
    load(folder, write(tmp_path / "meeting.ris", "".join(records)))
    assert titles(folder) == ["Heart failure", "Zinc in colds"]


def test_a_corrected_reference_replaces_what_it_was(folder: Path, tmp_path: Path) -> None:
    """The same key and DOI is the same article, however its title was mended."""
    path = write(tmp_path / "refs.bib", BIB.format("Asprin", "10.1000/a"))
    load(folder, path)
    load(folder, write(path, BIB.format("Aspirin after ischaemic stroke", "10.1000/a")))
    assert titles(folder) == ["Aspirin after ischaemic stroke"]


def test_a_gzip_bomb_ends_at_its_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A million blank lines in a kilobyte; what came before is read."""
    monkeypatch.setattr(unpacked, "FREE", 100_000)
    path = tmp_path / "bomb.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"_id": "1", "text": "Zinc."}\n' + b"\n" * 1_000_000))
    document, refused = read_file(path)
    assert document.id == "file:bomb/1"  # type: ignore[union-attr]  # a Refused has no id, and fails
    assert isinstance(refused, Refused)
    assert "unpacks to more than" in refused.reason


def test_an_nbib_record_without_end_is_refused_and_the_next_is_read(tmp_path: Path) -> None:
    """On one line or on many, no more of it is held than a record may have."""
    for endless in ("x" * (2 * MAX_RECORD), "      word\n" * (MAX_RECORD // 5)):
        path = write(tmp_path / "set.nbib", f"PMID- 1\nTI  - One.\nAB  - {endless}\n\nPMID- 2\nTI  - Two.\n")
        refused, document = read_file(path)
        assert isinstance(refused, Refused)
        assert (refused.record, refused.reason) == ("1 (line 1)", "it is longer than 2 MB")
        assert document.id == "pubmed:2"  # type: ignore[union-attr]  # a Refused has no id, and fails


def test_full_texts_are_committed_by_their_size(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two pages are one commit, and two where what a commit may hold is less than one page."""
    for name in ("a", "b"):
        write(tmp_path / "few" / f"{name}.html", PAGE.format(name))
    assert load(folder, tmp_path / "few").revision == 1
    monkeypatch.setattr(ingesting, "BATCH", 2)
    monkeypatch.setattr(ingesting, "BYTES", 10)
    assert load(tmp_path / "second", tmp_path / "few").revision == 2
