"""An embedder without weights: for tests and for runs that measure scale, not for finding evidence."""

import re
import zlib
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]  # (n, 256), unit rows

DIM = 256
_WORD = re.compile(r"\w+")


class HashingEmbedder:
    """Signed feature hashing (Weinberger et al. 2009, arXiv:0902.2206) of distinct words and their trigrams."""

    name = "hashing"
    dim = DIM
    fingerprint = f"hashing-{DIM}-1"

    def embed_query(self, text: str) -> Vectors:
        """(1, 256) float32, a unit row."""
        return self.embed_passages([text])

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """(n, 256) float32, unit rows, in order; a text without words has a vector too."""
        vectors = np.empty((len(texts), DIM), np.float32)
        for place, text in enumerate(texts):
            vectors[place] = _vector(text)
        return vectors


def _vector(text: str) -> NDArray[np.float64]:
    """(256,), of length 1."""
    words = sorted(set(_WORD.findall(text.lower()))) or [""]
    buckets = np.bincount([bucket for word in words for bucket in _buckets(word)], minlength=2 * DIM)
    signed = (buckets[:DIM] - buckets[DIM:]).astype(np.float64)
    if not signed.any():  # features that cancel out, bucket by bucket
        signed[0] = 1.0
    return signed / np.linalg.norm(signed)


@lru_cache(maxsize=1 << 16)
def _buckets(word: str) -> tuple[int, ...]:
    """A feature's bucket, 0 to 511, for the word and each trigram of "<word>"; the upper half counts as negative."""
    marked = f"<{word}>"
    features = [marked, *(marked[start : start + 3] for start in range(len(marked) - 2))]
    return tuple(zlib.crc32(feature.encode("utf-8", "surrogatepass")) % (2 * DIM) for feature in features)
