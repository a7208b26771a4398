"""The index over a part's vectors: made from `rows.f16`, kept beside it as `index.faiss`.

Up to FLAT_LIMIT vectors it is flat with 8-bit scalar quantisation, read where it lies on disk. Above, codes of 4 bits for
every 4 dimensions (product quantisation: Jegou et al. 2011, doi:10.1109/TPAMI.2010.57; scanned in registers: Andre et
al. 2015, doi:10.14778/2856318.2856324), 48 bytes at 384 dimensions, in inverted lists that are read into memory.
`benchmarks/dense.py` measures why.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evidence.library.manifest import sync_folder
from indexers.vector_rotation import balanced_axes

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Rows = NDArray[np.float16]  # (count, dim), memory-mapped
    Sample = NDArray[np.float32]  # (n, dim)

FLAT_LIMIT = 20_000  # vectors: up to here coding costs more than it saves
ONE_LIST_LIMIT = 200_000  # vectors that every query reads; lists of neighbours only pay above
CODED_TOGETHER = 4  # dimensions to a code of 4 bits; an embedder whose dimensions do not divide so has flat indexes
SAMPLE = 20_000  # vectors that codes are trained on
PER_LIST = 32  # vectors that a list's centre is trained on
ROUNDS = 6  # of k-means
BLOCK = 50_000  # vectors added at once: 77 MB at 384 dimensions


def build(folder: Path, count: int, dim: int, flat_limit: int = FLAT_LIMIT, trained_from: Path | None = None) -> None:
    """Write `index.faiss` over `rows.f16`, which must hold `count` rows of `dim`.

    `trained_from`: the folder of a part of the same embedder whose training is used again where it fits, which saves
    about half of the time. Equal rows and equal training give equal files.
    """
    import faiss
    import numpy as np

    rows = read_rows(folder, count, dim)
    if count <= flat_limit or dim % CODED_TOGETHER:
        index = _flat(rows)
    else:
        lists = lists_for(count)
        index = (trained_from and _emptied(trained_from, dim, lists)) or _trained(rows, lists)
    for start in range(0, count, BLOCK):
        index.add(np.asarray(rows[start : start + BLOCK], dtype=np.float32))
    faiss.write_index(index, str(folder / "index.faiss"))
    with (folder / "index.faiss").open("rb") as file:
        os.fsync(file.fileno())
    sync_folder(folder)


def read_rows(folder: Path, count: int, dim: int) -> "Rows":
    """The part's vectors, memory-mapped: (count, dim)."""
    import numpy as np

    if count == 0:
        return np.zeros((0, dim), np.float16)
    return np.memmap(folder / "rows.f16", dtype=np.float16, mode="r", shape=(count, dim))


def lists_for(count: int) -> int:
    """Inverted lists of an index of so many vectors."""
    return 1 if count <= ONE_LIST_LIMIT else int(count**0.5)


def _flat(rows: "Rows") -> Any:
    import faiss
    import numpy as np

    index = faiss.IndexScalarQuantizer(rows.shape[1], faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT)
    if len(rows):  # a segment of deletions alone has no passages
        index.train(np.asarray(rows, dtype=np.float32))
    return index


def _trained(rows: "Rows", lists: int) -> Any:
    """An empty index: vectors are turned to the axes of the codes, then coded and sorted into lists."""
    import faiss
    import numpy as np

    count, dim = rows.shape
    size = min(count, max(SAMPLE, PER_LIST * lists))
    places = np.sort(np.random.default_rng(0).choice(count, size, replace=False))
    sample = np.asarray(rows[places], dtype=np.float32)
    rotation = _rotation(sample)
    make: Any = faiss  # its stubs do not know which attributes can be set
    inverted = make.IndexIVFPQFastScan(
        faiss.IndexFlatIP(dim), dim, lists, dim // CODED_TOGETHER, 4, faiss.METRIC_INNER_PRODUCT
    )
    inverted.by_residual = False  # one table for all lists, and codes that do not depend on the list
    inverted.cp.spherical = True
    inverted.cp.niter = ROUNDS
    inverted.cp.min_points_per_centroid = 1  # without it faiss prints a warning
    inverted.cp.max_points_per_centroid = PER_LIST
    index = make.IndexPreTransform(rotation, inverted)
    index.train(sample)
    return index


def _rotation(sample: "Sample") -> Any:
    """The turn to the axes of the codes, as a step of a FAISS index."""
    import faiss

    make: Any = faiss
    rotation = make.LinearTransform(sample.shape[1], sample.shape[1], False)
    faiss.copy_array_to_vector(balanced_axes(sample, CODED_TOGETHER).ravel(), rotation.A)
    rotation.is_trained = True
    return rotation


def _emptied(folder: Path, dim: int, lists: int) -> Any:
    """A part's index without its vectors; None unless it has inverted lists, at least half as many as are wanted."""
    import faiss

    try:
        index: Any = faiss.read_index(str(folder / "index.faiss"))
    except RuntimeError:  # derived, so it may be gone
        return None
    if not isinstance(index, faiss.IndexPreTransform) or index.d != dim:
        return None
    if 2 * faiss.extract_index_ivf(index).nlist < lists:
        return None
    index.reset()
    return index
