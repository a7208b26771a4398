"""Adding and removing entries of a source list: every other byte stays, comments and order included.

Two that edit at once wait for each other, and a list that would not be valid is never written.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import tomlkit
from filelock import FileLock, Timeout

from evidence.errors import LibraryBusyError, UsageError
from evidence.library.manifest import write_atomically
from evidence.source_blocks import blocks, lines_of
from evidence.source_list import parse_entries, read_list, shipped_text
from evidence.toml_fields import read_text
from evidence.trust import Entry, SourceList

PATIENCE = 10.0  # seconds that an edit waits for another


def add_entry(path: Path, fields: Mapping[str, object], comment: str = "") -> SourceList:
    """Put an entry at the end; `fields` by the names of the file. A list that is not there begins as the one that ships.

    Returns the list as it is then. Raises UsageError on a field that is wrong, LibraryBusyError, where another edits.
    """
    return _edit(path, lambda text: _with(text, fields, comment))


def remove_entry(path: Path, name: str) -> SourceList:
    """Take out an entry and the comment above it. Returns and raises as `add_entry` does."""
    return _edit(path, lambda text: _without(text, name, str(path)))


def comments(text: str) -> tuple[str, ...]:
    """The comment above each entry of a list, in their order."""
    return tuple(block.comment for block in blocks(lines_of(text)))


def _edit(path: Path, change: Callable[[str], str]) -> SourceList:
    place = path.resolve()  # a link stays a link
    _changed(place, change, str(path))  # first without the lock: a mistake leaves no new folder behind
    with _alone(place):
        mode = place.stat().st_mode if place.exists() else None
        write_atomically(place, _changed(place, change, str(path)))
        if mode is not None:
            place.chmod(mode)
        return read_list(path)


def _changed(place: Path, change: Callable[[str], str], where: str) -> bytes:
    """The list as it will be, valid."""
    mark, text = _current(place)
    after = change(text)
    parse_entries(after, where)
    return _bytes(mark + after)


@contextmanager
def _alone(place: Path) -> Iterator[None]:
    """Hold the list's lock. Raises LibraryBusyError, and UsageError where the folder cannot be written to."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(place.with_name(f".{place.name}.lock"), timeout=PATIENCE)
        with lock:
            yield
    except Timeout as error:
        raise LibraryBusyError(f"Another process is editing {place}. Wait for it, then try again.") from error
    except OSError as error:
        raise UsageError(f"The source list {place} cannot be written ({error.strerror or error}).") from error


def _current(place: Path) -> tuple[str, str]:
    """The byte order mark that some editors write, or "", and the text."""
    if not place.exists():
        return "", shipped_text()
    text = read_text(place, "source list")
    marked = place.read_bytes().startswith(b"\xef\xbb\xbf")
    return "\ufeff" * marked, text


def _bytes(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise UsageError("What was given holds bytes that are no text. Write it in UTF-8.") from error


def _with(text: str, fields: Mapping[str, object], comment: str) -> str:
    end = "\r\n" if "\r\n" in text else "\n"
    apart = "" if not text else end if text.endswith("\n") else end + end
    return text + apart + _written(fields, comment).replace("\n", end)


def _written(fields: Mapping[str, object], comment: str) -> str:
    """The entry as TOML, with its comment above it."""
    table = tomlkit.table()
    for name, value in fields.items():
        table.add(name, value)
    entries = tomlkit.aot()
    entries.append(table)
    document = tomlkit.document()
    document.add("source", entries)
    above = "".join(f"# {line}".rstrip() + "\n" for line in comment.splitlines())
    return above + tomlkit.dumps(document)


def _without(text: str, name: str, where: str) -> str:
    """The text less one entry, checked: what remains reads as the same entries."""
    entries = parse_entries(text, where)
    SourceList.of(entries).get(name)
    lines = lines_of(text)
    places = blocks(lines)
    number = [entry.name for entry in entries].index(name)
    if len(places) == len(entries):
        start, end = places[number].start, places[number].end
        while end < len(lines) and not lines[end].strip():  # the blank lines after it
            end += 1
        if end == len(lines) and start and not lines[start - 1].strip():  # the last: the one before it, as it was added
            start -= 1
        after = "".join(lines[:start] + lines[end:])
        if _reads_as(after, entries[:number] + entries[number + 1 :]):
            return after
    raise UsageError(f"{where} is laid out in a way that cannot be edited safely. Take {name} out by hand.")


def _reads_as(text: str, entries: tuple[Entry, ...]) -> bool:
    try:
        return parse_entries(text, "") == entries
    except UsageError:
        return False
