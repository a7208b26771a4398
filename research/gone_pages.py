"""Which documents of guideline sites stand no more at the address that they were read from, by the log of pages.

A guideline that vanished, or whose address leads elsewhere now, may have been withdrawn: its document stays, and says so.
"""

from dataclasses import dataclass, field
from pathlib import Path

from indexers.guidelines.raw import Line, lines


@dataclass(frozen=True, slots=True)
class Gone:
    """Since when (ISO date) an address gives no such page any more."""

    since: str
    address: str


@dataclass(slots=True)
class _Replay:
    """The log, read line by line: what was read where, and since when an address does not give it any more."""

    documents: dict[tuple[str, str], str] = field(default_factory=dict)  # (entry, address) -> the newest document
    leads_to: dict[tuple[str, str], str] = field(default_factory=dict)  # (entry, address asked for) -> where it ended
    gone: dict[tuple[str, str], str] = field(default_factory=dict)  # (entry, address) -> ISO date

    def take(self, line: Line) -> None:
        """One more line."""
        here = line.entry, line.final or line.url
        if line.what == "loaded":
            self.documents[line.entry, line.url] = line.document
        elif line.what == "vanished":
            self.gone.setdefault(here, line.at[:10])
        elif line.what in ("came", "same"):
            before = self.leads_to.get((line.entry, line.url), here[1])
            if before != here[1]:
                self.gone.setdefault((line.entry, before), line.at[:10])
            self.leads_to[line.entry, line.url] = here[1]
            self.gone.pop(here, None)


def gone_pages(library: Path) -> dict[str, Gone]:
    """By document id, what became of the address that it was read from; nothing for those that still stand there."""
    replay = _Replay()
    for line in lines(library):
        replay.take(line)
    return {
        document: Gone(replay.gone[entry, address], address)
        for (entry, address), document in replay.documents.items()
        if (entry, address) in replay.gone
    }
