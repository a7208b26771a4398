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


def _changed_to(before: State | None, now: State | None) -> str:
    """The status now, where it is another than before; "" where it is not, or the document was or is not there."""
    return now[2] if before and now and before[2] != now[2] else ""


@dataclass(slots=True)
class Tally:
    """Counts of outcomes, of records that were read and of those that others' notices reached; and of new statuses."""

    read: Counter[str] = field(default_factory=Counter)
    reached: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)

    def note(
        self, before: State | None, old: State | None, new: State | None, *, was_read: bool, was_reached: bool = False
    ) -> None:
        """A commit took a document from `old` to `new`; before the command it was `before`.

        `was_reached`: so far it was only reached, by an earlier commit of the command.
        """
        (self.read if was_read and not was_reached else self.reached)[outcome(before, old)] -= 1
        (self.read if was_read else self.reached)[outcome(before, new)] += 1
        self.statuses[_changed_to(before, old)] -= 1
        self.statuses[_changed_to(before, new)] += 1

    def status_changed(self) -> dict[str, int]:
        """By the new status, the documents that were there before the command, still are, and have another."""
        return {status: count for status, count in sorted(self.statuses.items()) if status and count}

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
