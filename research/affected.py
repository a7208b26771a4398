"""Which earlier reports cite something that is not what it was: its state, or the words that were quoted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from evidence.model import Document
from research.gone_pages import Gone
from research.runs import CitedThen, RunRecord


@dataclass(frozen=True, slots=True)
class Changed:
    """A cited document and what became of it since."""

    document_id: str
    title: str
    was: str  # its status when it was cited
    now: str  # its status now, "" where it is gone
    what: str  # in words


@dataclass(frozen=True, slots=True)
class Affected:
    """A run and what has changed under it."""

    run: RunRecord
    changes: tuple[Changed, ...]


class Holds(Protocol):
    """What is asked of a library."""

    def documents(self, ids: Iterable[str]) -> Mapping[str, Document]:
        """The live documents among the ids."""
        ...


def affected(runs: Sequence[RunRecord], library: Holds, gone: Mapping[str, Gone] | None = None) -> list[Affected]:
    """The runs of which a cited document changed its state, lost a quoted sentence, or is gone.

    `gone` has what became of documents' addresses, by id.
    """
    found, away = [], gone or {}
    for run in runs:
        documents = library.documents(c.document_id for c in run.cited)
        changes = tuple(c for each in run.cited if (c := change_of(each, documents.get(each.document_id), away)))
        if changes:
            found.append(Affected(run, changes))
    return found


def change_of(cited: CitedThen, now: Document | None, gone: Mapping[str, Gone]) -> Changed | None:
    """What became of a cited document; None where it is as it was cited."""
    if now is None:
        what = "it is no longer in the library under this id (deleted, or merged into another record)"
        return Changed(cited.document_id, cited.title, cited.status, "", what)
    said = []
    if now.status != cited.status:
        by = ", ".join(dict.fromkeys(n.by for n in now.notices if n.by and n.status == now.status))
        said.append(f"{cited.status} then, {now.status} now" + (f" (says {by})" if by else ""))
    lost = [quote for start, end, quote in cited.quotes if now.text[start:end] != quote]
    moved = [quote for quote in lost if quote in now.text]
    if len(lost) > len(moved):
        said.append(f"{len(lost) - len(moved)} of {len(cited.quotes)} quotes no longer stand in its text")
    elif moved:
        said.append("its text was revised; the quotes still stand in it, at another place")
    if (away := gone.get(cited.document_id)) and not cited.was_gone:
        said.append(f"not at its address any more since {away.since}: it may have been withdrawn")
    if not said:
        return None
    return Changed(cited.document_id, cited.title, cited.status, now.status, "; ".join(said))
