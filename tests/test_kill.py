"""A kill at any moment loses nothing that was reported as done, and who searches meanwhile never notices."""

import multiprocessing
import os
import random
import time
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec
import pytest

import indexers.embed
import indexers.ingest
import indexers.prepare
from evidence.codec import encode
from evidence.errors import LibraryMissingError
from evidence.library.library import Library
from evidence.library.manifest import MANIFEST, REVISIONS, Manifest, SegmentInfo
from evidence.library.writer import RETIRED_AFTER, LibraryWriter
from evidence.model import Document, Filters, Query
from evidence.settings import Settings
from indexers.embed import catch_up
from indexers.hashing import HashingEmbedder
from indexers.ingest import Input, ingest
from indexers.inputs import pubmed_inputs
from indexers.lexical import LexicalRetriever
from indexers.passages import SPLITTER
from indexers.vectors import DenseRetriever, vectors_path
from research.wiring import open_engine
from tests.fakes import document, pubmed_xml

KILLS = 20
SEED = 20
ROOMS = ("segments", "lexical", "vectors")
PATIENCE = 300.0  # seconds after which something hangs

# A server that has imported everything forks each loader: a start costs milliseconds, and kills hit work, not imports.
SERVER = multiprocessing.get_context("forkserver")
SERVER.set_forkserver_preload(["faiss", __name__])


def _load(folder: Path, files: list[Path], started: "multiprocessing.synchronize.Event") -> None:
    """Load one file after the other as `evidence ingest` would, in small commits and blocks."""
    indexers.ingest.BATCH, indexers.prepare.CHUNK, indexers.embed.BLOCK = 20, 10, 8
    started.set()
    for file in files:
        ingest(folder, pubmed_inputs([file]))
        catch_up(folder, HashingEmbedder())


@dataclass(frozen=True, slots=True)
class Plan:
    """Files, what a library holds when all of them are loaded, how long that takes, and every version of a record."""

    files: list[Path]
    final: dict[str, Document]
    seconds: float
    versions: dict[str, list[Document]]


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """A baseline of 160 records and six updates, each with new, revised and deleted ones."""
    home = tmp_path_factory.mktemp("files")
    contents = [pubmed_xml(*((i, f"Aspirin in trial {i}.", "2019-01-01") for i in range(160)))]
    for n in range(6):
        new = [(1000 + 15 * n + i, f"Aspirin in trial {n}, {i}.", "2020-01-01") for i in range(15)]
        revised = [(20 * n + i, f"Aspirin, revised in {n}.", f"2020-02-{n + 1:02d}") for i in range(10)]
        contents.append(pubmed_xml(*new, *revised, deleted=[20 * n + 15, 1000 + 15 * n]))
    files = [home / f"{n:02d}.xml" for n in range(len(contents))]
    versions: dict[str, list[Document]] = defaultdict(list)
    for file, content in zip(files, contents, strict=True):
        file.write_bytes(content)
        for item in pubmed_inputs([file])[0].read():
            if isinstance(item, Document):
                versions[item.id].append(item)
    folder = home / "whole"
    begun = time.monotonic()
    _run(folder, files)
    return Plan(files, _documents(Library.open(folder)), time.monotonic() - begun, versions)


def _documents(library: Library) -> dict[str, Document]:
    return {d.id: d for d in library.all_documents()}


def _run(folder: Path, files: list[Path], kill_after: float | None = None) -> bool:
    """Load in another process; whether it came to its end."""
    started = SERVER.Event()
    loader = SERVER.Process(target=_load, args=(folder, files, started))
    loader.start()
    try:
        assert started.wait(120)
        loader.join(600 if kill_after is None else kill_after)
    finally:
        loader.kill()
        loader.join()
    assert loader.exitcode in ((0,) if kill_after is None else (0, -9))
    return loader.exitcode == 0


def _check(folder: Path, plan: Plan) -> None:
    """A whole revision, or none at all."""
    try:
        library = Library.open(folder)
    except LibraryMissingError:
        assert not (folder / MANIFEST).exists()
        return
    documents = _documents(library)
    assert len(library) == library.manifest.documents == len(documents) == len(list(library.all_documents()))
    assert [i for i, d in documents.items() if d not in plan.versions[i]] == []
    lexical = LexicalRetriever(library)
    assert {r.document_id for r in lexical.rank(Query("aspirin"), 1000)} == documents.keys()
    assert len(lexical.search(Query("aspirin"), 1000)) == len(documents)
    embedded = {
        d.id
        for segment, shadow in zip(library.segments, library.shadows, strict=True)
        for d in segment.all_documents()
        if segment.info.vectors and d.id not in shadow
    }
    dense = DenseRetriever(library, HashingEmbedder()).search(Query("aspirin"), 1000)
    assert {hit.passage.document_id for hit in dense} == embedded
    assert [h for h in dense if h.passage.text not in documents[h.passage.document_id].text] == []
    library.close()


def _on_disk(folder: Path) -> set[str]:
    return {f"{room}/{path.name}" for room in ROOMS for path in (folder / room).iterdir()}


def _check_nothing_left_over(folder: Path, plan: Plan) -> None:
    """After the next load: what the kept revisions name; once these are old, what the current one names."""
    ingest(folder, pubmed_inputs(plan.files))
    revisions = sorted((folder / REVISIONS).iterdir())
    kept = [msgspec.json.decode(path.read_bytes(), type=Manifest) for path in revisions]
    assert _on_disk(folder) == set().union(*(manifest.files for manifest in kept))
    long_ago = time.time() - RETIRED_AFTER - 60
    for path in revisions:
        os.utime(path, (long_ago, long_ago))
    ingest(folder, pubmed_inputs(plan.files))
    assert _on_disk(folder) == Library.open(folder).manifest.files
    assert sorted(p.name for p in (folder / REVISIONS).iterdir()) == [revisions[-1].name]
    assert sorted(p.name for p in folder.iterdir()) == [
        "lexical", "manifest.json", "revisions", "segments", "vectors", "vectors.lock", "writer.lock",
    ]  # fmt: skip


def test_kill_at_any_moment(plan: Plan, tmp_path: Path) -> None:
    """Twenty kills at random moments of loads that begin anew or go on: whole each time, complete at last, no litter."""
    moments = random.Random(SEED)
    kills = libraries = 0
    while kills < KILLS:
        folder = tmp_path / f"library {libraries}"
        libraries += 1
        for _ in range(5):  # about two loads; then it may finish in peace
            if kills == KILLS or _run(folder, plan.files, moments.uniform(0, plan.seconds / 2)):
                break
            kills += 1
            _check(folder, plan)
        _run(folder, plan.files)
        _check(folder, plan)
        library = Library.open(folder)
        assert _documents(library) == plan.final
        assert all(info.vectors for info in library.manifest.segments)
        library.close()
        _check_nothing_left_over(folder, plan)


def test_what_an_interrupted_command_wrote_last_is_swept(plan: Plan, tmp_path: Path) -> None:
    """Files of a revision that was written and never published, as after a kill between the two renames."""
    folder = tmp_path / "library"
    _run(folder, plan.files[:1])
    manifest = Library.open(folder).manifest
    name = f"{manifest.revision + 1:06d}"
    vectors = vectors_path(name, HashingEmbedder.fingerprint)
    segment = SegmentInfo(name, 1, 1, 0, vectors)
    late = replace(manifest, revision=manifest.revision + 1, segments=(*manifest.segments, segment))
    (folder / REVISIONS / f"{name}.json").write_bytes(encode(late))
    (folder / REVISIONS / f".{name}.json.4711.tmp").write_bytes(b"{")
    (folder / f".{MANIFEST}.4711.tmp").write_bytes(b"{")
    (folder / "segments" / f"{name}.sqlite").write_bytes(b"half")
    (folder / vectors).mkdir()
    (folder / f"{vectors}.part").mkdir()
    (folder / "lexical" / name).mkdir()
    (folder / "lexical" / "work").mkdir()
    _run(folder, plan.files)
    _check(folder, plan)
    assert _documents(Library.open(folder)) == plan.final
    _check_nothing_left_over(folder, plan)


def _load_rounds(folder: Path, started: "multiprocessing.synchronize.Event") -> None:
    started.set()
    for n in range(1000):
        items = [document(i, body=f"Round {n} of warfarin and bleeding.") for i in range(50)]
        ingest(folder, [Input(f"round {n}", f"round {n}", lambda items=items: iter(items))])  # type: ignore[misc]
        catch_up(folder, HashingEmbedder())


def test_hybrid_searches_during_a_load_never_fail(folder: Path) -> None:
    """Another process replaces all documents and their vectors without pause: each search sees 50, all of one round."""
    started = SERVER.Event()
    loader = SERVER.Process(target=_load_rounds, args=(folder, started))
    loader.start()
    modes: set[tuple[str, bool]] = set()
    revisions: set[int] = set()
    try:
        assert started.wait(120)
        deadline = time.monotonic() + PATIENCE
        while not (folder / MANIFEST).exists():
            assert loader.is_alive(), "the loader ended before its first commit"
            assert time.monotonic() < deadline, "the loader published nothing"
            time.sleep(0.01)
        while len(revisions) < 40 or len(modes) < 2:
            assert loader.is_alive(), "the loader ended before its time"
            assert time.monotonic() < deadline, f"only {len(revisions)} revisions of 40 were seen, in {sorted(modes)}"
            engine = open_engine(Settings(library=folder, embedder="hashing"))
            mode, retriever = engine.retriever()
            hits = retriever.search(Query("warfarin"), 100)
            assert len(hits) == 50
            assert len({hit.passage.text.split("Round ")[1] for hit in hits}) == 1
            has_vectors = any(name == "dense" for name, _ in hits[0].scores)
            revisions.add(engine.library.revision)
            modes.add((mode, has_vectors))
            engine.library.close()
    finally:
        loader.kill()
        loader.join()
    assert ("hybrid", True) in modes


def _search(folder: Path) -> None:
    engine = open_engine(Settings(library=folder, embedder="hashing"))
    _, retriever = engine.retriever()
    assert len(retriever.search(Query("aspirin"), 10)) == 1
    assert engine.library.get("pubmed:1")
    assert engine.library.listing(Filters(), 10)[1] == 1


def test_a_reader_never_takes_the_writers_lock(folder: Path) -> None:
    """Another process searches while this one holds the lock, and comes to its end before the lock is given back."""
    ingest(folder, [Input("one", "one", lambda: iter([document(1)]))])
    catch_up(folder, HashingEmbedder())
    with LibraryWriter(folder, SPLITTER):
        reader = SERVER.Process(target=_search, args=(folder,))
        reader.start()
        reader.join(PATIENCE)
        waits = reader.is_alive()
        reader.kill()
        reader.join()
    assert not waits, "the search waits for the writer's lock"
    assert reader.exitcode == 0
