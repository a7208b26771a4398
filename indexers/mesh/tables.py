"""Tables of MeSH, tab-separated with a line of column names: mesh_id, mesh_name and, in one of them, mesh_tree_number."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from evidence.headings import Descriptor
from indexers.intake import Refused
from indexers.mesh.descriptor import TREE_NUMBER, UI
from indexers.mesh.split import MAX_RECORD
from indexers.pubmed.window import EndError, TooLongError, Window

MAX_LINES = 1_000_000  # in a file; MeSH has 60,000 tree numbers


@dataclass(slots=True)
class Tables:
    """What the tables have said so far: names by UI, and the places of each."""

    names: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, list[str]] = field(default_factory=dict)

    def add(self, window: Window, file: str) -> Iterator[Refused]:
        """Take in one file; what it holds that is no row of such a table is refused."""
        lines = enumerate(_lines(window), start=1)
        width = next(lines)[1].count("\t") + 1
        for number, line in lines:
            if number > MAX_LINES:
                yield Refused(file, f"more than {MAX_LINES} lines: the rest was not read")
                return
            reason = self._take(line.split("\t"), width)
            if reason:
                yield Refused(f"{file}, line {number}", reason)
        if window.fault:
            yield Refused(file, f"the file is cut off ({window.fault})")

    def _take(self, cells: list[str], width: int) -> str:
        """Keep a row; the reason where it is none."""
        if len(cells) != width:
            return f"{len(cells)} cells instead of {width}"
        ui, name = cells[0].strip(), cells[1].strip()
        if not UI.fullmatch(ui) or not name:
            return f"no descriptor's UI or no name: {ui[:40]!r}, {name[:40]!r}"
        place = cells[2].strip() if width > 2 else ""
        if place and not TREE_NUMBER.fullmatch(place):
            return f"a tree number that is none: {place[:40]!r}"
        self.names.setdefault(ui, name)
        if place:
            self.numbers.setdefault(ui, []).append(place)
        return ""

    def descriptors(self) -> Iterator[Descriptor]:
        """One for each UI, in the order in which it was first named; without entry terms, which such tables lack."""
        for ui, name in self.names.items():
            yield Descriptor(ui, name, tuple(dict.fromkeys(self.numbers.get(ui, ()))))


def _lines(window: Window) -> Iterator[str]:
    """Lines that are not blank; a line longer than the window's limit ends the file."""
    while window.skip_space():
        start = window.at
        try:
            end = window.find(b"\n", start)
        except EndError:
            end = len(window.buffer)
        except TooLongError:
            window.fault = f"a line longer than {MAX_RECORD >> 20} MB"
            return
        window.at = end
        yield bytes(window.buffer[start:end]).decode("utf-8", "replace").rstrip("\r")
