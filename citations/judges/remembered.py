"""An embedder that embeds each sentence once: many claims cite one document."""

from collections import OrderedDict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from evidence.ports import Embedder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]  # (n, dim), unit rows

KEPT = 20_000  # vectors, about 30 MB of 384 dimensions; the oldest go first


class RememberedEmbedder:
    """Another embedder's vectors, kept by their text."""

    def __init__(self, inner: Embedder, kept: int = KEPT) -> None:
        self.name, self.dim, self.fingerprint = inner.name, inner.dim, inner.fingerprint
        self._inner = inner
        self._kept = kept
        self._vectors: OrderedDict[str, Vectors] = OrderedDict()

    def embed_passages(self, texts: Sequence[str]) -> "Vectors":
        """(n, dim) float32, unit rows, in order."""
        import numpy as np

        new = [text for text in dict.fromkeys(texts) if text not in self._vectors]
        fresh = dict(zip(new, self._inner.embed_passages(new), strict=True)) if new else {}
        rows = [fresh[text] if text in fresh else self._vectors[text] for text in texts]
        self._vectors.update(fresh)
        while len(self._vectors) > self._kept:
            self._vectors.popitem(last=False)
        return np.stack(rows) if rows else np.empty((0, self.dim), np.float32)

    def embed_query(self, text: str) -> "Vectors":
        """(1, dim) float32, a unit row."""
        return self._inner.embed_query(text)
