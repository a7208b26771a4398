"""What is loaded, and what a reader yields beside documents: records an input takes back, and those it cannot read."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from evidence.model import Document


@dataclass(frozen=True, slots=True)
class Deleted:
    """The input says that this document is gone, by its id: pubmed:31883958; up to this version, or (0) in every one."""

    id: str
    version: int = 0


@dataclass(frozen=True, slots=True)
class Refused:
    """One record that could not be read. `record` names it as well as can be: an id, else a line or a file."""

    record: str
    reason: str


@dataclass(frozen=True, slots=True)
class Input:
    """Something to load. `key` changes whenever reading it again could give other records; it may cost a reading."""

    name: str
    key: str | Callable[[], str]
    read: Callable[[], Iterator[Document | Deleted | Refused]]
    size: int = 0  # bytes, as far as they are known: big files are read by several processes
    sequence: str = ""  # "26:0001" for a file of PubMed's numbered sequence, whose records come in order
