"""Which of two records of the same id stands, and where it says it came from."""

from dataclasses import replace
from typing import Protocol

from evidence.model import STATUSES, Document

RICHNESS = {"pubmed-xml": 3, "nbib": 2, "html": 1, "jsonl": 0}


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
    """The document to keep; it also names the sources of the other.

    The richer form wins, with the gravest status that either states; between equals of one source the later; between
    equals of two sources the one with more text, then the one that was there.
    """
    keep = _winner(old, new, in_order)
    others = {old.source, new.source, *old.also_in, *new.also_in} - {keep.source}
    if RICHNESS[old.form] != RICHNESS[new.form]:  # a poorer record may be the one that knows of a retraction
        keep = replace(keep, status=min(old.status, new.status, key=STATUSES.index))
    return replace(keep, also_in=tuple(sorted(others)))


def _winner(old: Document, new: Document, in_order: bool) -> Document:
    if RICHNESS[old.form] != RICHNESS[new.form]:
        return max(old, new, key=lambda d: RICHNESS[d.form])
    if old.source != new.source:
        return new if len(new.text) > len(old.text) else old
    return new if is_later(new, old, in_order=in_order) else old
