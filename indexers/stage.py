"""What a load has gathered and not yet committed, and what it has changed since it began."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from evidence.codec import digest
from evidence.library.library import Library
from evidence.library.segment import Head, InputRecord
from evidence.library.writer import Change
from evidence.model import Document
from indexers.intake import Deleted
from indexers.resolve import resolve

State = tuple[str, tuple[str, ...]]  # digest, other sources: what makes two states of a document differ


@dataclass(slots=True)
class Tally:
    """States of every touched id before the command and now (None: not in the library)."""

    before: dict[str, State | None] = field(default_factory=dict)
    now: dict[str, State | None] = field(default_factory=dict)

    def counts(self) -> tuple[int, int, int]:
        """(added, updated, deleted), comparing the library before and after."""
        pairs = [(self.before[i], self.now[i]) for i in self.before]
        added = sum(old is None and new is not None for old, new in pairs)
        updated = sum(old is not None and new is not None and old != new for old, new in pairs)
        deleted = sum(old is not None and new is None for old, new in pairs)
        return added, updated, deleted


class Stage:
    """Documents and deletions on their way into the next commit."""

    def __init__(self, library: Library) -> None:
        self.tally = Tally()
        self._library = library
        self._documents: dict[str, Document] = {}
        self._deleted: dict[str, None] = {}
        self._inputs: list[InputRecord] = []

    def __len__(self) -> int:
        return len(self._documents) + len(self._deleted)

    def put(self, items: Sequence[Document | Deleted]) -> None:
        """Take items in their order; later ones meet earlier ones."""
        known = self._library.heads({item.id for item in items} - self._documents.keys() - self._deleted.keys())
        for item in items:
            self.tally.before.setdefault(item.id, _state(known.get(item.id)))
            self.tally.now.setdefault(item.id, _state(known.get(item.id)))
            if isinstance(item, Deleted):
                self._delete(item.id)
            else:
                self._add(item, known.get(item.id))

    def _delete(self, document_id: str) -> None:
        self._documents.pop(document_id, None)
        self._deleted[document_id] = None
        self.tally.now[document_id] = None

    def _add(self, new: Document, stored: Head | None) -> None:
        fresh = (digest(new), new.also_in)
        if new.id in self._documents:
            new = resolve(self._documents[new.id], new)
        elif stored and new.id not in self._deleted:
            if stored.digest == fresh[0] and stored.source == new.source:
                return
            old = self._library.get(new.id)
            new = resolve(old, new) if old else new
        state = (digest(new), new.also_in)
        if stored and new.id not in self._deleted and state == _state(stored):
            return
        self._deleted.pop(new.id, None)
        self._documents[new.id] = new
        self.tally.now[new.id] = state

    def finish(self, record: InputRecord) -> None:
        """A file has been read to its end."""
        self._inputs.append(record)

    def take(self, library: Library) -> Change:
        """Everything staged that changes the library, for one commit; afterwards `moved_to` says which revision it became.

        Files read to their end go with a change; until there is one they wait.
        """
        documents, deleted = tuple(self._documents.values()), tuple(library.heads(self._deleted))
        self._documents, self._deleted = {}, {}
        if not documents and not deleted:
            return Change(())
        inputs, self._inputs = tuple(self._inputs), []
        return Change(documents, deleted, inputs)

    def moved_to(self, library: Library) -> None:
        """The revision to compare with from now on."""
        self._library = library


def _state(head: Head | None) -> State | None:
    return (head.digest, head.also_in) if head else None


def chunks(items: Iterable[Document | Deleted], size: int) -> Iterable[list[Document | Deleted]]:
    """Lists of at most `size` items."""
    chunk: list[Document | Deleted] = []
    for item in items:
        chunk.append(item)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
