"""Paths on the command line to inputs: folders walked in order, every file known by its hash."""

import hashlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from evidence.errors import UsageError
from evidence.model import Document
from indexers.files.json_kind import is_wanted
from indexers.files.read import read_file
from indexers.intake import Deleted, Input, Refused
from indexers.pubmed.bulk_names import parse_name
from indexers.pubmed.records import open_pubmed, read_pubmed

PUBMED_READER = "pubmed-xml-1"  # changes whenever the parser would give other records
FILE_READER = "files-3"
BLOCK = 1 << 20


def pubmed_inputs(paths: list[Path], *, numbered: bool = True) -> list[Input]:
    """One input per file, in the order given; folders by name. Without `numbered`, NLM's own files are left to
    `indexers.bulk`, which loads them in their sequence."""
    files = walk(paths, (".xml", ".xml.gz"))
    return [pubmed_input(p) for p in files if numbered or parse_name(p.name) is None]


def pubmed_input(path: Path) -> Input:
    """One PubMed file, known by its content."""
    return Input(_shown(path), partial(key_of, path, PUBMED_READER), partial(read_pubmed_file, path), _size(path))


def file_inputs(paths: list[Path], collection: str | None) -> list[Input]:
    """One input per file; in folders, the files whose names end in .jsonl, .html, .htm, .nbib, .pdf, .ris, .bib, .json, .nxml or .xml,
    with or without .gz. Of JSON files that a folder holds, those that are no documents are passed over."""
    bare = (".jsonl", ".html", ".htm", ".nbib", ".pdf", ".ris", ".bib", ".json", ".nxml", ".xml")
    endings = tuple(e + gz for e in bare for gz in ("", ".gz"))
    return [
        Input(
            _shown(p),
            partial(_file_key, p, f"{FILE_READER}:{collection or p.parent.resolve().name}:{p.name}"),
            partial(read_file, p, collection),
            _size(p),
        )
        for p in walk(paths, endings)
    ]


def _shown(path: Path) -> str:
    """Its name as text: some systems allow bytes in it that are none."""
    return str(path).encode("utf-8", "replace").decode()


def _size(path: Path) -> int:
    """In bytes; 0 where it cannot be told, which reading will say."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def walk(paths: list[Path], endings: tuple[str, ...]) -> list[Path]:
    """Files as named, folders' files by ending, sorted, each once. Raises UsageError on what is not there."""
    if not paths:
        raise UsageError("Name at least one file or folder to load.")
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            inside = _inside(path, endings)
            if not inside:
                raise UsageError(f"The folder {path} holds no file that ends in {', '.join(endings)}.")
            found |= dict.fromkeys(inside)
        elif path.is_file():
            found[path] = None
        else:
            raise UsageError(f"There is no file or folder {path}.")
    return list(found)


def _inside(folder: Path, endings: tuple[str, ...]) -> list[Path]:
    """Files by ending; of a collection in BEIR form only the corpus: its queries look like documents and are none."""
    found = sorted(p for p in folder.rglob("*") if p.is_file() and p.name.lower().endswith(endings) and is_wanted(p))
    collections = {p.parent for p in found if p.name in ("corpus.jsonl", "corpus.jsonl.gz")}
    return [p for p in found if not (p.parent in collections and p.name.startswith(("queries.jsonl", "qrels")))]


def _file_key(path: Path, reader: str) -> str:
    """As `key_of`; of a file that cannot be read one that no content has: reading it refuses it, and the others go on."""
    try:
        return key_of(path, reader)
    except UsageError:
        return hashlib.sha256(f"unreadable:{reader}:{path}".encode("utf-8", "surrogateescape")).hexdigest()


def key_of(path: Path, reader: str) -> str:
    """The file's SHA-256 with how it is read. Raises UsageError where it cannot be read."""
    made = hashlib.sha256(reader.encode("utf-8", "surrogateescape") + b"\0")  # names of files are bytes on some systems
    try:
        with path.open("rb") as file:
            while block := file.read(BLOCK):
                made.update(block)
    except OSError as error:
        raise UsageError(f"{path} cannot be read ({error.strerror}).") from error
    return made.hexdigest()


def read_pubmed_file(path: Path) -> Iterator[Document | Deleted | Refused]:
    """Every record of a PubMed file, in its order."""
    with open_pubmed(path) as stream:
        yield from read_pubmed(stream, path.name)
