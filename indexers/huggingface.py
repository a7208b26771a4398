"""Any embedder from Hugging Face, by name or path, on sentence-transformers (extra `models`)."""

import hashlib
import os
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evidence.errors import ExtraMissingError, WeightsMissingError

Vectors = NDArray[np.float32]  # (n, dim), unit rows
OFFLINE = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1"}


class SentenceTransformersEmbedder:
    """Uses the model's own query and passage prompts where it has them. Loads from disk only."""

    def __init__(self, name: str) -> None:
        """Raises ExtraMissingError, and WeightsMissingError where the model is not on this machine."""
        self.name = f"hf:{name}"
        self._model = _load(name)
        self.dim: int = self._model.get_embedding_dimension()
        self.fingerprint = f"{self.name}-{self._model.max_seq_length}-{_hash(self._model)}"

    def embed_query(self, text: str) -> Vectors:
        """(1, dim) float32, a unit row."""
        return self._encode([text], self._prompt("query"))

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """(n, dim) float32, unit rows, in order."""
        return self._encode(texts, self._prompt("document", "passage"))

    def _prompt(self, *names: str) -> str | None:
        return next((name for name in names if self._model.prompts.get(name)), None)

    def _encode(self, texts: Sequence[str], prompt: str | None) -> Vectors:
        if not texts:
            return np.empty((0, self.dim), np.float32)
        vectors = self._model.encode(
            list(texts), prompt_name=prompt, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vectors, np.float32)


def _load(name: str) -> Any:
    """A SentenceTransformer on the CPU. The hub's own library is kept offline: it would pass our door by."""
    os.environ |= OFFLINE  # read once, when huggingface_hub is imported
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise ExtraMissingError(
            f'The embedder hf:{name} needs sentence-transformers: pip install "evidence-engine[models]".'
        ) from error
    try:
        return SentenceTransformer(name, device="cpu", local_files_only=True)
    except (OSError, ValueError) as error:
        raise WeightsMissingError(
            f"The model {name} is not on this machine: give the path of a folder that holds it, or fetch it with"
            f" `HF_HUB_OFFLINE=0 hf download {name}`."
        ) from error


def _hash(model: Any) -> str:
    """12 digits of a sha256 over every tensor's name and values."""
    digest = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(tensor.detach().cpu().float().numpy().tobytes())
    return digest.hexdigest()[:12]
