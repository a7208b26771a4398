"""The default embedder: all-MiniLM-L6-v2, 384 dimensions, 256 tokens."""

import threading
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from evidence.embeddings import MINILM, require_weights
from indexers.minilm.choice import faster
from indexers.minilm.engines import Engine, OnnxRuntime, OpenVino
from indexers.minilm.tokens import MAX_LENGTH, Tokens, batches, pad

Vectors = NDArray[np.float32]  # (n, 384), unit rows

BULK = 128  # texts; from here on it pays to load the second engine and time both (0.6 CPU seconds)
WINDOW = 2048  # texts that are tokenised and sorted by length at a time: bounds memory


class MinilmEmbedder:
    """Queries and small jobs run on ONNX Runtime; bulk runs on OpenVINO where that is at hand, agrees and is faster."""

    name = "minilm"
    dim = 384

    def __init__(self, *, bulk: bool = True) -> None:
        """`bulk=False` stays with ONNX Runtime. Raises WeightsMissingError."""
        self._folder = require_weights()
        self._tokens = Tokens(self._folder)
        self._engine: Engine = OnnxRuntime(self._folder)
        self._bulk_engine: Engine | None = None if bulk else self._engine
        self._choice = threading.Lock()
        self._latest: tuple[str | None, Vectors] = (None, np.empty((1, self.dim), np.float32))
        self.fingerprint = f"{self.name}-{MAX_LENGTH}-{MINILM.fingerprint}"

    def embed_query(self, text: str) -> Vectors:
        """(1, 384) float32, a unit row."""
        text_then, vector = self._latest  # the searches of one report ask for the same question
        if text_then != text:
            vector = self._engine.run(*pad(self._tokens.encode([text])))
            self._latest = (text, vector)
        return vector.copy()

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """(n, 384) float32, unit rows, in order.

        ONNX Runtime gives a text one vector in any batch, within 1e-5. OpenVINO's bf16 rounds by batch: cosine above
        .9999 to itself and to ONNX Runtime.
        """
        vectors = np.empty((len(texts), self.dim), np.float32)
        for start in range(0, len(texts), WINDOW):
            rows = self._tokens.encode(texts[start : start + WINDOW])
            engine = self._engine_for(rows, len(texts))
            for places in batches(rows, engine.batch_tokens):
                vectors[[start + place for place in places]] = engine.run(*pad([rows[place] for place in places]))
        return vectors

    def _engine_for(self, rows: list[list[int]], texts: int) -> Engine:
        """The engine of a job of so many texts; the first bulk job chooses the bulk engine, on a batch of its own."""
        if texts < BULK:
            return self._engine
        with self._choice:
            if self._bulk_engine is None:
                self._bulk_engine = faster(self._engine, lambda: OpenVino(self._folder), *pad(rows[:8]))
            return self._bulk_engine
