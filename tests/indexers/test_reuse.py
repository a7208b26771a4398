"""Vectors follow the records: what is new is embedded, what is not keeps its vectors, and nobody waits for either."""

import multiprocessing
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from evidence.errors import LibraryBusyError
from evidence.library.library import Library
from evidence.model import Document, Link, MeshHeading, Query
from indexers.embed import catch_up, text_to_embed
from indexers.hashing import HashingEmbedder, Vectors
from indexers.ingest import ingest
from indexers.intake import Deleted, Input
from indexers.lexical import LexicalRetriever
from indexers.vectors import DenseRetriever, read_rows
from tests.conftest import Fill, ids
from tests.fakes import WatchedEmbedder, document

if TYPE_CHECKING:
    from multiprocessing.synchronize import Event

SPAWN = multiprocessing.get_context("spawn")
PATIENCE = 120.0  # seconds after which something hangs
LONG = " ".join(f"In trial {n} aspirin increased major bleeding in {n} of 100 patients." for n in range(60))


def watched(folder: Path, fingerprint: str = "") -> list[str]:
    """Catch up, and give the texts that were embedded for it."""
    embedder = WatchedEmbedder(HashingEmbedder(), fingerprint=fingerprint)
    catch_up(folder, embedder)
    assert all(s.vectors for s in Library.open(folder).manifest.segments if s.passages)
    return embedder.texts


def check_vectors(folder: Path) -> None:
    """Every live passage has the vector that its text has when it is embedded anew."""
    library = Library.open(folder)
    for segment, shadow in zip(library.segments, library.shadows, strict=True):
        if not segment.info.passages:
            continue
        rows = read_rows(folder / segment.info.vectors, segment.info.passages, HashingEmbedder.dim)
        for n, (document_id, start, end) in enumerate(segment.passages()):
            if document_id not in shadow:
                text = text_to_embed(segment.documents([document_id])[document_id], start, end)
                wanted = HashingEmbedder().embed_passages([text])[0].astype("float16")
                assert (rows[n] == wanted).all(), (document_id, start)
    library.close()


def test_a_revision_of_other_fields_keeps_the_vectors(folder: Path, fill: Fill) -> None:
    """MeSH headings, a date, a status: most of PubMed's daily revisions. Nothing is embedded, and all is found."""
    fill(document(1, body=LONG), document(2), document(3, title="Zinc", body="Colds were shorter."))
    assert len(watched(folder)) > 3  # the long one has several passages
    headings = (MeshHeading("D001241", "Aspirin", True),)
    fill(
        document(1, body=LONG, mesh=headings, revised="2020-05-01"),
        document(3, title="Zinc", body="Colds were shorter.", status="retracted"),
    )
    assert watched(folder) == []
    check_vectors(folder)
    hits = DenseRetriever(Library.open(folder), HashingEmbedder()).search(Query("zinc colds shorter"), 1)
    assert [h.passage.document_id for h in hits] == ["pubmed:3"]


def test_a_notice_alone_is_embedded(folder: Path, fill: Fill) -> None:
    """The article that it reaches is written anew and keeps its vectors."""
    fill(document(1), document(2))
    watched(folder)
    fill(document(9, title="Notice", body="It is taken back.", links=(Link("RetractionOf", "pubmed:1"),)))
    assert watched(folder) == ["Notice\n\nIt is taken back."]
    check_vectors(folder)


@pytest.mark.parametrize(
    "changes",
    [
        {"body": LONG + " One word more."},
        {"body": LONG.replace("In trial 59", "In study 59")},
        {"title": "Aspirin", "body": LONG},
    ],
    ids=["longer", "a word", "its title"],
)
def test_another_text_is_embedded(folder: Path, fill: Fill, changes: dict[str, str]) -> None:
    """A word or the title, which stands before each passage: all passages of that document, and of no other."""
    fill(document(1, body=LONG), document(2))
    watched(folder)
    fill(document(1, **changes), document(2, mesh=(MeshHeading("D001241", "Aspirin"),)))
    passages = Library.open(folder).segments[-1].passages_of(["pubmed:1"])["pubmed:1"]
    made = document(1, **changes)
    assert watched(folder) == [text_to_embed(made, start, end) for _, start, end in passages]
    check_vectors(folder)


def test_after_merges(folder: Path, fill: Fill) -> None:
    """Thirty loads of one record, each with vectors, merged on the way: revising all of them embeds nothing."""
    for n in range(1, 31):
        fill(document(n, body=f"Number {n} and aspirin."))
        assert watched(folder) == [f"Aspirin and bleeding\n\nNumber {n} and aspirin."]
    assert len(Library.open(folder).segments) < 14
    fill(*(document(n, body=f"Number {n} and aspirin.", revised="2020-05-01") for n in range(1, 31)))
    assert watched(folder) == []
    check_vectors(folder)


def test_merges_of_what_waits(folder: Path, fill: Fill) -> None:
    """Fifteen loads without vectors between, among them revisions of records that have some: each text is embedded once."""
    fill(*(document(n, body=f"Number {n}.") for n in range(1, 6)))
    watched(folder)
    for n in range(1, 31):
        fill(document(n, body=f"Number {n}.", revised="2020-05-01"))
    texts = watched(folder)
    assert sorted(texts) == sorted(f"Aspirin and bleeding\n\nNumber {n}." for n in range(6, 31))
    check_vectors(folder)


def test_a_revision_and_back(folder: Path, fill: Fill) -> None:
    """The vectors of the last but one text are still there and are taken; those of a middle text are never mixed in."""
    fill(document(1, body="As it was."))
    watched(folder)
    fill(document(1, body="As it was for a day."))
    assert watched(folder) == ["Aspirin and bleeding\n\nAs it was for a day."]
    fill(document(1, body="As it was."))
    assert watched(folder) in ([], ["Aspirin and bleeding\n\nAs it was."])
    check_vectors(folder)


def test_deleted_and_back(folder: Path, fill: Fill) -> None:
    """It is found again, by the vector of its text."""
    fill(document(1), document(2, body="Number two."))
    watched(folder)
    fill(Deleted("pubmed:1"))
    fill(document(1, body="Another text."))
    watched(folder)
    check_vectors(folder)
    hits = DenseRetriever(Library.open(folder), HashingEmbedder()).search(Query("another text"), 5)
    assert [h.passage.document_id for h in hits] == ["pubmed:1", "pubmed:2"]


def test_another_embedder_embeds_all_of_it(folder: Path, fill: Fill) -> None:
    """Its vectors have nothing to do with those that are there, though every text is the same; and back again."""
    fill(document(1), document(2, body="Number two."))
    assert len(watched(folder)) == 2
    fill(document(1, revised="2020-05-01"))
    assert (
        len(watched(folder, "another")) == 3
    )  # of each segment: what is replaced is embedded with the rest of its own
    assert Library.open(folder).manifest.embedder == "another"
    fill(document(1, revised="2020-06-01"))
    assert watched(folder, "another") == []


def test_lost_vectors_are_made_again(folder: Path, fill: Fill) -> None:
    """A part whose rows were cut off is not read from: the revised record is embedded."""
    fill(document(1))
    watched(folder)
    rows = folder / Library.open(folder).manifest.segments[0].vectors / "rows.f16"
    rows.write_bytes(rows.read_bytes()[:100])
    fill(document(1, revised="2020-05-01"))
    assert watched(folder) == ["Aspirin and bleeding\n\nAspirin increased major bleeding. Mortality did not differ."]


# Two processes


class Waiting:
    """An embedder that says when it has begun and goes on when it may."""

    name, dim, fingerprint = "hashing", HashingEmbedder.dim, HashingEmbedder.fingerprint

    def __init__(self, begun: "Event", go: "Event") -> None:
        self._begun, self._go = begun, go

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        self._begun.set()
        assert self._go.wait(PATIENCE)
        return HashingEmbedder().embed_passages(texts)

    def embed_query(self, text: str) -> Vectors:
        return HashingEmbedder().embed_query(text)


def slow_catch_up(folder: Path, begun: "Event", go: "Event") -> None:
    catch_up(folder, Waiting(begun, go))


def slow_ingest(folder: Path, begun: "Event", go: "Event") -> None:
    def records() -> Iterator[Document]:
        begun.set()
        assert go.wait(PATIENCE)
        yield document(1)

    ingest(folder, [Input("slow", "slow", records)])


@pytest.mark.parametrize("loads", [1, 14], ids=["one load", "loads that merge"])
def test_a_load_while_vectors_are_made(folder: Path, fill: Fill, loads: int) -> None:
    """In another process: neither waits for the other, a second one is told, and in the end everything has its vectors."""
    fill(*(document(n, body=f"Number {n}.") for n in range(1, 4)))
    begun, go = SPAWN.Event(), SPAWN.Event()
    other = SPAWN.Process(target=slow_catch_up, args=(folder, begun, go))
    other.start()
    try:
        assert begun.wait(PATIENCE)
        for n in range(loads):
            assert (
                fill(document(50 + n, body=f"Warfarin, number {n}."), document(1, body=f"Revised in {n}.")).added == 1
            )
        found = LexicalRetriever(Library.open(folder)).search(Query("warfarin"), 100)
        assert len(found) == loads
        with pytest.raises(LibraryBusyError, match="Another process is making vectors"):
            catch_up(folder, HashingEmbedder())
        go.set()
        other.join(PATIENCE)
    finally:
        other.kill()
        other.join()
    assert other.exitcode == 0
    library = Library.open(folder)
    assert all(s.vectors for s in library.manifest.segments)
    assert ids(library) == sorted(f"pubmed:{n}" for n in (1, 2, 3, *range(50, 50 + loads)))
    dense = DenseRetriever(library, HashingEmbedder()).search(Query("warfarin number"), 100)
    assert {h.passage.document_id for h in dense} == set(ids(library))
    check_vectors(folder)


def test_two_loads_at_once(folder: Path, fill: Fill) -> None:
    """The second is told so at once and changes nothing; the first comes to its end, and then the second may."""
    begun, go = SPAWN.Event(), SPAWN.Event()
    other = SPAWN.Process(target=slow_ingest, args=(folder, begun, go))
    other.start()
    try:
        assert begun.wait(PATIENCE)
        with pytest.raises(LibraryBusyError, match=r"Another process is writing to .*library\. Wait until it is done"):
            fill(document(2), name="second")
        go.set()
        other.join(PATIENCE)
    finally:
        other.kill()
        other.join()
    assert other.exitcode == 0
    assert ids(Library.open(folder)) == ["pubmed:1"]
    assert fill(document(2), name="second").added == 1


def test_vectors_that_are_published_meanwhile(folder: Path, fill: Fill) -> None:
    """A load that reads for long while another process publishes vectors cannot be: they wait for it, and then come."""
    fill(document(1))
    begun, go = SPAWN.Event(), SPAWN.Event()
    other = SPAWN.Process(target=slow_catch_up, args=(folder, begun, go))
    other.start()

    def records() -> Iterator[Document]:
        go.set()  # the other is done with embedding long before this load is, and wants to publish
        other.join(1.0)
        assert other.is_alive(), "it has published under the writer's lock"
        yield document(2)

    try:
        assert begun.wait(PATIENCE)
        assert ingest(folder, [Input("long", "long", records)]).added == 1
        other.join(PATIENCE)
    finally:
        other.kill()
        other.join()
    assert other.exitcode == 0
    assert all(s.vectors for s in Library.open(folder).manifest.segments)
    check_vectors(folder)
