"""What stands where two records of one article meet, and where it says it came from."""

from dataclasses import replace
from typing import Protocol

from evidence.model import STATUSES, Document, Identifiers, Link

# of a record's form: how much it says of the article, and how surely
RICHNESS = {
    "pubmed-xml": 7,
    "nbib": 6,
    "jats": 5,
    "csl-json": 4,
    "ris": 4,
    "bibtex": 4,
    "html": 3,
    "section-tree": 3,
    "pdf": 2,
    "jsonl": 1,
}
FULL_TEXT = {"jats": 2, "pdf": 1}  # forms that hold an article's whole text; the more exact first


class Dated(Protocol):
    """What tells which of two records of one source is the later."""

    @property
    def version(self) -> int:
        """PubMed's version of the article."""
        ...

    @property
    def revised(self) -> str:
        """The ISO date of the record's last revision."""
        ...


def is_later(new: Dated, old: Dated, *, in_order: bool) -> bool:
    """Whether `new` replaces `old`: by version, then by DateRevised; equals by load order.

    `in_order` says that records come in the order in which they were issued: then of one version the last stands.
    """
    if in_order:
        return new.version >= old.version
    return (new.version, new.revised) >= (old.version, old.revised)


def resolve(old: Document, new: Document, *, in_order: bool = False) -> Document:
    """The document to keep of two of one id.

    The richer form wins; between equals of one source the later; between equals of two sources the one with more text,
    then the one that was there. What `united` says is added from the other.
    """
    keep = _winner(old, new, in_order)
    if _one_source(old, new):
        return keep  # a record's own revision: what it no longer says is no longer so
    return united(keep, old if keep is new else new)


def united(record: Document, other: Document) -> Document:
    """A record with what another of the same article adds: its sources, missing identifiers, links and full text.

    The status is the gravest of both: the poorer record may be the one that knows of a retraction. Everything else is
    the record's own.
    """
    from_text = _text_of(record, other)
    form = from_text.text_form or from_text.form
    return replace(
        record,
        identifiers=_filled(record.identifiers, other.identifiers),
        links=_joined(record.links, other.links),
        status=min(record.status, other.status, key=STATUSES.index),
        also_in=tuple(sorted({*sources(record), *sources(other)} - {record.source})),
        text=from_text.text,
        sections=from_text.sections,
        cells=from_text.cells,
        pages=from_text.pages,
        recommendations=from_text.recommendations,
        licence=from_text.licence or record.licence,
        text_form="" if form == record.form else form,
    )


def sources(document: Document) -> tuple[str, ...]:
    """Every source that holds it, its own first."""
    return document.source, *document.also_in


def _winner(old: Document, new: Document, in_order: bool) -> Document:
    if RICHNESS[old.form] != RICHNESS[new.form]:
        return max(old, new, key=lambda d: RICHNESS[d.form])
    if old.source != new.source:
        return new if len(new.text) > len(old.text) else old
    return new if is_later(new, old, in_order=in_order) else old


def _one_source(one: Document, other: Document) -> bool:
    """Whether one source speaks, and in one form."""
    forms = {one.form, other.form, one.text_form or one.form, other.text_form or other.form}
    return len(forms) == 1 and {*sources(one), *sources(other)} == {one.source}


def depth(document: Document) -> int:
    """2 for a full text as its publisher marked it up, 1 for one from a printed page, 0 for a record."""
    return FULL_TEXT.get(document.text_form or document.form, 0)


def _text_of(record: Document, other: Document) -> Document:
    """Whose text stands: a full text before an abstract, if it is longer (some hold no more than the abstract)."""
    mine, others = depth(record), depth(other)
    if others > mine:
        return other if mine or len(other.text) > len(record.text) else record
    if mine > others or not mine or not record.text_form:
        return record
    if _same_file(record, other) and not other.text_form:
        return other  # revised
    return max(record, other, key=lambda d: (len(d.text), d.text))


def _same_file(record: Document, other: Document) -> bool:
    """Whether the full text that came with `other` is another edition of what `record` holds."""
    one, two = record.identifiers.pmcid, other.identifiers.pmcid
    return other.source in sources(record) and (record.id == other.id or one == two != "")


def _filled(own: Identifiers, other: Identifiers) -> Identifiers:
    return Identifiers(own.pmid or other.pmid, own.pmcid or other.pmcid, own.doi or other.doi)


def _joined(own: tuple[Link, ...], others: tuple[Link, ...]) -> tuple[Link, ...]:
    if set(others) <= set(own):
        return own
    return tuple(sorted({*own, *others}, key=lambda link: (link.kind, link.target, link.note)))
