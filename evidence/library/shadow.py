"""Which records later segments replace or delete: one look-up for a whole library."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evidence.library.segment import Segment
from evidence.library.where import among


@dataclass(frozen=True, slots=True)
class Shadow:
    """The ids that segments after the one at `index` replace or delete: what is dead in it, if it is there."""

    newest: Mapping[str, int]  # id -> index of the newest segment that replaces or deletes it
    index: int

    def __contains__(self, document_id: object) -> bool:
        return self.newest.get(document_id, -1) > self.index  # type: ignore[call-overload, no-any-return]  # as of Container


def newest_tombstones(segments: Sequence[Segment]) -> dict[str, int]:
    """For each id that any segment replaces or deletes, the index of the newest that does."""
    newest: dict[str, int] = {}
    for index, segment in enumerate(segments):
        if segment.info.tombstones:
            newest.update(dict.fromkeys(segment.tombstones(), index))
    return newest


def dead_in(segment: Segment, shadow: Shadow) -> frozenset[str]:
    """Those of the segment's own records that later segments replace or delete."""
    later = [i for i, index in shadow.newest.items() if index > shadow.index]
    if len(later) < segment.info.documents:  # the fewer are looked up among the others
        return frozenset(row[0] for row in segment.select("id", *among(later))) if later else frozenset()
    return frozenset(row[0] for row in segment.select("id") if row[0] in shadow)
