"""The store: revisions whole or not at all, later records over earlier ones, readers that never wait."""

import json
import multiprocessing
import os
import sqlite3
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from evidence.errors import LibraryBusyError, LibraryDamagedError, LibraryMissingError, UsageError
from evidence.library.compact import Part, parts_to_merge
from evidence.library.library import Library
from evidence.library.where import admits
from evidence.library.writer import LibraryWriter
from evidence.model import Filters, Link, Published
from indexers.intake import Deleted
from indexers.passages import SPLITTER
from tests.conftest import Fill, ids
from tests.fakes import document


def test_no_library_is_said_plainly(folder: Path) -> None:
    """A missing library names the command that makes one."""
    with pytest.raises(LibraryMissingError, match="evidence ingest"):
        Library.open(folder)


def test_a_document_comes_back_as_it_went_in(folder: Path, fill: Fill) -> None:
    """Every field survives the store."""
    went_in = document(7, links=(Link("CommentIn", "pubmed:8", "J Sample"),), also_in=("x",))
    fill(went_in)
    assert Library.open(folder).get("pubmed:7") == went_in


def test_counts_compare_before_and_after(folder: Path, fill: Fill) -> None:
    """Two copies of one record in a load are one addition; the same file again changes nothing."""
    first = fill(document(1), document(1, body="Newer text here."), document(2), name="a")
    assert (first.read, first.added, first.updated, first.unchanged) == (3, 2, 0, 1)
    again = fill(document(1), document(1, body="Newer text here."), document(2), name="a")
    assert (again.read, again.added, again.updated, again.unchanged) == (3, 0, 0, 3)
    assert again.revision == first.revision
    library = Library.open(folder)
    assert len(library) == 2
    found = library.get("pubmed:1")
    assert found is not None
    assert found.text.endswith("Newer text here.")


def test_the_later_revision_of_a_record_wins_whatever_the_order(folder: Path, fill: Fill) -> None:
    """An older DateRevised that is loaded later changes nothing; an older version neither."""
    fill(document(1, body="Revised text.", revised="2020-05-01"))
    result = fill(document(1, body="Older text.", revised="2019-01-01"))
    assert (result.added, result.updated, result.unchanged) == (0, 0, 1)
    result = fill(document(1, body="Version two.", version=2, revised="2018-01-01"))
    assert result.updated == 1
    result = fill(document(1, body="Version one again.", version=1, revised="2024-01-01"))
    assert result.updated == 0
    found = Library.open(folder).get("pubmed:1")
    assert found is not None
    assert found.text.endswith("Version two.")


def test_a_poorer_record_adds_a_source_and_overwrites_nothing(folder: Path, fill: Fill) -> None:
    """A JSONL line for a PMID that PubMed XML has filled only says that the collection holds it too; in either order."""
    poor = document(1, body="Poor.", source="mine", form="jsonl")
    fill(document(1))
    assert fill(poor).updated == 1
    fill(document(2, source="mine", form="jsonl"))
    assert fill(document(2)).updated == 1
    library = Library.open(folder)
    for i in (1, 2):
        found = library.get(f"pubmed:{i}")
        assert found is not None
        assert (found.source, found.also_in, found.form) == ("pubmed", ("mine",), "pubmed-xml")


def test_deletion_and_return(folder: Path, fill: Fill) -> None:
    """A deleted record is gone from the store; one that comes back is there."""
    fill(document(1), document(2))
    result = fill(Deleted("pubmed:1"), Deleted("pubmed:99"))
    assert (result.deleted, result.read) == (1, 0)
    assert ids(Library.open(folder)) == ["pubmed:2"]
    fill(document(1, body="Back again."))
    library = Library.open(folder)
    assert ids(library) == ["pubmed:1", "pubmed:2"]
    assert len(library) == 2


def test_one_writer_at_a_time(folder: Path, fill: Fill) -> None:
    """A second writer gets a plain sentence; a reader meanwhile reads."""
    fill(document(1))
    with LibraryWriter(folder, SPLITTER):
        with pytest.raises(LibraryBusyError, match="Wait until it is done"):
            fill(document(2))
        assert ids(Library.open(folder)) == ["pubmed:1"]


def test_a_reader_keeps_its_revision(folder: Path, fill: Fill) -> None:
    """What was opened before a change still reads as before it."""
    fill(document(1, body="Before."))
    before = Library.open(folder)
    fill(document(1, body="After."), document(2))
    found = before.get("pubmed:1")
    assert found is not None
    assert found.text.endswith("Before.")
    assert before.get("pubmed:2") is None


def test_many_loads_stay_few_segments(folder: Path, fill: Fill) -> None:
    """Merging keeps the newest text, the deletions and the files known."""
    for i in range(40):
        fill(document(i % 10, body=f"Load {i}."), name=f"load {i}")
    fill(Deleted("pubmed:3"))
    library = Library.open(folder)
    assert len(library.segments) <= 13
    assert ids(library) == [f"pubmed:{i}" for i in (0, 1, 2, 4, 5, 6, 7, 8, 9)]
    assert {d.text.rsplit(" ", 1)[1] for d in library.all_documents()} == {f"{i}." for i in range(30, 40) if i != 33}
    assert fill(document(0, body="Load 0."), name="load 0").updated == 0


def test_merging_begins_where_the_rest_is_lighter() -> None:
    """With sizes 100, 10, 3, 2 and at most three: 3 + 2 = 5, 10 is not under 10, so the last two merge."""
    assert parts_to_merge([Part(100), Part(10), Part(3), Part(2)], most=3) == 2
    assert parts_to_merge([Part(100), Part(9), Part(3), Part(2)], most=3) == 1
    assert parts_to_merge([Part(1), Part(1)], most=3) is None


def test_a_damaged_library_is_named(folder: Path, fill: Fill) -> None:
    """A segment that is gone, and a manifest that is cut, are said plainly."""
    fill(document(1))
    next((folder / "segments").glob("*.sqlite")).unlink()
    with pytest.raises(LibraryDamagedError, match="sqlite"):
        Library.open(folder)
    (folder / "manifest.json").write_text("{")
    with pytest.raises(LibraryDamagedError, match=r"manifest\.json"):
        Library.open(folder)


@pytest.mark.parametrize("left", [0, 4096, 20_000])
def test_a_cut_segment_is_named(folder: Path, fill: Fill, left: int) -> None:
    """Of whatever length is left, reading the documents says which file is damaged and what to do."""
    fill(*(document(i, body=os.urandom(500).hex()) for i in range(50)))
    path = next((folder / "segments").glob("*.sqlite"))
    assert path.stat().st_size > 2 * left
    os.truncate(path, left)
    library = Library.open(folder)
    for read in (lambda: list(library.all_documents()), lambda: library.get("pubmed:49")):
        with pytest.raises(LibraryDamagedError, match=rf"{path.name} cannot be read .* Restore it from a backup"):
            read()


def test_a_damaged_body_is_named(folder: Path, fill: Fill) -> None:
    """A body that cannot be unpacked is the file's damage, too."""
    fill(document(1))
    path = next((folder / "segments").glob("*.sqlite"))
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE bodies SET body = x'00'")
    with pytest.raises(LibraryDamagedError, match=path.name):
        Library.open(folder).get("pubmed:1")


def _history(fill: Fill) -> None:
    """Seven segments: 1 to 6; 2 replaced, and again; 3 deleted; 4 deleted and back; 5 and 6 deleted, 6 back and gone."""
    fill(*(document(i) for i in range(1, 7)))
    fill(document(2, body="Second."), Deleted("pubmed:3"), Deleted("pubmed:4"))
    fill(document(4, body="Back.", design="rct"), document(2, body="Third.", design="rct", also_in=("mine",)))
    fill(Deleted("pubmed:5"), Deleted("pubmed:6"))
    fill(document(6, body="Back."))
    fill(Deleted("pubmed:6"))
    fill(document(7, source="mine", form="jsonl"))


def test_the_newest_segment_with_an_id_decides(folder: Path, fill: Fill) -> None:
    """Each way to read sees the same documents, and none of them an older state."""
    _history(fill)
    library = Library.open(folder)
    assert len(library.segments) == 7
    numbers = [1, 2, 4, 7]
    assert [list(d) for d in map(sorted, library.dead[:3])] == [
        ["pubmed:2", "pubmed:3", "pubmed:4", "pubmed:5", "pubmed:6"],
        ["pubmed:2"],
        [],
    ]
    assert ids(library) == [f"pubmed:{i}" for i in numbers]
    assert sorted(library.heads(f"pubmed:{i}" for i in range(9))) == ids(library)
    second = library.get("pubmed:2")
    assert second is not None
    assert second.text.endswith("Third.")


def test_a_listing_is_in_order_and_as_long_as_asked(folder: Path, fill: Fill) -> None:
    """The first by id over all segments; the total does not depend on the limit; filters see the living state alone."""
    _history(fill)
    library = Library.open(folder)
    for limit in range(6):
        heads, total = library.listing(Filters(), limit)
        assert [h.id for h in heads] == ["pubmed:1", "pubmed:2", "pubmed:4", "pubmed:7"][:limit]
        assert total == 4
    assert [h.id for h in library.listing(Filters(designs=("rct",)), 9)[0]] == ["pubmed:2", "pubmed:4"]


def test_counts_are_of_living_documents(folder: Path, fill: Fill) -> None:
    """By design, status and source; a document of two sources counts for each."""
    _history(fill)
    library = Library.open(folder)
    assert library.counts("design") == {"": 2, "rct": 2}
    assert library.counts("status") == {"current": 4}
    assert library.counts("source") == {"mine": 2, "pubmed": 3}


@pytest.mark.parametrize(
    "filters",
    [
        Filters(since=2019),
        Filters(until=2019),
        Filters(since=2018, until=2020),
        Filters(designs=("rct", "cohort")),
        Filters(sources=("mine",)),
        Filters(languages=("fre",)),
        Filters(statuses=("retracted",)),
        Filters(since=2019, designs=("rct",), sources=("pubmed",), languages=("eng",), statuses=("current",)),
    ],
)
def test_filters_mean_the_same_in_sql_as_in_python(folder: Path, fill: Fill, filters: Filters) -> None:
    """`listing` gives exactly the documents that `admits` admits."""
    documents = [
        document(1, design="rct", published=Published("2018", "year")),
        document(2, design="cohort", published=Published("2019-03", "month"), also_in=("mine",)),
        document(3, design="rct", published=Published("2021-03-02", "day"), languages=("fre", "eng")),
        document(4, status="retracted", published=Published(), source="mine", form="jsonl"),
        document(5, design="rct", published=Published("2020", "year"), also_in=("mine too",), languages=()),
    ]
    fill(*documents)
    heads, total = Library.open(folder).listing(filters, 10)
    assert [h.id for h in heads] == [d.id for d in documents if admits(filters, d)]
    assert total == len(heads)


def test_links_are_found_from_the_other_end(folder: Path, fill: Fill) -> None:
    """A notice finds its article, and no longer once the notice is deleted."""
    fill(document(1), document(2, links=(Link("RetractionOf", "pubmed:1"),), status="notice"))
    assert Library.open(folder).linked_to("pubmed:1") == [("pubmed:2", "RetractionOf")]
    fill(Deleted("pubmed:2"))
    assert Library.open(folder).linked_to("pubmed:1") == []


def _load_forever(folder: str, started: "multiprocessing.synchronize.Event") -> None:
    from indexers.ingest import Input, ingest

    started.set()
    for n in range(1000):
        items = [document(i, body=f"Round {n} of warfarin and bleeding.") for i in range(50)]
        ingest(Path(folder), [Input(f"round {n}", f"round {n}", lambda items=items: iter(items))])


def test_searches_during_an_ingest_never_fail(folder: Path, fill: Fill) -> None:
    """A second process loads without pause; every search in this one sees a whole revision: 50 hits, all of one round."""
    from evidence.model import Query
    from indexers.lexical import LexicalRetriever

    fill(*(document(i, body="Round -1 of warfarin and bleeding.") for i in range(50)))
    context = multiprocessing.get_context("spawn")
    started = context.Event()
    writer = context.Process(target=_load_forever, args=(str(folder), started))
    writer.start()
    try:
        assert started.wait(60)
        revisions = set()
        deadline = time.monotonic() + 300
        while len(revisions) < 5:
            assert time.monotonic() < deadline, f"only {len(revisions)} revisions of 5 were seen in five minutes"
            library = Library.open(folder)
            hits = LexicalRetriever(library).search(Query("warfarin"), 100)
            assert len(hits) == 50
            assert len({h.passage.text.split("Round ")[1] for h in hits}) == 1
            revisions.add(library.revision)
            library.close()
    finally:
        writer.kill()
        writer.join()


def test_manifest_is_readable_by_people(folder: Path, fill: Fill) -> None:
    """It is JSON with the revision and the number of documents."""
    fill(document(1), replace(document(2), title="Other"))
    manifest = json.loads((folder / "manifest.json").read_text())
    assert (manifest["revision"], manifest["documents"]) == (1, 2)


def test_a_library_that_lost_its_manifest_is_not_begun_anew(folder: Path, fill: Fill) -> None:
    """An incomplete copy is refused, with the way back, and nothing in it is touched."""
    fill(document(1), document(2))
    for spoil in (lambda path: path.unlink(), lambda path: path.write_text("{}")):
        kept = (folder / "manifest.json").read_bytes()
        spoil(folder / "manifest.json")
        with pytest.raises(LibraryDamagedError, match="revisions"):
            fill(document(3))
        newest = sorted((folder / "revisions").glob("*.json"))[-1]
        assert newest.read_bytes() == kept
        (folder / "manifest.json").write_bytes(kept)
        assert ids(Library.open(folder)) == ["pubmed:1", "pubmed:2"]


def test_what_is_not_ours_is_never_removed(folder: Path, fill: Fill) -> None:
    """A folder that holds other files is refused or left alone; a manifest that points elsewhere is not followed."""
    for name in ("segments/thesis.docx", "vectors/figure.svg", "lexical/notes.txt"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("mine")
    with pytest.raises(UsageError, match="not a library"):
        fill(document(1))
    (folder / "segments" / "thesis.docx").unlink()
    fill(document(1))
    fill(document(2))
    assert (folder / "vectors" / "figure.svg").read_text() == "mine"
    assert (folder / "lexical" / "notes.txt").read_text() == "mine"
    manifest = json.loads((folder / "manifest.json").read_text()) | {"lexical": "../../../etc"}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(LibraryDamagedError, match="not a manifest"):
        Library.open(folder)
