"""Retraction Watch's CSV, Crossref's JSON and lists of DOIs -> notices; told apart by content."""

from collections.abc import Iterator
from pathlib import Path

from evidence.errors import UsageError
from evidence.external import ExternalNotice
from indexers.intake import Refused
from indexers.pubmed.outcome import UnreadableError
from indexers.retractions.json_forms import read_json
from indexers.retractions.watch import dialect_of, read_watch
from indexers.retractions.whole import whole

_KNOWN = "known are Retraction Watch's CSV, Crossref's JSON, and JSON of retracted DOIs with their notices"


def read_retractions(path: Path) -> Iterator[ExternalNotice | Refused]:
    """Every notice of a file in its order, and a refusal for each entry that is none.

    An entry that says it has neither a DOI nor a PMID is a notice with both "": nothing is wrong with it, but it can be
    joined to nothing. A refusal whose `record` is the file's name is about the whole file, of which nothing is given.
    Raises UsageError where the file cannot be opened.
    """
    try:
        yield from _read(whole(path), path.name)
    except UnreadableError as fault:
        yield Refused(path.name, str(fault))
    except OSError as error:
        raise UsageError(f"{path} cannot be read ({error.strerror}).") from error


def _read(data: bytes, name: str) -> Iterator[ExternalNotice | Refused]:
    start = data[:1000].lstrip()
    if not start and not data.strip():
        raise UnreadableError("the file is empty")
    if start.startswith(b"<"):
        raise UnreadableError(f"it is XML or a web page; {_KNOWN}")
    if start.startswith((b"{", b"[")):
        return read_json(data, name)
    dialect = dialect_of(data)
    if dialect is None:
        raise UnreadableError(f"it is of a kind that is not known here; {_KNOWN}")
    return read_watch(data, name, dialect)
