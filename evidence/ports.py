"""What the rooms ask of each other. A contract test per port runs on every implementation (tests/contracts)."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Protocol

from evidence.model import Document, Hit, Passage, Query, Verdict

if TYPE_CHECKING:  # numpy costs 0.09 CPU seconds at start-up, and `--help` needs none of it
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]  # (n, dim), unit rows


class Source(Protocol):
    """Where documents come from."""

    name: str

    def fetch(self) -> Iterator[Document]:
        """Every document, in the source's order. Raises RecordRefusedError for none of them: refusals are collected."""
        ...


class Embedder(Protocol):
    """Text to unit vectors. `fingerprint` changes whenever the vectors would."""

    name: str
    dim: int
    fingerprint: str

    def embed_passages(self, texts: Sequence[str]) -> "Vectors":
        """(n, dim) float32, unit rows, in order; (0, dim) for no texts."""
        ...

    def embed_query(self, text: str) -> "Vectors":
        """(1, dim) float32, a unit row."""
        ...


class Retriever(Protocol):
    """Finds passages. At most one hit per document, best first, ties broken by document id."""

    name: str

    def search(self, query: Query, k: int) -> list[Hit]:
        """At most k hits that satisfy every filter of the query."""
        ...


class Reranker(Protocol):
    """Orders hits anew."""

    name: str

    def rerank(self, query: str, hits: Sequence[Hit]) -> list[Hit]:
        """The same hits, best first, with this reranker's scores."""
        ...


class LanguageModel(Protocol):
    """Completes a prompt."""

    name: str

    def complete(self, system: str, prompt: str) -> str:
        """The reply's text. Raises SourceUnavailableError or SourceRejectedError."""
        ...


class Judge(Protocol):
    """Does this passage bear this claim out?"""

    name: str

    def judge(self, claim: str, passages: Sequence[Passage]) -> Verdict:
        """One verdict over the passages taken together; undecided where it cannot say. No passages: not_found."""
        ...
