"""Files of references by their kind, and the collection that such a file is."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from evidence.model import Document
from indexers.files.bibtex import read_bibtex
from indexers.files.csl import read_csl
from indexers.files.names import readable
from indexers.files.ris import read_ris
from indexers.intake import Refused

REFERENCES: dict[str, Callable[[BinaryIO, str], Iterator[Document | Refused]]] = {
    "ris": read_ris,
    "bibtex": read_bibtex,
    "csl-json": read_csl,
}
_ENDINGS = (".ris", ".bib", ".bibtex", ".json", ".txt")


def reference_collection(path: Path) -> str:
    """The file's name without its ending."""
    bare = readable(path.name).removesuffix(".gz")
    ending = next((e for e in _ENDINGS if bare.lower().endswith(e) and len(bare) > len(e)), "")
    return bare[: len(bare) - len(ending)]
