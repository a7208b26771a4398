"""MeSH descriptors from NLM's `desc20XX.xml`, or from tables of names and tree numbers; told apart by content."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from evidence.errors import UsageError
from evidence.headings import Descriptor
from indexers.intake import Refused
from indexers.mesh.descriptor import descriptor, name_of
from indexers.mesh.opening import Opening, opening
from indexers.mesh.split import MAX_RECORD, records
from indexers.mesh.tables import Tables
from indexers.pubmed.outcome import UnreadableError
from indexers.pubmed.stream import chunks, open_pubmed
from indexers.pubmed.window import Window


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    opening: Opening


def read_mesh(paths: Sequence[Path]) -> Iterator[Descriptor | Refused]:
    """Every descriptor of the files, and a refusal for each record or file that is none.

    XML comes first, the newest edition before older ones, record by record: memory is that of the longest. Tables are
    put together over all files and come last. A refusal whose `record` is the file's name is about the file as a whole
    or its end: what was read before the end has been given. Raises UsageError where a file cannot be opened.
    """
    files = [_File(path, _opening_of(path)) for path in paths]
    for file in sorted((f for f in files if f.opening.kind == "xml"), key=lambda f: -(f.opening.year or 0)):
        yield from _xml(file)
    tables = Tables()
    for file in files:
        if file.opening.kind == "table":
            yield from _table(file.path, tables)
        elif file.opening.kind == "":
            yield Refused(file.path.name, file.opening.reason)
    yield from tables.descriptors()


def _opening_of(path: Path) -> Opening:
    try:
        with open_pubmed(path) as stream:
            return opening(Window(chunks(stream), MAX_RECORD), path.name)
    except OSError as error:
        raise UsageError(f"{path} cannot be read ({error.strerror}).") from error


def _xml(file: _File) -> Iterator[Descriptor | Refused]:
    name = file.path.name
    with open_pubmed(file.path) as stream:
        for data in records(Window(chunks(stream), MAX_RECORD), name):
            if isinstance(data, Refused):
                yield data
                continue
            try:
                yield descriptor(data, file.opening.year)
            except UnreadableError as fault:
                yield Refused(name_of(data) or f"{name}, a record without a UI", str(fault))


def _table(path: Path, tables: Tables) -> Iterator[Refused]:
    with open_pubmed(path) as stream:
        yield from tables.add(Window(chunks(stream), MAX_RECORD), path.name)
