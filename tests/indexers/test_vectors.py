"""Vectors: they rank as exact cosine does, are made once, and are carried along when segments are merged."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from evidence.errors import LibraryDamagedError
from evidence.library.library import Library
from evidence.library.manifest import publish, read
from evidence.model import Document, Filters, Published, Query
from indexers.embed import catch_up
from indexers.hashing import HashingEmbedder
from indexers.hybrid import HybridRetriever
from indexers.ingest import Input, ingest
from indexers.intake import Deleted
from indexers.lexical import LexicalRetriever
from indexers.scan import ScanRetriever
from indexers.vectors import DenseRetriever, build
from tests.conftest import Fill
from tests.fakes import RowEmbedder, WatchedEmbedder, document

COUNT, DIM, QUERIES = 2_000, 64, 20


def unit(rows: NDArray[np.float64]) -> NDArray[np.float32]:
    """Rows of length 1."""
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def numbered(folder: Path, embedder: RowEmbedder) -> Library:
    """2,000 documents whose vectors are the embedder's rows; years 2000 to 2009 in turn."""
    items = [
        document(i, title="X", body=f"Row {i}", published=Published(str(2000 + i % 10), "year")) for i in range(COUNT)
    ]
    ingest(folder, [Input("all", "all", lambda: iter(items))])
    catch_up(folder, embedder)
    return Library.open(folder)


def recall(library: Library, embedder: RowEmbedder, filters: Filters = Filters(), k: int = 10) -> float:
    """Of the k documents that exact cosine puts first, the share that the retriever finds, over all queries."""
    retriever = DenseRetriever(library, embedder)
    rows = embedder.embed_passages([str(i) for i in range(COUNT)])
    allowed = [i for i in range(COUNT) if not filters.since or 2000 + i % 10 >= filters.since]
    shares = []
    for q in range(QUERIES):
        cosines = rows[allowed] @ embedder.embed_query(str(q))[0]
        wanted = {f"pubmed:{allowed[i]}" for i in np.argsort(-cosines, kind="stable")[:k]}
        found = [h.passage.document_id for h in retriever.search(Query(f"query {q}", filters), k)]
        assert len(found) == k
        shares.append(len(wanted.intersection(found)) / k)
    return sum(shares) / QUERIES


@pytest.fixture(scope="module")
def random_rows(tmp_path_factory: pytest.TempPathFactory) -> tuple[Library, RowEmbedder]:
    """Random directions, the hardest case for quantisation: all neighbours are almost equally far."""
    rng = np.random.default_rng(1)
    embedder = RowEmbedder(unit(rng.normal(size=(COUNT, DIM))), unit(rng.normal(size=(QUERIES, DIM))))
    return numbered(tmp_path_factory.mktemp("random"), embedder), embedder


@pytest.fixture(scope="module")
def inverted_file(tmp_path_factory: pytest.TempPathFactory) -> tuple[Library, RowEmbedder]:
    """Clustered directions, as texts are, behind the codes that bigger segments have, all in one list."""
    library, embedder = clustered(tmp_path_factory.mktemp("clustered"))
    build(library.folder / library.manifest.segments[0].vectors, COUNT, DIM, flat_limit=100)
    return library, embedder


@pytest.fixture(scope="module")
def many_lists(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Library, RowEmbedder]]:
    """The same behind 44 lists, of which a query reads some: the index of the biggest segments."""
    with pytest.MonkeyPatch.context() as patch:
        for module in ("vector_index", "vector_part"):
            patch.setattr(f"indexers.{module}.ONE_LIST_LIMIT", 100)
        library, embedder = clustered(tmp_path_factory.mktemp("lists"))
        build(library.folder / library.manifest.segments[0].vectors, COUNT, DIM, flat_limit=100)
        yield library, embedder


def clustered(folder: Path) -> tuple[Library, RowEmbedder]:
    """Rows and queries around the same forty centres."""
    rng = np.random.default_rng(2)
    centres = rng.normal(size=(40, DIM))
    rows = unit(centres[rng.integers(40, size=COUNT)] + 0.5 * rng.normal(size=(COUNT, DIM)))
    queries = unit(centres[rng.integers(40, size=QUERIES)] + 0.5 * rng.normal(size=(QUERIES, DIM)))
    embedder = RowEmbedder(rows, queries)
    return numbered(folder, embedder), embedder


def test_flat_index_orders_as_exact_cosine(random_rows: tuple[Library, RowEmbedder]) -> None:
    """recall@10 of at least 0.99."""
    assert recall(*random_rows) >= 0.99


@pytest.mark.parametrize("index", ["inverted_file", "many_lists"])
def test_codes_find_the_neighbours(request: pytest.FixtureRequest, index: str) -> None:
    """recall@10 of at least 0.99 with codes of one bit a dimension, scored again from float16."""
    assert recall(*request.getfixturevalue(index)) >= 0.99


@pytest.mark.parametrize("index", ["random_rows", "inverted_file", "many_lists"])
def test_filters_reach_into_the_index(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, index: str
) -> None:
    """Ten hits of the one year in ten that is asked for: filtered inside the search, not after it."""
    monkeypatch.setattr("indexers.vector_part.EXACT_LIMIT", 0)
    assert recall(*request.getfixturevalue(index), Filters(since=2009)) >= 0.95


@pytest.mark.parametrize("few", [50_000, 0])
@pytest.mark.parametrize("index", ["inverted_file", "many_lists"])
def test_a_filter_loses_no_hits(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, index: str, few: int
) -> None:
    """All 200 documents of a year, be they scored one by one or looked for in ten times as many lists."""
    monkeypatch.setattr("indexers.vector_part.EXACT_LIMIT", few)
    assert recall(*request.getfixturevalue(index), Filters(since=2009), k=200) == 1.0


def test_rows_are_found_once_for_a_filter(inverted_file: tuple[Library, RowEmbedder]) -> None:
    """A second search with the same filters asks the segment for no rows; the latest filters are remembered."""
    library, embedder = inverted_file
    asked: list[str] = []
    library.segments[0]._db.set_trace_callback(lambda sql: asked.append(sql) if "SELECT row FROM" in sql else None)
    retriever = DenseRetriever(library, embedder)
    for since in (2001, 2001, *range(2001, 2009), 2001, 2008):
        assert retriever.search(Query("query 1", Filters(since=since)), 3)
    library.segments[0]._db.set_trace_callback(None)
    assert len(asked) == 8


def test_what_is_replaced_is_never_a_candidate(folder: Path, fill: Fill) -> None:
    """Rows of dead documents are left out inside the search, also behind an inverted file."""
    fill(*several(0, 300))
    catch_up(folder, HashingEmbedder())
    fill(*(document(i, body=f"Replaced {i}.") for i in range(10)), *(Deleted(f"pubmed:{i}") for i in range(10, 290)))
    catch_up(folder, HashingEmbedder())
    library = Library.open(folder)
    build(folder / library.manifest.segments[0].vectors, 300, HashingEmbedder.dim, flat_limit=100)
    assert dense(folder, HashingEmbedder()) == sorted(f"pubmed:{i}" for i in (*range(10), *range(290, 300)))


@pytest.mark.parametrize(
    ("name", "left"), [("rows.f16", 0), ("rows.f16", 1000), ("index.faiss", 0), ("index.faiss", 300)]
)
def test_cut_vectors_are_said_plainly(folder: Path, fill: Fill, name: str, left: int) -> None:
    """A part that is not whole is named, with the way to go on without it."""
    fill(*several(0, 10))
    catch_up(folder, HashingEmbedder())
    part = folder / Library.open(folder).manifest.segments[0].vectors
    os.truncate(part / name, left)
    with pytest.raises(LibraryDamagedError, match=f"{part.name} cannot be read. Set EVIDENCE_EMBEDDER=none"):
        DenseRetriever(Library.open(folder), HashingEmbedder())


def test_embedders_that_end_alike_are_told_apart(folder: Path, fill: Fill) -> None:
    """The folder's name comes of the whole fingerprint: vectors of one are never taken for those of the other."""
    fill(*several(0, 5))
    one, two = (WatchedEmbedder(HashingEmbedder(), fingerprint=f"{n}-0123456789ab") for n in ("one", "two"))
    catch_up(folder, one)
    catch_up(folder, two)
    assert (len(one.texts), len(two.texts)) == (5, 5)
    assert len({path.name for path in (folder / "vectors").iterdir()}) == 2


def test_folders_of_older_names_are_read_and_carried_over(folder: Path, fill: Fill) -> None:
    """Whatever the manifest calls them: a merge takes them in and embeds nothing again."""
    watched = WatchedEmbedder(HashingEmbedder())
    fill(*several(0, 3))
    catch_up(folder, watched)
    manifest = read(folder)
    (folder / manifest.segments[0].vectors).rename(folder / "vectors/000001-53aa51172d14")
    older = replace(manifest.segments[0], vectors="vectors/000001-53aa51172d14")
    publish(folder, replace(manifest, segments=(older,)))
    assert len(dense(folder, HashingEmbedder())) == 3
    for i in range(10, 25):
        fill(document(i))
        catch_up(folder, watched)
    segments = Library.open(folder).manifest.segments
    assert "000001" not in {s.name for s in segments}
    assert all(s.vectors for s in segments)
    assert len(watched.texts) == 18
    assert len(dense(folder, HashingEmbedder())) == 18


@pytest.mark.parametrize("index", ["random_rows", "inverted_file", "many_lists"])
def test_scores_are_cosines(request: pytest.FixtureRequest, index: str) -> None:
    """To what float16 holds, whatever the index codes them in."""
    library, embedder = request.getfixturevalue(index)
    for hit in DenseRetriever(library, embedder).search(Query("query 3"), 10):
        row = embedder.embed_passages([hit.passage.document_id.partition(":")[2]])[0]
        assert hit.score == pytest.approx(float(row @ embedder.embed_query("3")[0]), abs=1e-3)


def dense(folder: Path, embedder: HashingEmbedder | WatchedEmbedder, text: str = "aspirin") -> list[str]:
    """Documents found by their vectors, sorted."""
    found = DenseRetriever(Library.open(folder), embedder).search(Query(text), 100)
    return sorted(h.passage.document_id for h in found)


def several(first: int, count: int) -> list[Document]:
    """Documents that differ."""
    return [document(i, body=f"Number {i} of aspirin.") for i in range(first, first + count)]


def test_an_interruption_loses_nothing(folder: Path, fill: Fill, monkeypatch: pytest.MonkeyPatch) -> None:
    """Interrupted again and again: no text is embedded twice, each segment is there as soon as it is whole."""
    monkeypatch.setattr("indexers.embed.BLOCK", 4)
    fill(*several(0, 10))  # three blocks
    fill(*several(10, 6))  # two
    embedded: list[str] = []
    whole = []
    for blocks in (1, 1, 2, 0):  # the fourth block is the second segment's first
        watched = WatchedEmbedder(HashingEmbedder(), blocks=blocks)
        with pytest.raises(KeyboardInterrupt):
            catch_up(folder, watched)
        embedded += watched.texts
        whole.append([bool(s.vectors) for s in Library.open(folder).manifest.segments])
    assert whole == [[False, False], [False, False], [True, False], [True, False]]
    assert dense(folder, HashingEmbedder()) == sorted(d.id for d in several(0, 10))
    last = WatchedEmbedder(HashingEmbedder())
    seen: list[tuple[int, int]] = []
    catch_up(folder, last, lambda done, of: seen.append((done, of)))
    embedded += last.texts
    assert sorted(embedded) == sorted(d.text for d in several(0, 16))
    assert seen[-1] == (6, 6)
    library = Library.open(folder)
    for text in ("aspirin", "number 12"):
        found = DenseRetriever(library, last).search(Query(text), 5)
        assert [h.passage for h in found] == [h.passage for h in ScanRetriever(library, last).search(Query(text), 5)]


def test_nothing_to_do_leaves_the_revision(folder: Path, fill: Fill) -> None:
    """With every vector there, and with no library at all."""
    assert catch_up(folder, HashingEmbedder()) == 0
    fill(document(1))
    revision = catch_up(folder, HashingEmbedder())
    assert revision == 2
    assert catch_up(folder, HashingEmbedder()) == revision


def test_a_load_of_deletions_alone(folder: Path, fill: Fill) -> None:
    """Its segment has no passage, and vectors all the same: nothing waits for ever."""
    fill(document(1), document(2))
    fill(Deleted("pubmed:1"))
    catch_up(folder, HashingEmbedder())
    assert [bool(s.vectors) for s in Library.open(folder).manifest.segments] == [True, True]
    assert dense(folder, HashingEmbedder()) == ["pubmed:2"]


def test_another_embedder_and_back(folder: Path, fill: Fill) -> None:
    """Vectors of two embedders are never searched together; those that were made before serve again."""
    fill(*several(0, 3))
    fill(*several(3, 2))
    one, two = (WatchedEmbedder(HashingEmbedder(), fingerprint=f"fake-{n}") for n in ("one", "two"))
    for embedder, other in ((one, two), (two, one), (one, two)):
        catch_up(folder, embedder)
        assert Library.open(folder).manifest.embedder == embedder.fingerprint
        assert len(dense(folder, embedder)) == 5
        assert dense(folder, other) == []
    assert (len(one.texts), len(two.texts)) == (5, 5)


def test_what_waits_for_its_vector_is_found_by_words(folder: Path, fill: Fill) -> None:
    """Of two segments one has vectors: dense search has its documents, hybrid search has both."""
    fill(document(1))
    catch_up(folder, HashingEmbedder())
    fill(document(2))
    library = Library.open(folder)
    ranker = DenseRetriever(library, HashingEmbedder())
    assert [h.passage.document_id for h in ranker.search(Query("aspirin"), 10)] == ["pubmed:1"]
    both = HybridRetriever(library, LexicalRetriever(library), ranker).search(Query("aspirin"), 10)
    assert [h.passage.document_id for h in both] == ["pubmed:1", "pubmed:2"]


def test_merging_carries_vectors_over(folder: Path, fill: Fill) -> None:
    """Forty loads with replaced and deleted documents, merged on the way: each text is embedded once, none waits."""
    watched = WatchedEmbedder(HashingEmbedder())
    given = 0
    for i in range(40):
        fill(document(i % 25, body=f"Load {i} of aspirin."), *([Deleted(f"pubmed:{i - 5}")] if i % 7 == 0 else []))
        waiting = [s for s in Library.open(folder).manifest.segments if not s.vectors]
        assert len(waiting) == 1, "only what was just loaded waits; a merge takes no document from dense search"
        catch_up(folder, watched)
        given += 1
    library = Library.open(folder)
    assert len(watched.texts) == given
    assert len(library.segments) <= 13
    assert [s.name for s in library.manifest.segments if not s.vectors] == []
    for text in ("aspirin", "load 33", "load 7"):
        found = DenseRetriever(library, watched).search(Query(text), 30)
        wanted = ScanRetriever(library, watched).search(Query(text), 30)
        assert {h.passage for h in found} == {h.passage for h in wanted}
        assert found[0].passage == wanted[0].passage


def test_waiting_segments_are_merged_apart(folder: Path, fill: Fill) -> None:
    """Who goes on without an embedder has few segments all the same, and keeps the vectors that there are."""
    fill(*several(0, 3))
    catch_up(folder, HashingEmbedder())
    for i in range(10, 40):
        fill(document(i))
    library = Library.open(folder)
    assert len(library.segments) <= 14
    assert [s.name for s in library.manifest.segments if s.vectors] == ["000001"]
    assert dense(folder, HashingEmbedder()) == ["pubmed:0", "pubmed:1", "pubmed:2"]


@pytest.mark.parametrize("left", [None, 0, 1000])
def test_lost_rows_are_made_again(folder: Path, fill: Fill, left: int | None) -> None:
    """Vectors can be thrown away: a merge that misses some leaves the segment waiting, and a load does not fail."""
    for i in range(13):
        fill(document(i))
        catch_up(folder, HashingEmbedder())
    rows = folder / Library.open(folder).manifest.segments[-1].vectors / "rows.f16"
    if left is None:
        rows.unlink()
    else:
        os.truncate(rows, left)
    fill(document(20))
    catch_up(folder, HashingEmbedder())
    assert dense(folder, HashingEmbedder()) == sorted(f"pubmed:{i}" for i in (*range(13), 20))
