"""What a load has changed, comparing the library before the command and after it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from evidence.library.row import Head, Row

Outcome = Literal["added", "updated", "deleted", ""]
State = tuple[str, tuple[str, ...], str]  # digest, other sources, status: what makes two states of a document differ


def state_of(stored: Head | Row | None) -> State | None:
    """None for a document that is not there."""
    if stored is None:
        return None
    also_in = stored.also_in
    listed = also_in if isinstance(also_in, tuple) else tuple(also_in.split("\t")) if also_in else ()
    return stored.digest, listed, stored.status


def outcome(before: State | None, now: State | None) -> Outcome:
    """What a command has done to a document."""
    if before is None:
        return "added" if now else ""
    if now is None:
        return "deleted"
    return "updated" if before != now else ""


@dataclass(slots=True)
class Tally:
    """Counts of outcomes, of records that were read and of those that others' notices reached."""

    read: Counter[str] = field(default_factory=Counter)
    reached: Counter[str] = field(default_factory=Counter)

    def note(self, before: State | None, old: State | None, new: State | None, *, was_read: bool) -> None:
        """A commit took a document from `old` to `new`; before the command it was `before`."""
        counts = self.read if was_read else self.reached
        counts[outcome(before, old)] -= 1
        counts[outcome(before, new)] += 1

    def counts(self) -> Mapping[str, int]:
        """added, updated, deleted, and `touched`: how many of the records read were added or updated."""
        both = Counter(self.read)
        both.update(self.reached)  # adds, and keeps what is below zero until it is added
        return {
            "added": both["added"],
            "updated": both["updated"],
            "deleted": both["deleted"],
            "touched": self.read["added"] + self.read["updated"],
        }
