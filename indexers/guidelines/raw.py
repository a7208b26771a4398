"""Pages as they came: their bytes under their SHA-256, and a log of every time they were asked for.

`<library>/pages/<sha256>` and `<library>/pages/pages.jsonl`, which only grows. Nothing is ever deleted here.
"""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

import msgspec

from evidence.codec import encode
from evidence.log import append_line

PAGES = "pages"
LOG = "pages.jsonl"
RESUMED_FOR = timedelta(days=1)  # an interrupted run that is older is begun anew
What = Literal["begun", "done", "came", "same", "vanished", "loaded"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the log: of a run (`begun`, `done`), or of a page that was asked for, or that became a document.

    `since` is when these bytes were first seen, without others in between, and `turn` counts how often others took
    their place: it tells a page that went back to an earlier text from one that never changed. Times are ISO 8601, UTC.
    """

    entry: str
    what: What
    at: str
    url: str = ""  # as it was asked for, canonical
    final: str = ""  # where it stands, after redirects
    sha256: str = ""
    size: int = 0  # bytes
    since: str = ""
    turn: int = 0
    etag: str = ""
    last_modified: str = ""
    content_type: str = ""
    status: int = 0
    document: str = ""  # of `loaded`: what was made of it


class PageStore:
    """One library's pages, as one entry sees them. Raises OSError where the disk does not take a page."""

    def __init__(self, library: Path, entry: str) -> None:
        self.folder = library / PAGES
        self._entry = entry
        self._pages: dict[str, Line] = {}  # the newest of each address that came, stayed or vanished
        self._loaded: dict[str, Line] = {}
        self._fresh: set[str] = set()  # asked for within the run that goes on
        self._begun = ""
        for line in lines(library):
            if line.entry == entry:
                self._take(line)

    def begin(self, now: datetime) -> bool:
        """Begin a run, or go on with one that was interrupted: then True."""
        if self._begun and now - datetime.fromisoformat(self._begun) < RESUMED_FOR:
            return True
        self._write(Line(self._entry, "begun", now.isoformat(timespec="seconds")))
        return False

    def finish(self, now: datetime) -> None:
        """All of the run is in the library."""
        self._write(Line(self._entry, "done", now.isoformat(timespec="seconds")))

    def known(self, url: str) -> Line | None:
        """What came of an address last: `came`, `same` or `vanished`."""
        return self._pages.get(url)

    def asked_in_this_run(self, url: str) -> bool:
        """It need not be asked for again."""
        return url in self._fresh

    def loaded(self, url: str) -> Line | None:
        """What the page at an address (after redirects) was made into last."""
        return self._loaded.get(url)

    def addresses(self) -> list[str]:
        """Every address that ever came, and has not vanished; those first that were not asked for the longest."""
        kept = [line for line in self._pages.values() if line.what != "vanished"]
        return [line.url for line in sorted(kept, key=lambda line: line.at)]

    def data(self, line: Line) -> bytes | None:
        """The bytes that a line speaks of; None where they are gone or are not those any more."""
        try:
            found = (self.folder / line.sha256).read_bytes() if line.sha256 else None
        except OSError:
            return None
        return found if found is not None and hashlib.sha256(found).hexdigest() == line.sha256 else None

    def keep(self, line: Line, data: bytes) -> Line:
        """Put a page that came where it belongs, and log it; the line with its hash, size and `since`."""
        sha256 = hashlib.sha256(data).hexdigest()
        before = self._pages.get(line.url)
        stayed = before is not None and before.sha256 == sha256 and before.what != "vanished"
        since = before.since if stayed and before else line.at
        turn = (before.turn if before else 0) + (not stayed)
        self._put(sha256, data)
        what: What = "same" if stayed else "came"
        full = replace(line, what=what, sha256=sha256, size=len(data), since=since, turn=turn)
        self._write(full)
        return full

    def log(self, line: Line) -> None:
        """Add a line about a page whose bytes did not come: `same`, `vanished`, `loaded`."""
        self._write(line)

    def _put(self, sha256: str, data: bytes) -> None:
        target = self.folder / sha256
        self.folder.mkdir(parents=True, exist_ok=True)
        if target.is_file() and hashlib.sha256(target.read_bytes()).hexdigest() == sha256:
            return  # and one that the disk has spoiled is written again
        part = target.with_name(f"{sha256}.{os.getpid()}.part")
        part.write_bytes(data)
        os.replace(part, target)

    def _write(self, line: Line) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        append_line(self.folder / LOG, encode(line))
        self._take(line)

    def _take(self, line: Line) -> None:
        if line.what == "begun":
            self._begun, self._fresh = line.at, set()
        elif line.what == "done":
            self._begun, self._fresh = "", set()
        elif line.what == "loaded":
            self._loaded[line.url] = line
        else:
            self._pages[line.url] = line
            self._fresh.add(line.url)


def lines(library: Path) -> Iterator[Line]:
    """The log, oldest first; a line that a power cut left half written is passed over."""
    path = library / PAGES / LOG
    if not path.is_file():
        return
    with path.open("rb") as file:
        for each in file:
            try:
                yield msgspec.json.decode(each, type=Line)
            except (msgspec.DecodeError, msgspec.ValidationError):
                continue
