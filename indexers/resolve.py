"""Which of two records of the same id stands, and where it says it came from."""

from dataclasses import replace

from evidence.model import STATUSES, Document

RICHNESS = {"pubmed-xml": 2, "html": 1, "jsonl": 0}


def resolve(old: Document, new: Document) -> Document:
    """The document to keep; it also names the sources of the other.

    The richer form wins, with the gravest status that either states; between equals of one source the higher version,
    then the later DateRevised, then the later in load order; between equals of two sources the one with more text, then
    the one that was there.
    """
    keep = _winner(old, new)
    others = {old.source, new.source, *old.also_in, *new.also_in} - {keep.source}
    if RICHNESS[old.form] != RICHNESS[new.form]:  # a poorer record may be the one that knows of a retraction
        keep = replace(keep, status=min(old.status, new.status, key=STATUSES.index))
    return replace(keep, also_in=tuple(sorted(others)))


def _winner(old: Document, new: Document) -> Document:
    if RICHNESS[old.form] != RICHNESS[new.form]:
        return max(old, new, key=lambda d: RICHNESS[d.form])
    if old.source != new.source:
        return new if len(new.text) > len(old.text) else old
    return new if (new.version, new.revised) >= (old.version, old.revised) else old
