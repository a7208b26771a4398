"""Cosines of sentences with questions, each text embedded once and kept for the next run."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evidence.ports import Embedder
from research.wiring import open_embedder

Vectors = NDArray[np.float32]  # (n, dim), unit rows
KEPT = Path(os.environ.get("TMPDIR", "/tmp")) / "evidence-sentence-vectors.npz"


class Cosines:
    """An embedder (the port) that remembers, and the cosines it gives."""

    def __init__(self, embedder: Embedder, known: dict[str, Vectors]) -> None:
        self._embedder, self._known = embedder, known
        self.name, self.dim, self.fingerprint = embedder.name, embedder.dim, embedder.fingerprint

    @classmethod
    def load(cls) -> "Cosines":
        """With MiniLM, and what earlier runs on this machine have embedded. Raises WeightsMissingError."""
        embedder = open_embedder("minilm", bulk=False)
        if embedder is None:
            raise ValueError("The embedder minilm is needed.")
        known: dict[str, Vectors] = {}
        if KEPT.exists():
            with np.load(KEPT) as kept:
                if str(kept["fingerprint"]) == embedder.fingerprint:
                    known = dict(zip(kept["texts"].tolist(), kept["vectors"], strict=True))
        return cls(embedder, known)

    def save(self) -> None:
        """For the next run."""
        texts = np.array(list(self._known))
        np.savez(KEPT, fingerprint=self.fingerprint, texts=texts, vectors=np.stack(list(self._known.values())))

    def prepare(self, texts: Iterable[str]) -> None:
        """Embeds what is not known yet, in one go."""
        new = sorted(set(texts) - self._known.keys(), key=len)
        if new:
            self._known.update(zip(new, self._embedder.embed_passages(new), strict=True))

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """(n, dim) float32, unit rows, in order."""
        self.prepare(texts)
        return np.stack([self._known[t] for t in texts]) if texts else np.empty((0, self.dim), np.float32)

    def embed_query(self, text: str) -> Vectors:
        """(1, dim); questions and passages are embedded alike."""
        return self.embed_passages([text])

    def of(self, question: str, texts: Sequence[str]) -> list[float]:
        """Cosine of each text with the question."""
        return [float(x) for x in self.embed_passages(texts) @ self.embed_query(question)[0]]
