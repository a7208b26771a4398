"""The embedders by name. Heavy packages are imported when an embedder is made, not before."""

from collections.abc import Callable

from evidence.errors import UsageError
from evidence.ports import Embedder
from indexers.hashing import HashingEmbedder
from indexers.huggingface import SentenceTransformersEmbedder
from indexers.minilm.embedder import MinilmEmbedder

__all__ = ["EMBEDDERS", "HashingEmbedder", "MinilmEmbedder", "SentenceTransformersEmbedder", "load_embedder"]

EMBEDDERS: dict[str, Callable[[str, bool], Embedder]] = {  # called with what stands after the colon, and `bulk`
    "minilm": lambda _, bulk: MinilmEmbedder(bulk=bulk),
    "hashing": lambda _, __: HashingEmbedder(),
    "hf": lambda name, _: SentenceTransformersEmbedder(name),
}


def load_embedder(name: str, *, bulk: bool = True) -> Embedder:
    """`minilm`, `hashing`, or `hf:NAME` for a Hugging Face embedder by name or path.

    `bulk` lets it choose the fastest engine for big jobs, by timing; without it equal texts give equal vectors.
    Raises UsageError for a name that there is not, WeightsMissingError, ExtraMissingError.
    """
    kind, _, argument = name.partition(":")
    if kind not in EMBEDDERS or (kind == "hf") != bool(argument):
        raise UsageError(f"There is no embedder {name!r}: use minilm, hashing, or hf:NAME with a model's name or path.")
    return EMBEDDERS[kind](argument, bulk)
