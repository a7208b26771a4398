"""Dense vectors of passages, one part per store segment, searched with FAISS. Derived: can be thrown away and made again.

A part is a folder: `rows.f16` (float16, (n, dim), row i is the segment's passage i) and `index.faiss` over it
(`vector_index.py`). The index names candidates, which are scored from `rows.f16` (`vector_part.py`), so a score does not
depend on how the library is parted.
"""

import hashlib
from typing import TYPE_CHECKING

from evidence.library.library import Library
from evidence.library.segment import Segment
from evidence.library.where import among
from evidence.model import Filters, Hit, Query
from evidence.ports import Embedder
from indexers.ranked import Ranked, hits
from indexers.vector_documents import best_documents
from indexers.vector_index import build, read_rows
from indexers.vector_part import Allowed, Part

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["DenseRetriever", "build", "read_rows", "vectors_path"]

TEXT_FORM = "title-newline-passage-1"  # of `indexers.embed.text_to_embed`: changes whenever it gives other texts
REMEMBERED = 8  # filters whose rows are kept: a bit for each passage of the library, and at most 10,000 rows of a part


def vectors_path(segment: str, fingerprint: str) -> str:
    """Where a segment's vectors are made, by what makes them; the manifest says where those of a revision are."""
    made_by = hashlib.sha256(f"{TEXT_FORM}\0{fingerprint}".encode()).hexdigest()[:12]
    return f"vectors/{segment}-{made_by}"


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
        return best_documents(self._parts, vector, k, self._of_parts(query.filters))

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
