"""Dense vectors of passages, one part per store segment, searched with FAISS. Derived: can be thrown away and made again.

A part is a folder: `rows.f16` (float16, (n, dim), row i is the segment's passage i) and `index.faiss` over it: a flat
index with 8-bit scalar quantisation up to FLAT_LIMIT vectors; above, an inverted file with RaBitQ codes (Gao and Long
2024). The best candidates are scored again from `rows.f16`, so a score does not depend on how the library is parted.
"""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evidence.errors import LibraryDamagedError
from evidence.library.library import Library
from evidence.library.manifest import sync_folder
from evidence.library.segment import Segment
from evidence.library.where import among
from evidence.model import Filters, Hit, Query
from evidence.ports import Embedder
from indexers.ranked import Ranked, hits

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TEXT_FORM = "title-newline-passage-1"  # of `indexers.embed.text_to_embed`: changes whenever it gives other texts
FLAT_LIMIT = 200_000  # vectors
EXACT_LIMIT = 50_000  # admitted vectors that are scored one by one: at most 40 MB of float16 at 384 dimensions
EXACT_BLOCK = 8_192  # of them at once
PROBES = 32  # inverted lists read per query
REFINE = 4  # candidates per wanted passage of an inverted file; a flat index orders nearly as float16 does
OVERSAMPLE = 4  # passages asked for per wanted document, at first: a document may have several
TRAIN_PER_LIST = 64  # training vectors per inverted list
REMEMBERED = 8  # filters whose rows are kept: a bit for each passage of the library, and EXACT_LIMIT rows of a part


def vectors_path(segment: str, fingerprint: str) -> str:
    """Where a segment's vectors are made, by what makes them; the manifest says where those of a revision are."""
    made_by = hashlib.sha256(f"{TEXT_FORM}\0{fingerprint}".encode()).hexdigest()[:12]
    return f"vectors/{segment}-{made_by}"


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
        try:
            self._rows = read_rows(folder, segment.info.passages, dim)
            self._index = faiss.read_index(str(folder / "index.faiss"), faiss.IO_FLAG_MMAP)
        except (RuntimeError, ValueError, OSError) as error:
            raise _damaged(folder) from error
        if (self._index.ntotal, self._index.d) != self._rows.shape:
            raise _damaged(folder)

    def search(self, vector: "NDArray[np.float32]", k: int, allowed: Allowed | None) -> list[tuple[int, float]]:
        """(row, cosine) of the best k passages, of the allowed rows where given."""
        import numpy as np

        rows = self._candidates(vector, k, allowed)
        query = vector[0].astype(np.float64)
        blocks = (rows[start : start + EXACT_BLOCK] for start in range(0, len(rows), EXACT_BLOCK))
        cosines = [np.zeros(0), *(np.asarray(self._rows[block], np.float64) @ query for block in blocks)]
        scores = np.concatenate(cosines).astype(np.float32)  # equal rows, equal scores, whatever the order of the sums
        return [(int(rows[i]), float(scores[i])) for i in np.lexsort((rows, -scores))[:k]]

    def _candidates(self, vector: "NDArray[np.float32]", k: int, allowed: Allowed | None) -> "NDArray[np.int64]":
        """Rows that hold the best k: those that the index puts first, or every allowed one where they are few."""
        import faiss
        import numpy as np

        make: Any = faiss  # its stubs do not know the keyword arguments of search parameters
        index: Any = faiss.downcast_index(self._index)
        selector, count = (None, index.ntotal) if allowed is None else (allowed.selector, allowed.count)
        flat = isinstance(index, faiss.IndexScalarQuantizer)
        if not count:
            return np.zeros(0, np.int64)
        if flat:
            wanted, parameters = k, make.SearchParameters(sel=selector)
        elif allowed is not None and allowed.few is not None:
            return allowed.few
        else:  # as many allowed vectors are read as without filters
            probes = min(index.nlist, -(-PROBES * index.ntotal // count))
            wanted, parameters = k * REFINE, make.IVFSearchParameters(nprobe=probes, sel=selector)
        found: NDArray[np.int64] = index.search(vector, min(wanted, count), params=parameters)[1][0]
        return found[found >= 0]


def _damaged(folder: Path) -> LibraryDamagedError:
    return LibraryDamagedError(
        f"The vectors in {folder} cannot be read. Set EVIDENCE_EMBEDDER=none to go on without them, or load "
        "the library again into an empty folder."
    )


class DenseRetriever:
    """Cosine between the query's vector and every passage's; a document's score is its best passage's."""

    name = "dense"

    def __init__(self, library: Library, embedder: Embedder) -> None:
        self._library = library
        self._embedder = embedder
        usable = library.manifest.embedder == embedder.fingerprint
        self._parts = {
            index: Part(library.folder / s.info.vectors, s, embedder.dim)
            for index, s in enumerate(library.segments)
            if s.info.vectors and usable
        }
        self._allowed: dict[Filters, dict[int, Allowed | None]] = {}  # of each part

    def rank(self, query: Query, k: int) -> list[Ranked]:
        """Documents by their best passage's cosine."""
        if k < 1 or not any(c.isalnum() for c in query.text) or not self._parts:
            return []
        vector = self._embedder.embed_query(query.text)
        allowed = self._of_parts(query.filters)
        found = [
            ranked for index, part in self._parts.items() for ranked in _documents(part, vector, k, allowed[index])
        ]  # a live document is in one part only
        return sorted(found, key=lambda r: (-r.score, r.document_id))[:k]

    def search(self, query: Query, k: int) -> list[Hit]:
        """Hits whose passage is the document's best."""
        return hits(self._library, self.rank(query, k), query.text, self.name)

    def _of_parts(self, filters: Filters) -> dict[int, Allowed | None]:
        """The rows that each part may give, None for all, found once for the latest filters."""
        found = self._allowed.pop(filters, None)
        if found is None:
            found = self._unfiltered() if filters == Filters() else self._filtered(filters)
        self._allowed[filters] = found
        if len(self._allowed) > REMEMBERED:
            del self._allowed[next(iter(self._allowed))]
        return found

    def _unfiltered(self) -> dict[int, Allowed | None]:
        dead = self._library.dead
        return {
            index: Allowed(~_mask(part.segment, *among(dead[index]))) if dead[index] else None
            for index, part in self._parts.items()
        }

    def _filtered(self, filters: Filters) -> dict[int, Allowed | None]:
        conditions = self._library.conditions(filters)
        return {index: Allowed(_mask(part.segment, *conditions[index])) for index, part in self._parts.items()}


def _mask(segment: Segment, where: str, values: list[object]) -> "NDArray[np.bool_]":
    """Of all passages of a segment, whether their documents satisfy a condition."""
    import numpy as np

    mask = np.zeros(segment.info.passages, np.bool_)
    mask[np.fromiter(segment.rows_of(where, values), np.int64)] = True
    return mask


def _documents(part: Part, vector: "NDArray[np.float32]", k: int, allowed: Allowed | None) -> Iterable[Ranked]:
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
