"""Every document's state before a commit: what its record states, and what others say of it, whichever came first."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from evidence.library.library import Library
from evidence.library.row import Head, Row, StatusChange, doi_target, encode_notices
from evidence.model import STATUSES, Notice, Status
from evidence.standing import SPOKEN_OF, effective, notice
from indexers.prepare import Prepared, in_sequence, prepare, with_status

Said = Mapping[str, tuple[Notice, ...]]  # what is said of a document, by its id
Outside = Callable[[Sequence[Head | Row]], Said]  # what lists from outside say of records


@dataclass(frozen=True, slots=True)
class Settled:
    """What a commit puts in: the staged documents and those that a change reached, each in its state."""

    documents: Mapping[str, Prepared]
    reached: frozenset[str]  # of them, those that were not staged
    changes: tuple[StatusChange, ...]


def nothing_outside(records: Sequence[Head | Row]) -> Said:
    """No list is loaded."""
    return {}


@dataclass(frozen=True, slots=True)
class Commit:
    """What is about to change, in the library as it is."""

    staged: Mapping[str, Prepared]
    deleted: Collection[str]
    library: Library
    outside: Outside = nothing_outside

    def settle(self, at: str, also: Iterable[str] = ()) -> Settled:
        """States of all staged documents, of what they point to, and of `also`; `at` is the time of the changes."""
        stored = self.library.heads({*self.staged, *self._reached(), *also} - set(self.deleted))
        rows: dict[str, Head | Row] = {**stored, **{i: p.row for i, p in self.staged.items()}}
        said = self._said(rows)
        wanted = {i: _state(row.stated, said.get(i, ())) for i, row in rows.items()}
        documents = {i: _in_state(p, *wanted[i]) for i, p in self.staged.items()}
        reached = {i for i, h in stored.items() if i not in self.staged and (h.status, h.notices) != wanted[i]}
        for i, document in self.library.stated(reached).items():
            made = prepare(document)
            documents[i] = _in_state(in_sequence(made) if stored[i].ordered else made, *wanted[i])
        changes = tuple(
            StatusChange(i, stored[i].status, status, _who(status, said.get(i, ())), at)
            for i, (status, _) in sorted(wanted.items())
            if i in stored and stored[i].status != status
        )
        return Settled(documents, frozenset(reached), changes)

    def _reached(self) -> set[str]:
        """What staged records, and the stored ones that they replace or delete, speak about; by id or by DOI."""
        speaking = {k for p in self.staged.values() for kind, k in p.row.links if kind in SPOKEN_OF}
        stored = self.library.links_of([*self.staged, *self.deleted])
        spoken = speaking | {target for _, kind, target in stored if kind in SPOKEN_OF}
        dois = {target.removeprefix(doi_target("")) for target in spoken if target.startswith(doi_target(""))}
        return (spoken | set(self.library.ids_of_dois(dois) if dois else ())) - self.staged.keys()

    def _said(self, rows: Mapping[str, Head | Row]) -> dict[str, tuple[Notice, ...]]:
        said: dict[str, set[Notice]] = defaultdict(set)
        leaving = self.staged.keys() | set(self.deleted)
        named = {i: [i] for i in rows}
        for i, row in rows.items():
            if row.doi:
                named.setdefault(doi_target(row.doi), []).append(i)
        stored = (link for link in self.library.links_to(named) if link[0] not in leaving)
        staged = ((i, kind, target) for i, p in self.staged.items() for kind, target in p.row.links if target in named)
        for by, kind, target in (*stored, *staged):
            found = notice(kind, by)
            for i in named[target] if found else ():
                if by != i and found:
                    said[i].add(found)
        for i, notices in self.outside(list(rows.values())).items():
            said[i].update(notices)
        return {i: tuple(sorted(notices, key=_order)) for i, notices in said.items()}


def _order(found: Notice) -> tuple[int, str, str, str]:
    return STATUSES.index(found.status), found.source, found.by, found.date


def _state(stated: str, notices: tuple[Notice, ...]) -> tuple[Status, str]:
    """The status, and the notices as a row keeps them."""
    return effective(stated, notices), encode_notices(notices)  # type: ignore[arg-type]  # as we wrote it


def _in_state(prepared: Prepared, status: Status, notices: str) -> Prepared:
    if (prepared.row.status, prepared.row.notices) == (status, notices):
        return prepared
    return with_status(prepared, status, notices)


def _who(status: str, notices: tuple[Notice, ...]) -> str:
    """The notice that brought the status, by its id or its list; "" where it is the record itself."""
    return next((n.by or n.source for n in notices if n.status == status), "")
