"""A library that is loaded, killed and loaded again is the one that a clean load makes: `make soak`, smaller.

At 20,000 records; `make soak` does the same at a million.
"""

import shutil
from pathlib import Path
from random import Random
from typing import Any

import pytest

from benchmarks.generate.__main__ import generate
from benchmarks.generate.plan import Size
from benchmarks.soak import compare, soak
from evidence.library.library import Library
from evidence.model import Document, Link
from evidence.settings import Settings
from indexers.embed import catch_up
from indexers.hashing import HashingEmbedder
from indexers.ingest import Input, ingest, loading
from indexers.intake import Deleted
from research.load import load_pubmed
from tests.fakes import document

SEEDS = (7, 4)  # moments that leave room for a machine that is busier during the clean load than afterwards
WAITED = "a search waited"  # a time, which says nothing on a busy machine; `make soak` looks at it


def test_killed_loads_end_as_a_clean_one(tmp_path: Path) -> None:
    """Killed four times at random moments while others search and load: records, states, sources and hits are equal, and
    are those that were generated; no search failed, and a second load was told to wait."""
    generate(tmp_path / "generated", Size(20_000, 2_000, 0.05, 0.01, 1), 2026)
    for seed in SEEDS:
        try:
            faults = soak(tmp_path / "generated", tmp_path / "out", kills=4, batch=4_000, seed=seed)
        except SystemExit as ended:
            if "before it was killed often enough" not in str(ended):
                raise
            continue
        assert [fault for fault in faults if not fault.startswith(WAITED)] == []
        return
    pytest.fail("each load ended before it was killed four times")


# What the comparison sees


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """A library of 1,000 generated records with vectors, and what was generated."""
    home = tmp_path_factory.mktemp("soak")
    found = generate(home / "generated", Size(1_000, 300, 0.05, 0.01, 1), 2026, words=20_000)
    load_pubmed(Settings(library=home / "library", embedder="hashing"), [str(home / "generated")])
    return home / "library", found["final"]  # type: ignore[return-value]


def faults_of(small: tuple[Path, dict[str, Any]], other: Path) -> list[str]:
    return compare(small[0], other, small[1], Random(1))


@pytest.fixture
def other(small: tuple[Path, dict[str, Any]], tmp_path: Path) -> Path:
    """A copy to break."""
    shutil.copytree(small[0], tmp_path / "other")
    return tmp_path / "other"


def put(folder: Path, *items: Document | Deleted) -> None:
    ingest(folder, [Input("broken", "broken", lambda: iter(items))])
    catch_up(folder, HashingEmbedder())


def test_equal_libraries_are_equal(small: tuple[Path, dict[str, Any]], other: Path) -> None:
    assert faults_of(small, other) == []


def test_a_record_too_few(small: tuple[Path, dict[str, Any]], other: Path) -> None:
    with_text = next(d for d in Library.open(other).all_documents() if len(d.sections) > 1)
    put(other, Deleted(with_text.id))
    assert "the records differ" in faults_of(small, other)


def test_a_status_that_differs(small: tuple[Path, dict[str, Any]], other: Path) -> None:
    """A notice that speaks about one record and is gone again, as a load that forgot to settle would leave it."""
    first = next(d for d in Library.open(other).all_documents() if d.status == "current")
    put(other, document(99_999_999, links=(Link("RetractionOf", first.id),)))
    monkey = pytest.MonkeyPatch()
    with monkey.context() as patch:
        patch.setattr("indexers.settle.Commit._reached", lambda self: set())
        put(other, Deleted("pubmed:99999999"))
    assert Library.open(other).counts("status")["retracted"] > Library.open(small[0]).counts("status")["retracted"]
    assert "the records differ" in faults_of(small, other)


def test_hits_that_differ(small: tuple[Path, dict[str, Any]], other: Path) -> None:
    """The records are whole, and BM25 has forgotten half of them."""
    library = Library.open(other)
    half = [d.id for d in library.all_documents()][::2]
    with loading(other) as load:
        load._writer.set_lexical(lambda leaving: load._lexical.follow([], half), library.manifest.analyser)
    faults = faults_of(small, other)
    assert "the records differ" not in faults
    assert [fault for fault in faults if fault.startswith("lexical hits differ")]


def test_vectors_that_differ(small: tuple[Path, dict[str, Any]], other: Path) -> None:
    """The records are whole and their vectors are another's."""
    for part in (other / "vectors").iterdir():
        rows = (part / "rows.f16").read_bytes()
        width = 2 * HashingEmbedder.dim
        (part / "rows.f16").write_bytes(rows[-width:] + rows[:-width])
    faults = faults_of(small, other)
    assert [fault for fault in faults if fault.startswith("dense hits differ")]
    assert "the records differ" not in faults


def test_what_was_generated_is_what_counts(small: tuple[Path, dict[str, Any]], other: Path) -> None:
    """Two libraries that are equal and both wrong."""
    first = next(d for d in Library.open(other).all_documents() if len(d.sections) > 1)
    put(other, Deleted(first.id))
    faults = compare(other, other, small[1], Random(1))
    assert "the records differ" not in faults
    assert "the records are not those that were generated" in faults
