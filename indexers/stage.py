"""What a load has gathered and not yet committed."""

from collections import Counter

from evidence.library.library import Library
from evidence.library.row import Head, InputRecord, Row
from indexers.duplicates import duplicates
from indexers.intake import Deleted
from indexers.namesakes import are_namesakes, told_apart
from indexers.prepare import Chunk, Prepared, document_in, in_sequence, prepare
from indexers.resolve import is_later, resolve
from indexers.same_work import Rule


class Stage:
    """Documents and deletions on their way into the next commit."""

    def __init__(self, library: Library) -> None:
        self.documents: dict[str, Prepared] = {}
        self.deleted: dict[str, None] = {}
        self.inputs: list[InputRecord] = []
        self.bytes = 0  # of the texts taken so far, as they are stored and as they are indexed
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
        if old is not None and are_namesakes(old, new.row):
            new = told_apart(new)
            if new.id not in self.documents.keys() | self.deleted.keys():
                self._known |= self._library.heads([new.id])
            old = self._standing(new.id)
        if old is not None:
            # a live search may have brought a later revision than the files
            both = in_order and (bool(old.ordered) or not new.row.revised)
            same_source = (old.source, old.form) == (new.row.source, new.row.form)
            if same_source and not is_later(new.row, old, in_order=both):
                return
            if same_source and not (old.text_form or new.row.text_form or _sources(old) or _sources(new.row)):
                chosen = None if old.digest == new.row.digest else new  # the common case, in which no body is read
            else:
                chosen = self._united(old, new, both)
            if chosen is None:
                return
            new = chosen
        self.deleted.pop(new.id, None)
        self.documents[new.id] = new
        self.bytes += len(new.row.body) + len(new.fields.body)

    def _united(self, old: Head | Row, new: Prepared, in_order: bool) -> Prepared | None:
        """What two records make that more than one source stands behind, None where that is what is there."""
        staged = self.documents.get(new.id)
        there = document_in(staged) if staged else self._library.stated([new.id])[new.id]
        document = resolve(there, document_in(new), in_order=in_order)
        chosen = _of_sequence(prepare(document), old, new.row)
        if (chosen.row.digest, document.also_in) == (old.digest, _sources(old)):
            return None
        return chosen

    def unite_duplicates(self) -> Counter[Rule]:
        """Bring together what is one article under several ids; how many records went into another, by what told it."""
        found = duplicates(self.documents, self.deleted, self._library)
        for i in (*found.as_stored, *found.leaving):
            self.documents.pop(i, None)
        self.deleted |= dict.fromkeys(found.leaving)
        for document in found.documents:
            self.documents[document.id] = document
        return found.counts

    def clear(self, library: Library) -> None:
        """It is committed; compare with this revision from now on."""
        self._library = library
        self.documents, self.deleted, self.inputs, self._known, self.bytes = {}, {}, [], {}, 0


def _of_sequence(made: Prepared, old: Head | Row, new: Row) -> Prepared:
    """With the mark of PubMed's numbered files where the record that stands came from one."""
    row = made.row
    from_new = (row.source, row.form, row.version, row.revised) == (new.source, new.form, new.version, new.revised)
    return in_sequence(made) if (new if from_new else old).ordered else made


def _sources(record: Head | Row) -> tuple[str, ...]:
    also_in = record.also_in
    if isinstance(also_in, tuple):
        return also_in
    return tuple(also_in.split("\t")) if also_in else ()
