"""Dense vectors of passages, one part per store segment, searched with FAISS. Derived: can be thrown away and made again.

A part is a folder: `rows.f16` (float16, (n, dim), row i is the segment's passage i) and `index.faiss` over it: a flat
index with 8-bit scalar quantisation up to FLAT_LIMIT vectors; above, an inverted file with RaBitQ codes (Gao and Long
2024). The best candidates are scored again from `rows.f16`, so a score does not depend on how the library is parted.
"""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evidence.errors import LibraryDamagedError
from evidence.library.library import Library
from evidence.library.manifest import sync_folder
from evidence.library.segment import Segment
from evidence.library.where import clause
from evidence.model import Filters, Hit, Query
from evidence.ports import Embedder
from indexers.ranked import Ranked, hits

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FLAT_LIMIT = 200_000  # vectors
PROBES = 32  # inverted lists read per query
REFINE = 4  # candidates per wanted passage of an inverted file; a flat index orders nearly as float16 does
OVERSAMPLE = 4  # passages asked for per wanted document, at first: a document may have several
TRAIN_PER_LIST = 64  # training vectors per inverted list


def build(folder: Path, count: int, dim: int, flat_limit: int = FLAT_LIMIT) -> None:
    """Write `index.faiss` over `rows.f16`, which must hold `count` rows of `dim`."""
    import faiss
    import numpy as np

    rows = read_rows(folder, count, dim)
    index: Any
    if count <= flat_limit:
        index = faiss.IndexScalarQuantizer(dim, faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT)
        if count:  # a segment of deletions alone has no passages
            index.train(np.asarray(rows, dtype=np.float32))
    else:
        lists = max(16, int(4 * count**0.5))
        coarse = faiss.IndexFlatIP(dim)
        index = faiss.IndexIVFRaBitQ(coarse, dim, lists, faiss.METRIC_INNER_PRODUCT)
        sample = np.random.default_rng(0).choice(count, min(count, TRAIN_PER_LIST * lists), replace=False)
        index.train(np.asarray(rows[np.sort(sample)], dtype=np.float32))
    for start in range(0, count, 50_000):
        index.add(np.asarray(rows[start : start + 50_000], dtype=np.float32))
    faiss.write_index(index, str(folder / "index.faiss"))
    with (folder / "index.faiss").open("rb") as file:
        os.fsync(file.fileno())
    sync_folder(folder)


def read_rows(folder: Path, count: int, dim: int) -> "NDArray[np.float16]":
    """The part's vectors, memory-mapped: (count, dim)."""
    import numpy as np

    if count == 0:
        return np.zeros((0, dim), np.float16)
    return np.memmap(folder / "rows.f16", dtype=np.float16, mode="r", shape=(count, dim))


class Part:
    """The vectors of one segment, open for searching."""

    def __init__(self, folder: Path, segment: Segment, dim: int) -> None:
        import faiss

        self.segment = segment
        self._rows = read_rows(folder, segment.info.passages, dim)
        try:
            self._index = faiss.read_index(str(folder / "index.faiss"), faiss.IO_FLAG_MMAP)
        except RuntimeError as error:
            raise LibraryDamagedError(
                f"The vectors in {folder} cannot be read. Set EVIDENCE_EMBEDDER=none to go on without them, or load "
                "the library again into an empty folder."
            ) from error

    def search(
        self, vector: "NDArray[np.float32]", k: int, allowed: "NDArray[np.int64] | None"
    ) -> list[tuple[int, float]]:
        """(row, cosine) of the best k passages, of the allowed rows where given."""
        import faiss
        import numpy as np

        make: Any = faiss  # its stubs do not know the keyword arguments of search parameters
        approximate = not isinstance(faiss.downcast_index(self._index), faiss.IndexScalarQuantizer)
        wanted = min(k * (REFINE if approximate else 1), self._index.ntotal if allowed is None else len(allowed))
        if wanted == 0:
            return []
        selector = None if allowed is None else faiss.IDSelectorBatch(allowed)
        parameters = (
            make.IVFSearchParameters(nprobe=PROBES, sel=selector)
            if approximate
            else make.SearchParameters(sel=selector)
        )
        found = self._index.search(vector, wanted, params=parameters)[1][0]
        rows = found[found >= 0]
        exact = np.asarray(self._rows[rows], np.float64) @ vector[0].astype(np.float64)
        scores = exact.astype(np.float32)  # equal rows get equal scores, whatever the order of the sums
        return [(int(rows[i]), float(scores[i])) for i in np.lexsort((rows, -scores))[:k]]


class DenseRetriever:
    """Cosine between the query's vector and every passage's; a document's score is its best passage's."""

    name = "dense"

    def __init__(self, library: Library, embedder: Embedder) -> None:
        self._library = library
        self._embedder = embedder
        self._shadows = {s.info.name: shadow for s, shadow in zip(library.segments, library.shadows, strict=True)}
        usable = library.manifest.embedder == embedder.fingerprint
        self._parts = [
            Part(library.folder / s.info.vectors, s, embedder.dim)
            for s in library.segments
            if s.info.vectors and usable
        ]

    def rank(self, query: Query, k: int) -> list[Ranked]:
        """Documents by their best passage's cosine."""
        if k < 1 or not any(c.isalnum() for c in query.text) or not self._parts:
            return []
        vector = self._embedder.embed_query(query.text)
        found = [
            ranked
            for part in self._parts
            for ranked in _documents(part, vector, k, self._allowed(part.segment, query.filters))
        ]  # a live document is in one part only
        return sorted(found, key=lambda r: (-r.score, r.document_id))[:k]

    def search(self, query: Query, k: int) -> list[Hit]:
        """Hits whose passage is the document's best."""
        return hits(self._library, self.rank(query, k), query.text, self.name)

    def _allowed(self, segment: Segment, filters: Filters) -> "NDArray[np.int64] | None":
        import numpy as np

        shadow = self._shadows[segment.info.name]
        where, values = clause(filters)
        if where == "1" and not shadow:
            return None
        return np.asarray([row for row, i in segment.rows_of(where, values) if i not in shadow], dtype=np.int64)


def _documents(
    part: Part, vector: "NDArray[np.float32]", k: int, allowed: "NDArray[np.int64] | None"
) -> Iterable[Ranked]:
    """At least k documents by their best passage (the first of equals), or all that the part finds."""
    wanted = k * OVERSAMPLE
    while True:
        found = part.search(vector, wanted, allowed)
        spans = part.segment.passage_rows(row for row, _ in found)
        best: dict[str, Ranked] = {}
        for row, score in found:  # best first, equals by row
            document_id, start, end = spans[row]
            best.setdefault(document_id, Ranked(document_id, score, (start, end)))
        if len(best) >= k or len(found) < wanted:
            return best.values()
        wanted *= OVERSAMPLE
