"""What a load has gathered and not yet committed."""

from dataclasses import replace

from evidence.library.library import Library
from evidence.library.row import Head, InputRecord, Row
from evidence.model import STATUSES, Status
from indexers.intake import Deleted
from indexers.prepare import Chunk, Prepared, document_in, in_sequence, prepare, with_sources
from indexers.resolve import is_later, resolve


class Stage:
    """Documents and deletions on their way into the next commit."""

    def __init__(self, library: Library) -> None:
        self.documents: dict[str, Prepared] = {}
        self.deleted: dict[str, None] = {}
        self.inputs: list[InputRecord] = []
        self._library = library
        self._known: dict[str, Head] = {}  # of what is staged, the stored heads

    def __len__(self) -> int:
        return len(self.documents) + len(self.deleted)

    def put(self, chunk: Chunk, *, in_order: bool = False) -> None:
        """Take a chunk; later items meet earlier ones. `in_order`: see `indexers.resolve.is_later`."""
        touched = {prepared.id for prepared in chunk.documents} | {deletion.id for deletion in chunk.deleted}
        known = self._library.heads(touched - self.documents.keys() - self.deleted.keys())
        self._known |= known
        for prepared in chunk.documents:
            self._add(in_sequence(prepared) if in_order else prepared, in_order)
        for deletion in chunk.deleted:
            self._delete(deletion)

    def _delete(self, deletion: Deleted) -> None:
        there = self._standing(deletion.id)
        if there is not None and deletion.version and there.version > deletion.version:
            return  # an older version was taken back
        if there is not None and (there.form != "pubmed-xml" or _sources(there)):
            return  # PubMed takes back its own record, not the one of another source
        self.documents.pop(deletion.id, None)
        self.deleted[deletion.id] = None

    def _standing(self, document_id: str) -> Head | Row | None:
        """What is there now: staged, or stored and not taken out."""
        if document_id in self.documents:
            return self.documents[document_id].row
        return None if document_id in self.deleted else self._known.get(document_id)

    def _add(self, new: Prepared, in_order: bool) -> None:
        old = self._standing(new.id)
        if old is not None:
            # a live search may have brought a later revision than the files
            both = in_order and (bool(old.ordered) or not new.row.revised)
            if (old.source, old.form) == (new.row.source, new.row.form):
                chosen = self._same_source(old, new, both)
            else:
                chosen = self._of_two_sources(old, new, both)
            if chosen is None:
                return
            new = chosen
        self.deleted.pop(new.id, None)
        self.documents[new.id] = new

    def _same_source(self, old: Head | Row, new: Prepared, in_order: bool) -> Prepared | None:
        """The record to put in, None where the one that is there stays as it is."""
        if not is_later(new.row, old, in_order=in_order):
            return None
        listed = tuple(sorted({*_sources(old), *_sources(new.row)}))
        if listed and _graver(old.stated, new.row.stated):  # another source may be the one that knows of a retraction
            new = _like(new, prepare(replace(document_in(new), status=old.stated)))
        if old.digest == new.row.digest and listed == _sources(old):
            return None
        return with_sources(new, listed) if listed else new

    def _of_two_sources(self, old: Head | Row, new: Prepared, in_order: bool) -> Prepared | None:
        staged = self.documents.get(new.id)
        there = document_in(staged) if staged else self._library.stated([new.id])[new.id]
        document = resolve(there, document_in(new), in_order=in_order)
        chosen = _like(new, prepare(document))
        if (chosen.row.digest, document.also_in) == (old.digest, _sources(old)):
            return None
        return chosen

    def clear(self, library: Library) -> None:
        """It is committed; compare with this revision from now on."""
        self._library = library
        self.documents, self.deleted, self.inputs, self._known = {}, {}, [], {}


def _like(new: Prepared, made: Prepared) -> Prepared:
    """Made anew from `new`, and of the same sequence."""
    return in_sequence(made) if new.row.ordered else made


def _graver(one: Status, other: Status) -> bool:
    return STATUSES.index(one) < STATUSES.index(other)


def _sources(record: Head | Row) -> tuple[str, ...]:
    also_in = record.also_in
    if isinstance(also_in, tuple):
        return also_in
    return tuple(also_in.split("\t")) if also_in else ()
