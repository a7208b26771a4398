"""Which JSON files of a folder are documents: many others lie about, and an ending does not tell."""

import gzip
import zlib
from pathlib import Path

from indexers.files.kind import HEAD, kind_of

_DOCUMENTS = frozenset({"csl-json", "section-tree"})


def is_wanted(path: Path) -> bool:
    """Whether a folder's file is to be read: of those that end in .json, with or without .gz, only references and
    section trees. Settings, queries and the like are passed over; one that is named on the command line is not."""
    if not path.name.lower().endswith((".json", ".json.gz")):
        return True
    try:
        with path.open("rb") as file:
            if file.read(2) != b"\x1f\x8b":
                file.seek(0)
                return kind_of(file.read(HEAD)) in _DOCUMENTS
        with gzip.open(path) as unpacked:
            return kind_of(unpacked.read(HEAD)) in _DOCUMENTS
    except (OSError, EOFError, zlib.error):
        return True  # reading it will say what is wrong
