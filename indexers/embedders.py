"""The embedders by name. Heavy packages are imported when an embedder is made, not before."""

from collections.abc import Callable

from evidence.errors import UsageError
from evidence.ports import Embedder
from indexers.hashing import HashingEmbedder
from indexers.huggingface import SentenceTransformersEmbedder
from indexers.minilm.embedder import MinilmEmbedder

__all__ = ["EMBEDDERS", "HashingEmbedder", "MinilmEmbedder", "SentenceTransformersEmbedder", "load_embedder"]

EMBEDDERS: dict[str, Callable[[str], Embedder]] = {  # called with what stands after the colon, "" without one
    "minilm": lambda _: MinilmEmbedder(),
    "hashing": lambda _: HashingEmbedder(),
    "hf": SentenceTransformersEmbedder,
}


def load_embedder(name: str) -> Embedder:
    """`minilm`, `hashing`, or `hf:NAME` for a Hugging Face embedder by name or path.

    Raises UsageError for a name that there is not, WeightsMissingError, ExtraMissingError.
    """
    kind, _, argument = name.partition(":")
    if kind not in EMBEDDERS or (kind == "hf") != bool(argument):
        raise UsageError(f"There is no embedder {name!r}: use minilm, hashing, or hf:NAME with a model's name or path.")
    return EMBEDDERS[kind](argument)
