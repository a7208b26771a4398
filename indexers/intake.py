"""What a reader yields beside documents: the records an input takes back, and those that cannot be read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Deleted:
    """The input says that this document is gone, by its id: pubmed:31883958."""

    id: str


@dataclass(frozen=True, slots=True)
class Refused:
    """One record that could not be read. `record` names it as well as can be: an id, else a line or a file."""

    record: str
    reason: str
