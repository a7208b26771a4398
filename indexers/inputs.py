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
FILE_READER = "files-4"
BLOCK = 1 << 20
_PAGES = (".html", ".htm", ".pdf")  # files whose documents are called by the file's name


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
    with or without .gz. Of JSON files that a folder holds, those that are no documents are passed over.

    In a collection that is named, a page is called by its path below the folder that is loaded; else by its own folder
    and name, and a page of another folder that would be called so too is refused."""
    bare = (".jsonl", ".html", ".htm", ".nbib", ".pdf", ".ris", ".bib", ".json", ".nxml", ".xml")
    found = walk(paths, tuple(e + gz for e in bare for gz in ("", ".gz")))
    if collection:
        return [_file_input(p, collection, _below(p, paths)) for p in found]
    pages: dict[tuple[str, str], Path] = {}
    return [_file_input(p, None, "", _namesake(p, pages)) for p in found]


def _file_input(path: Path, collection: str | None, below: str, namesake: Path | None = None) -> Input:
    reader = ":".join((FILE_READER, collection or path.parent.resolve().name, f"{below}/{path.name}".lstrip("/")))
    if namesake is not None:
        return Input(_shown(path), partial(_file_key, path, f"{reader}:{namesake}"), partial(_refused, path, namesake))
    read = partial(read_file, path, collection, below)
    return Input(_shown(path), partial(_file_key, path, reader), read, _size(path))


def _below(path: Path, named: list[Path]) -> str:
    """The path of the file's folder below the folder that was named; "" for what lies in it."""
    folder = next((each for each in named if each.is_dir() and path.is_relative_to(each)), path.parent)
    return "/".join(path.parent.relative_to(folder).parts)


def _namesake(path: Path, pages: dict[tuple[str, str], Path]) -> Path | None:
    """The page of another folder of the same name that is called the same; `pages` gains what is new."""
    bare = path.name.lower().removesuffix(".gz")
    stem = next((bare.removesuffix(ending) for ending in _PAGES if bare.endswith(ending)), None)
    if stem is None:
        return None
    first = pages.setdefault((path.parent.resolve().name, stem), path)
    return first if first.parent.resolve() != path.parent.resolve() else None


def _refused(path: Path, namesake: Path) -> Iterator[Refused]:
    why = f"{_shown(namesake)} has the same name in a folder of the same name: load both with --collection NAME"
    yield Refused(_shown(path), why)


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
