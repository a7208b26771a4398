"""What a load did to the documents of one source: its state before and after, compared."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from evidence.errors import LibraryMissingError
from evidence.library.library import Library
from evidence.model import Filters

What = Literal["new", "updated", "superseded", "retracted", "vanished", "refused"]


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a document (by its id) or a page (by its address), and more about it in plain words."""

    what: What
    of: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """Of a document: its content's digest, its status and its title."""

    digest: str
    status: str
    title: str


MOST = 100_000  # documents of a source that are compared one by one: about 100 MB


def states(folder: Path, source: str) -> dict[str, State] | None:
    """Every live document that the source holds, by id; none where there is no library yet. None: they are too many."""
    try:
        library = Library.open(folder)
    except LibraryMissingError:
        return {}
    try:
        heads, total = library.listing(Filters(sources=(source,)), MOST)
        if total > MOST:
            return None
        return {head.id: State(head.digest, head.status, head.title) for head in heads}
    finally:
        library.close()


def compare(before: Mapping[str, State] | None, after: Mapping[str, State] | None) -> tuple[Change, ...]:
    """The changes, in the order of ids; none where there are too many to tell. A new edition of a page is `updated`.

    A document that the source does not hold any more went into another record of the same article, or was taken back.
    """
    if before is None or after is None:
        return ()
    bases = {_base(i) for i in before}
    changes = [Change("vanished", i, f"merged or taken back: {before[i].title}") for i in sorted(before.keys() - after)]
    for i, now in sorted(after.items()):
        old = before.get(i)
        if old is None:
            edition = "@" in i and _base(i) in bases
            changes.append(
                Change("updated", i, f"a new edition: {now.title}") if edition else Change("new", i, now.title)
            )
        elif old.status != now.status:
            changes.append(_marked(i, old, now))
        elif old.digest != now.digest:
            changes.append(Change("updated", i, now.title))
    return tuple(changes)


def _marked(document_id: str, old: State, now: State) -> Change:
    if now.status == "superseded":
        return Change("superseded", document_id, now.title)
    if now.status == "retracted":
        return Change("retracted", document_id, now.title)
    return Change("updated", document_id, f"was {old.status}, is now {now.status}: {now.title}")


def _base(document_id: str) -> str:
    return document_id.rpartition("@")[0] or document_id
