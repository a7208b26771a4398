"""The index over a part's vectors: how it is trained, written and opened."""

import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import faiss
import numpy as np
import pytest
from numpy.typing import NDArray

from evidence.errors import LibraryDamagedError
from evidence.library.manifest import SegmentInfo
from indexers.vector_index import build
from indexers.vector_part import SCORED_TOGETHER, Part, candidates_for, cosines
from indexers.vector_rotation import balanced_axes, deal

Rows = NDArray[np.float16]


def made(folder: Path, rows: Rows, trained_from: Path | None = None) -> Path:
    """A part whose vectors are coded, however few they are."""
    folder.mkdir()
    rows.tofile(folder / "rows.f16")
    build(folder, *rows.shape, flat_limit=50, trained_from=trained_from)
    return folder


def opened(folder: Path, rows: Rows) -> Part:
    """As a library opens it."""
    segment: Any = SimpleNamespace(info=SegmentInfo("1", len(rows), len(rows), 0))
    return Part(folder, segment, rows.shape[1])


def some(count: int, dim: int = 32, seed: int = 1) -> Rows:
    """Unit rows that lie around twenty centres; the early dimensions vary most."""
    rng = np.random.default_rng(seed)
    centres = rng.normal(size=(20, dim))
    rows = (centres[rng.integers(20, size=count)] + rng.normal(size=(count, dim))) / np.arange(1, dim + 1)
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float16)


def first(part: Part, rows: Rows, k: int = 10) -> list[list[int]]:
    """The rows found for each of the first twenty vectors."""
    return [[row for row, _ in part.search(v[None].astype(np.float32), k, None)] for v in rows[:20]]


def exact(rows: Rows, k: int = 10) -> list[list[int]]:
    """The same by computing all cosines."""
    wide = rows.astype(np.float64)
    return [np.argsort(-(wide @ v), kind="stable")[:k].tolist() for v in wide[:20]]


def test_two_builds_write_the_same_bytes(tmp_path: Path) -> None:
    """Sampling, training and coding hang on nothing but the rows."""
    rows = some(3_000)
    one, two = (made(tmp_path / name, rows) / "index.faiss" for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()


@pytest.mark.parametrize("limit", [100, 200_000])
def test_training_serves_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: int) -> None:
    """Other rows, coded as the first part's were, are found as surely; the first part is left as it was."""
    monkeypatch.setattr("indexers.vector_index.ONE_LIST_LIMIT", limit)
    before = made(tmp_path / "one", some(2_000))
    written = (before / "index.faiss").read_bytes()
    rows = some(3_000, seed=2)
    after = made(tmp_path / "two", rows, trained_from=before)
    old, new = (faiss.read_index(str(folder / "index.faiss")) for folder in (before, after))
    assert faiss.extract_index_ivf(new).nlist == faiss.extract_index_ivf(old).nlist == (44 if limit == 100 else 1)
    assert (before / "index.faiss").read_bytes() == written
    assert first(opened(after, rows), rows) == exact(rows)


def test_training_for_far_fewer_rows_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From 24 lists to 100 is too far, and so is a part that has no codes or is gone."""
    monkeypatch.setattr("indexers.vector_index.ONE_LIST_LIMIT", 100)
    rows = some(10_000)
    little = made(tmp_path / "little", some(600))
    plain = made(tmp_path / "plain", some(40))
    anew = made(tmp_path / "anew", rows) / "index.faiss"
    for name, source in (("a", little), ("b", plain), ("c", tmp_path / "gone")):
        assert (made(tmp_path / name, rows, source) / "index.faiss").read_bytes() == anew.read_bytes()


def test_any_number_of_dimensions(tmp_path: Path) -> None:
    """Where four dimensions to a code do not come out even, the index is flat."""
    rows = some(300, dim=30)
    assert first(opened(made(tmp_path / "odd", rows), rows), rows, 1) == exact(rows, 1)


def test_equals_are_ordered_by_row(tmp_path: Path) -> None:
    """A vector that is there forty times: all forty first, in order, with one score."""
    rows = some(2_000)
    places = list(range(7, 2_000, 50))
    rows[places] = rows[7]
    found = opened(made(tmp_path / "part", rows), rows).search(rows[7:8].astype(np.float32), 40, None)
    assert [row for row, _ in found] == places
    assert len({score for _, score in found}) == 1


def test_cosines_do_not_hang_on_what_stands_beside(tmp_path: Path) -> None:
    """Each row alone and all of them, also over more than one block: equal to the last bit, and right to 1e-6."""
    rows = some(SCORED_TOGETHER + 40)
    query = some(1, seed=5).astype(np.float32)
    places = np.arange(len(rows))[::-1].copy()
    together = cosines(rows, places, query)
    assert together.tolist() == [cosines(rows, np.array([place]), query)[0] for place in places]
    assert together == pytest.approx(rows[places].astype(np.float64) @ query[0].astype(np.float64), abs=1e-6)


def test_candidates_grow_slower_than_what_is_wanted() -> None:
    """3 k and 100 roots of k."""
    assert [candidates_for(k) for k in (25, 100, 900)] == [75 + 500, 300 + 1000, 2700 + 3000]


def test_axes_are_dealt_to_even_products() -> None:
    """8 and 1 against 4 and 2: a product of 8 in either group."""
    assert deal([8.0, 4.0, 2.0, 1.0], 2) == [0, 3, 1, 2]


def test_axes_turn_and_do_not_stretch() -> None:
    """Orthonormal; and the variances' products of the groups are within a factor of 2, which were thousands apart."""
    sample = some(5_000).astype(np.float32)
    axes = balanced_axes(sample, 4)
    assert axes @ axes.T == pytest.approx(np.eye(32), abs=1e-5)
    products = (sample @ axes.T).var(axis=0).reshape(-1, 4).prod(axis=1)
    plain = sample.var(axis=0).reshape(-1, 4).prod(axis=1)
    assert products.max() / products.min() < 2
    assert plain.max() / plain.min() > 1000


def test_an_index_of_another_kind_is_said_plainly(tmp_path: Path) -> None:
    """As earlier versions wrote it for big segments."""
    rows = some(300)
    folder = made(tmp_path / "part", rows)
    index: Any = faiss.IndexFlatIP(32)
    index.add(rows.astype(np.float32))
    faiss.write_index(index, str(folder / "index.faiss"))
    with pytest.raises(LibraryDamagedError, match="cannot be read"):
        opened(folder, rows)


@pytest.mark.parametrize("left", [0, 40, 3_000, -1])
def test_a_cut_index_is_said_plainly(tmp_path: Path, left: int) -> None:
    """Wherever it was cut, by a byte or nearly whole."""
    rows = some(2_000)
    folder = made(tmp_path / "part", rows)
    size = (folder / "index.faiss").stat().st_size
    os.truncate(folder / "index.faiss", left if left >= 0 else size + left)
    with pytest.raises(LibraryDamagedError, match="cannot be read"):
        opened(folder, rows)
