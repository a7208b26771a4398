"""Loading files: each known by its content, later records over earlier ones, and nothing done that changes nothing."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from evidence.errors import UsageError
from evidence.library.library import Library
from evidence.library.manifest import read
from evidence.model import Document
from indexers.ingest import IngestResult, Input, ingest
from indexers.inputs import file_inputs, pubmed_inputs
from indexers.intake import Deleted, Refused
from tests.conftest import Fill, ids
from tests.fakes import document, pubmed_xml


def write(path: Path, data: bytes) -> Path:
    """A file with its folders."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def load(folder: Path, *paths: Path) -> IngestResult:
    """Load PubMed files."""
    return ingest(folder, pubmed_inputs(list(paths)))


def text_of(folder: Path, document_id: str) -> str:
    """A document's text, "" where there is none."""
    found = Library.open(folder).get(document_id)
    return found.text if found else ""


def lines(*rows: dict[str, str]) -> bytes:
    """JSONL."""
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def test_a_file_is_known_by_its_content(folder: Path, tmp_path: Path) -> None:
    """Under another name it is not read again; its counts are told as before, and the revision stays."""
    first = load(folder, write(tmp_path / "a.xml", pubmed_xml((1, "One.", ""), (2, "Two.", ""))))
    again = load(folder, write(tmp_path / "renamed.xml", pubmed_xml((1, "One.", ""), (2, "Two.", ""))))
    assert (first.read, first.added, first.unchanged, first.revision) == (2, 2, 0, 1)
    assert (again.read, again.added, again.unchanged, again.revision) == (2, 0, 2, 1)


def test_a_known_file_is_not_read_again(folder: Path, fill: Fill) -> None:
    """Neither in the next command nor twice in one."""
    fill(document(1), name="known")

    def explode() -> object:
        raise AssertionError("it was read")

    assert ingest(folder, [Input("known", "known", explode)] * 2).read == 2  # type: ignore[arg-type]


def test_refusals_are_repeated(fill: Fill) -> None:
    """A file that is known says again what of it was refused: the second command must not look better than the first."""
    refused = Refused("pubmed:9", "it has no title")
    first = fill(document(1), refused, name="a")
    again = fill(document(1), refused, name="a")
    assert again.refused == first.refused
    assert [(r.input, r.record, r.reason) for r in again.refused] == [("a", "pubmed:9", "it has no title")]


def test_a_file_of_refusals_alone_changes_nothing(folder: Path, fill: Fill) -> None:
    """It is told, and there is still no library."""
    result = fill(Refused("a.xml", "it is cut short"))
    assert (result.revision, len(result.refused)) == (0, 1)
    assert not (folder / "manifest.json").exists()


def test_a_changed_file_is_read_again(folder: Path, tmp_path: Path) -> None:
    """A record that left the file stays in the library; a PubMed file says itself what is deleted."""
    path = write(tmp_path / "a.xml", pubmed_xml((1, "One.", ""), (2, "Two.", "")))
    load(folder, path)
    write(path, pubmed_xml((1, "One, mended.", ""), (3, "Three.", "")))
    result = load(folder, path)
    assert (result.read, result.added, result.updated, result.deleted) == (2, 1, 1, 0)
    assert ids(Library.open(folder)) == ["pubmed:1", "pubmed:2", "pubmed:3"]
    assert text_of(folder, "pubmed:1").endswith("One, mended.")


@pytest.mark.parametrize("order", [("old", "new"), ("new", "old")])
@pytest.mark.parametrize("at_once", [True, False])
def test_the_later_revision_stands(folder: Path, tmp_path: Path, order: tuple[str, str], at_once: bool) -> None:
    """The same record in two files: DateRevised decides, whichever comes first, in one command or two."""
    write(tmp_path / "old.xml", pubmed_xml((1, "As it was.", "2019-01-31")))
    write(tmp_path / "new.xml", pubmed_xml((1, "As it is.", "2020-05-01")))
    files = [tmp_path / f"{name}.xml" for name in order]
    results = [load(folder, *files)] if at_once else [load(folder, file) for file in files]
    assert text_of(folder, "pubmed:1").endswith("As it is.")
    assert [(r.added, r.updated) for r in results] == (
        [(1, 0)] if at_once else [(1, 0), (0, 1 if order[0] == "old" else 0)]
    )


@pytest.mark.parametrize("at_once", [True, False])
def test_the_later_file_stands_on_a_tie(folder: Path, tmp_path: Path, at_once: bool) -> None:
    """Equal dates, or none on either side: load order decides, which is how PubMed's own files are meant to be read."""
    first = write(tmp_path / "1.xml", pubmed_xml((1, "First.", "2020-05-01"), (2, "First.", "")))
    second = write(tmp_path / "2.xml", pubmed_xml((1, "Second.", "2020-05-01"), (2, "Second.", "")))
    for files in [[first, second]] if at_once else [[first], [second]]:
        load(folder, *files)
    assert [text_of(folder, f"pubmed:{i}").rsplit("\n", 1)[1] for i in (1, 2)] == ["Second.", "Second."]


def test_deletions_are_carried_out(folder: Path, tmp_path: Path) -> None:
    """DeleteCitation takes a record out, of this load or an earlier one; of one that is not here it changes nothing."""
    load(folder, write(tmp_path / "1.xml", pubmed_xml((1, "One.", ""), (2, "Two.", ""))))
    result = load(folder, write(tmp_path / "2.xml", pubmed_xml((3, "Three.", ""), deleted=[1, 3, 77])))
    assert (result.read, result.added, result.deleted) == (1, 0, 1)
    assert ids(Library.open(folder)) == ["pubmed:2"]
    again = load(folder, write(tmp_path / "3.xml", pubmed_xml(deleted=[1, 78])))
    assert (again.deleted, again.revision) == (0, result.revision)


def test_unknown_deletions_leave_the_revision(folder: Path, fill: Fill) -> None:
    """PubMed's lists are long and mostly about records that a library never had."""
    before = fill(document(1)).revision
    assert fill(*(Deleted(f"pubmed:{i}") for i in range(100, 200))).revision == before
    assert len(Library.open(folder).segments) == 1


def test_a_returning_record_that_is_equal_changes_nothing(fill: Fill) -> None:
    """Deleted and given again in one load: before and after are the same."""
    fill(document(1))
    result = fill(Deleted("pubmed:1"), document(1))
    assert (result.added, result.updated, result.unchanged, result.deleted) == (0, 0, 1, 0)


def test_nothing_new_leaves_the_revision(folder: Path, fill: Fill) -> None:
    """The same records in another file: read, compared, nothing written."""
    fill(document(1), document(2))
    files = sorted(p for p in folder.rglob("*") if p.is_file())
    result = fill(document(2), document(1), name="another file")
    assert (result.revision, result.read, result.unchanged) == (1, 2, 2)
    assert sorted(p for p in folder.rglob("*") if p.is_file()) == files


def test_a_batch_is_a_commit(folder: Path, fill: Fill, monkeypatch: pytest.MonkeyPatch) -> None:
    """Five records in batches of two: three revisions, one of each record, the file known once it is whole."""
    monkeypatch.setattr("indexers.ingest.BATCH", 2)
    monkeypatch.setattr("indexers.prepare.CHUNK", 1)
    result = fill(*(document(i) for i in range(5)), name="a")
    assert (result.revision, result.added) == (3, 5)
    library = Library.open(folder)
    assert [s.info.documents for s in library.segments] == [2, 2, 1]
    assert [len(s.inputs()) for s in library.segments] == [0, 0, 1]


def test_segments_stay_few_while_a_load_goes_on(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sixty commits in one load: never more than thirteen segments are to be searched meanwhile, and nothing is lost."""
    monkeypatch.setattr("indexers.ingest.BATCH", 2)
    monkeypatch.setattr("indexers.prepare.CHUNK", 1)
    seen: list[int] = []

    def records() -> Iterator[Document | Deleted | Refused]:
        for i in range(120):
            yield document(i % 100, body=f"Record {i}.")
            if (folder / "manifest.json").exists():
                seen.append(len(read(folder).segments))

    result = ingest(folder, [Input("all", "all", records)])
    assert (result.read, result.added, result.unchanged) == (120, 100, 20)
    assert max(seen) in (12, 13)
    library = Library.open(folder)
    assert len(library) == 100
    assert {d.text.rsplit(" ", 1)[1] for d in library.all_documents()} == {f"{i}." for i in range(20, 120)}


def test_a_folder_is_walked(folder: Path, tmp_path: Path) -> None:
    """In the order of names, at any depth, plain and packed, each file once; files of other kinds are passed over."""
    write(tmp_path / "in" / "b" / "2.xml", pubmed_xml((1, "Later.", "")))
    write(tmp_path / "in" / "a" / "1.XML.gz", gzip.compress(pubmed_xml((1, "Earlier.", ""), (2, "Two.", ""))))
    write(tmp_path / "in" / "notes.txt", b"no record")
    inputs = pubmed_inputs([tmp_path / "in", tmp_path / "in" / "b" / "2.xml"])
    assert [Path(i.name).name for i in inputs] == ["1.XML.gz", "2.xml"]
    assert ingest(folder, inputs).read == 3
    assert text_of(folder, "pubmed:1").endswith("Later.")


def test_of_a_beir_folder_only_the_corpus_is_read(folder: Path, tmp_path: Path) -> None:
    """Its queries have the form of documents and would be found as evidence for themselves."""
    beir = tmp_path / "scifact"
    write(beir / "corpus.jsonl", lines({"_id": "4983", "title": "A study", "text": "It found that."}))
    write(beir / "queries.jsonl", lines({"_id": "1", "text": "Does it?"}))
    write(beir / "qrels" / "test.tsv", b"query-id\tcorpus-id\tscore\n1\t4983\t1\n")
    result = ingest(folder, file_inputs([beir], None))
    assert (result.read, result.refused) == (1, ())
    assert ids(Library.open(folder)) == ["file:scifact/4983"]


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    """A missing path, no path, and a folder with nothing to load in it."""
    (tmp_path / "empty").mkdir()
    for paths, message in (
        ([tmp_path / "missing.xml"], r"no file or folder .*missing\.xml"),
        ([], "at least one"),
        ([tmp_path / "empty"], r"empty holds no file that ends in \.xml"),
    ):
        with pytest.raises(UsageError, match=message):
            pubmed_inputs(paths)
    with pytest.raises(UsageError, match=r"no file that ends in \.jsonl"):
        file_inputs([tmp_path / "empty"], None)


def test_gzip_is_told_by_content(folder: Path, tmp_path: Path) -> None:
    """A packed file without .gz and a plain one with it are both read, of either kind."""
    packed = write(tmp_path / "packed.xml", gzip.compress(pubmed_xml((1, "One.", ""))))
    plain = write(tmp_path / "plain.xml.gz", pubmed_xml((2, "Two.", "")))
    assert load(folder, packed, plain).added == 2
    corpus = write(tmp_path / "mine" / "corpus.jsonl", gzip.compress(lines({"_id": "3", "title": "T", "text": "X."})))
    assert ingest(folder, file_inputs([corpus], None)).added == 1


def test_a_cut_file_is_taken_as_far_as_it_goes(folder: Path, tmp_path: Path) -> None:
    """The whole records before the cut are in, the cut is told, and the whole file completes it."""
    whole = pubmed_xml(*((i, f"Number {i}.", "") for i in range(1, 6)))
    result = load(folder, write(tmp_path / "a.xml", whole[: len(whole) * 7 // 10]))
    assert (result.added, len(result.refused) > 0) == (3, True)
    assert load(folder, write(tmp_path / "a.xml", whole)).added == 2
