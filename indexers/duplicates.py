"""Records of one article under several ids, brought together before a commit.

Only a record without a PMID can be a duplicate: PubMed's own are told apart by theirs. The richest record stands and
gains the others' sources, identifiers and full text (`indexers.resolve.united`), under the PMID if one has it. Neither
depends on which came first. Numbered files cost next to nothing while no record lacks a PMID.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from evidence.library.library import Library
from evidence.library.row import Head
from evidence.model import Document
from indexers.alike import Alike
from indexers.prepare import Prepared, in_sequence, prepare
from indexers.resolve import RICHNESS, united
from indexers.same_work import Rule, has_pmid, may_merge


@dataclass(frozen=True, slots=True)
class Duplicates:
    """What becomes of a commit: documents that others went into, ids that leave, and how many records left, by rule.

    `as_stored`: documents that are in the library already, just as they would be put in.
    """

    documents: tuple[Prepared, ...] = ()
    as_stored: tuple[str, ...] = ()
    leaving: tuple[str, ...] = ()
    counts: Counter[Rule] = field(default_factory=Counter)


def duplicates(staged: Mapping[str, Prepared], deleted: Collection[str], library: Library) -> Duplicates:
    """Find the articles that staged records share with each other and with stored ones, and make one document of each."""
    rows = [p.row for p in staged.values()]
    if all(has_pmid(row) or not may_merge(row) for row in rows) and not library.holds_without_pmid():
        return Duplicates()
    alike = Alike(staged, deleted, library)
    groups, counts = alike.groups()
    made = [_united(alike, ids) for ids in groups]
    stored = library.heads({document.id for document in made} - set(deleted))
    same = tuple(p.id for p in made if p.id in stored and _same(p, stored[p.id]))
    leaving = {i for ids in groups for i in ids} - {p.id for p in made}
    return Duplicates(tuple(p for p in made if p.id not in same), same, tuple(sorted(leaving)), counts)


def _united(alike: Alike, ids: Collection[str]) -> Prepared:
    documents = [alike.document(i) for i in ids]
    home = min(documents, key=_id_order).id
    first, *others = sorted(documents, key=lambda d: (-RICHNESS[d.form], d.id != home, *_id_order(d)))
    for other in others:
        first = united(first, other)
    made = prepare(replace(first, id=home))
    return in_sequence(made) if alike.records[home].ordered else made


def _id_order(document: Document) -> tuple[object, ...]:
    """Whose id is kept comes first: a PMID, a PMCID, the richer record, one with an abstract, the id that sorts first."""
    return (
        not document.id.startswith("pubmed:"),
        not document.id.startswith("pmc:"),
        -RICHNESS[document.form],
        len(document.text) <= len(document.title),
        document.id,
    )


def _same(made: Prepared, head: Head) -> bool:
    return (made.row.digest, tuple(filter(None, made.row.also_in.split("\t")))) == (head.digest, head.also_in)
