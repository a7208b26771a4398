"""One part's vectors, open for searching: the index names candidates, and float16 rows on disk score them."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evidence.errors import LibraryDamagedError
from evidence.library.segment import Segment
from indexers.vector_index import ONE_LIST_LIMIT, read_rows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Places = NDArray[np.int64]  # row numbers of a part

DOCUMENTS = "documents.u32"  # of each row, the place of its document in the segment
EXACT_LIMIT = 10_000  # admitted vectors that are scored one by one: 2 to 4 ms at 384 dimensions
READ = 0.6  # of the vectors, above ONE_LIST_LIMIT: a question's neighbours lie in many lists, not in the nearest few
SCORED_TOGETHER = 512  # rows: at 384 dimensions they fit into a core's own cache


def candidates_for(k: int) -> int:
    """Codes to score again for k passages, of which they hold .995 and more: 13 for each at 100, 6 at 1,000.

    Fitted to what `benchmarks/dense.py` measures.
    """
    return 3 * k + int(100 * k**0.5)


class Allowed:
    """The rows of a part that a search may give."""

    def __init__(self, mask: "NDArray[np.bool_]") -> None:
        """`mask` has a place for every row."""
        import faiss
        import numpy as np

        self.count = int(mask.sum())
        self.few = np.flatnonzero(mask) if self.count <= EXACT_LIMIT else None  # the rows themselves
        self._bits = np.packbits(mask, bitorder="little")  # FAISS reads it where it is
        make: Any = faiss  # its stubs know the C++ constructor alone
        self.selector = make.IDSelectorBitmap(self._bits)


class Part:
    """The vectors of one segment, open for searching. Raises LibraryDamagedError where they are not whole."""

    def __init__(self, folder: Path, segment: Segment, dim: int) -> None:
        import faiss

        self.segment = segment
        self._folder = folder
        try:
            self._rows = read_rows(folder, segment.info.passages, dim)
            self._index: Any = faiss.read_index(str(folder / "index.faiss"), faiss.IO_FLAG_MMAP_IFC)
        except (RuntimeError, ValueError, OSError) as error:
            raise _damaged(folder) from error
        if (self._index.ntotal, self._index.d) != self._rows.shape or not isinstance(
            self._index, faiss.IndexScalarQuantizer | faiss.IndexPreTransform
        ):
            raise _damaged(folder)

    def search(self, vector: "NDArray[np.float32]", k: int, allowed: Allowed | None) -> list[tuple[int, float]]:
        """(row, cosine) of the best k passages, of the allowed rows where given; equals by row. `vector`: (1, dim)."""
        rows, scores = self.best(vector, k, allowed)
        return list(zip(rows.tolist(), scores.tolist(), strict=True))

    def best(
        self, vector: "NDArray[np.float32]", k: int, allowed: Allowed | None
    ) -> tuple["Places", "NDArray[np.float32]"]:
        """The same as (rows, cosines)."""
        import numpy as np

        with one_thread():
            rows = self._candidates(vector, k, allowed)
            scores = cosines(self._rows, rows, vector)
        best = np.lexsort((rows, -scores))[:k]
        return rows[best], scores[best]

    def documents_of(self, rows: "Places") -> "NDArray[np.int64]":
        """For each row, a number that its document has in this part."""
        return self._documents[rows].astype("int64")

    @cached_property
    def _documents(self) -> "NDArray[np.uint32]":
        """(passages,): kept beside the rows; asked of the segment where it is not there, or is not whole."""
        import numpy as np

        path, count = self._folder / DOCUMENTS, self.segment.info.passages
        if count and path.is_file() and path.stat().st_size == 4 * count:
            return np.memmap(path, dtype=np.uint32, mode="r", shape=(count,))
        return np.fromiter(self.segment.passage_documents(), dtype=np.uint32, count=count)

    def _candidates(self, vector: "NDArray[np.float32]", k: int, allowed: Allowed | None) -> "Places":
        """Rows that hold the best k: those that the index puts first, or every allowed one where they are few."""
        import faiss
        import numpy as np

        selector, count = (None, self._index.ntotal) if allowed is None else (allowed.selector, allowed.count)
        if not count:
            return np.zeros(0, np.int64)
        if allowed is not None and allowed.few is not None:
            return allowed.few
        if isinstance(self._index, faiss.IndexScalarQuantizer):  # orders nearly as float16 does
            wanted, parameters = k, self._make.SearchParameters(sel=selector)
        else:
            wanted, parameters = candidates_for(k), self._lists(count, selector)
        found: Places = self._index.search(vector, min(wanted, count), params=parameters)[1][0]
        return found[found >= 0]

    def _lists(self, count: int, selector: Any) -> Any:
        """As many allowed vectors are read as without filters."""
        import faiss

        lists = faiss.extract_index_ivf(self._index).nlist
        read = max(ONE_LIST_LIMIT, READ * self._index.ntotal)
        probes = min(lists, -int(-lists * read // count))
        inner = self._make.IVFSearchParameters(nprobe=probes, sel=selector)
        return self._make.SearchParametersPreTransform(index_params=inner)

    @property
    def _make(self) -> Any:
        """FAISS, whose stubs do not know the keyword arguments of search parameters."""
        import faiss

        return faiss


@contextmanager
def one_thread() -> Iterator[None]:
    """A query is too short to share: on a busy machine FAISS's threads wait for each other a hundred times as long."""
    import faiss

    before = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(before)


def write_documents(folder: Path, segment: Segment) -> None:
    """Keep beside a part's rows which document each is of."""
    import numpy as np

    np.fromiter(segment.passage_documents(), dtype=np.uint32).tofile(folder / DOCUMENTS)


def cosines(rows: "NDArray[np.float16]", places: "Places", vector: "NDArray[np.float32]") -> "NDArray[np.float32]":
    """(len(places),): of those rows with the vector (1, dim).

    FAISS multiplies float16 without making it wider first, which numpy takes longer for than for the sums; and it goes
    row by row, so that equal rows have equal scores, whatever stands beside them.
    """
    import faiss
    import numpy as np

    dim = rows.shape[1]
    codes = np.asarray(rows).view(np.uint8)
    scores = np.empty(len(places), np.float32)
    for start in range(0, len(places), SCORED_TOGETHER):
        block = codes.take(places[start : start + SCORED_TOGETHER], axis=0)
        index: Any = faiss.IndexScalarQuantizer(dim, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
        index.add_sa_codes(block)
        found, order = index.search(vector, len(block))
        scores[start + order[0]] = found[0]
    return scores


def _damaged(folder: Path) -> LibraryDamagedError:
    return LibraryDamagedError(
        f"The vectors in {folder} cannot be read. Set EVIDENCE_EMBEDDER=none to go on without them, or load "
        "the library again into an empty folder."
    )
