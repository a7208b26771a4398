"""Records of PubMed by their PMIDs: every one that was asked for comes, or is named as one that did not."""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from evidence.errors import SourceRejectedError
from evidence.model import Document
from indexers.intake import Deleted, Refused
from indexers.pubmed.entrez import Entrez, Question, batches_of
from indexers.pubmed.records import read_pubmed
from indexers.pubmed.replies import CONTROL, BrokenReplyError, refuse_unless_whole
from indexers.pubmed.shelf import Label, name_of
from indexers.pubmed.split import Splitter

NAME = "PubMed"  # what a reply is called in refusals of what has no PMID
_PMID = re.compile(r"pubmed:(\d+)")


@dataclass(frozen=True, slots=True)
class Batch:
    """PMIDs to be read together; `kept` is the name of the reply on the shelf that holds them, "" where none does."""

    ids: tuple[str, ...]
    kept: str = ""


@dataclass(frozen=True, slots=True)
class Fetched:
    """PubMed XML for a batch: one page, and one more where records were missing and came when asked once more."""

    pages: tuple[bytes, ...]
    missing: tuple[str, ...]  # asked twice, and not returned
    extra: tuple[str, ...]  # returned, and not asked for


@dataclass(slots=True)
class Extras:
    """PMIDs that came unasked, for a note."""

    ids: list[str] = field(default_factory=list)


def plan(entrez: Entrez, ids: Sequence[str]) -> list[Batch]:
    """Batches that hold each of `ids` once: first those on the shelf, from an interrupted load, then those to be fetched."""
    wanted = dict.fromkeys(ids)
    made: list[Batch] = []
    for name, label in (entrez.shelf.labels() if entrez.shelf else {}).items():
        held = tuple(each for each in label.ids if each in wanted)
        if held:
            made.append(Batch(held, name))
            for each in held:
                del wanted[each]
    return made + [Batch(tuple(some)) for some in batches_of(list(wanted))]


def fetch(entrez: Entrez, batch: Batch) -> Fetched:
    """The batch's records, from the shelf or from PubMed. Raises as `Entrez` does."""
    kept = entrez.shelf.get(batch.kept) if entrez.shelf and batch.kept else None
    if kept is not None:
        return Fetched((kept.body,), (), ())
    body, got = _ask(entrez, batch.ids)
    missing = _without(batch.ids, got)
    extra = _without(got, batch.ids)
    if not missing:
        return Fetched((body,), (), extra)
    try:
        second, late = _ask(entrez, missing)
    except SourceRejectedError:  # a request for PMIDs of which none exists may be answered with an error
        return Fetched((body,), missing, extra)
    return Fetched((body, second), _without(missing, late), extra + _without(late, missing))


def records(entrez: Entrez, batch: Batch, extras: Extras) -> Iterator[Document | Deleted | Refused]:
    """What the batch holds, read; a Refused for each record that PubMed did not return. `extras` collects the unasked."""
    found = fetch(entrez, batch)
    extras.ids += found.extra
    asked = {f"pubmed:{each}" for each in batch.ids}
    for page in found.pages:
        for item in read_pubmed(io.BytesIO(page), NAME):
            if isinstance(item, Refused) or item.id in asked:
                yield item
    for each in found.missing:
        yield Refused(f"pubmed:{each}", "PubMed did not return it, asked twice")


def _without(ids: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    away = set(others)
    return tuple(each for each in ids if each not in away)


def _ask(entrez: Entrez, ids: Sequence[str]) -> tuple[bytes, tuple[str, ...]]:
    """A whole reply, and the PMIDs in it; on the shelf from now on."""
    question = Question("efetch", (("db", "pubmed"), ("id", ",".join(ids)), ("retmode", "xml")))
    (body, got), kept = entrez.ask(question, _read, _read_without_control_characters)
    held = tuple(each for each in ids if each in set(got))
    if entrez.shelf and held:
        name = name_of(*sorted(held))
        entrez.shelf.put(name, Label(kept.label.at, held), body)
    return body, got


def _read(body: bytes) -> tuple[bytes, tuple[str, ...]]:
    """A reply of EFetch and the PMIDs in it. Raises BrokenReplyError where it is not whole.

    A record that is not well-formed is none of its concern: the reader refuses it by name, and keeps the others.
    """
    refuse_unless_whole(body, "PubmedArticleSet")
    pmids: dict[str, None] = {}
    for raw in Splitter(iter([body]), NAME).run():
        if isinstance(raw, Refused):
            raise BrokenReplyError(raw.reason)
        if pmid := _PMID.fullmatch(raw.name):
            pmids[pmid[1].lstrip("0")] = None
    return body, tuple(pmids)


def _read_without_control_characters(body: bytes) -> tuple[bytes, tuple[str, ...]]:
    """For what comes with them every time: they stand in the record itself, and mean nothing."""
    return _read(CONTROL.sub(b" ", body))
