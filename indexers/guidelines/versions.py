"""Editions of a page: which one a newly read document is, beside those that the library holds.

A document's id is `<base>@<edition>`; the base names the page over time. A new edition carries a link `UpdateOf` to the
one before it, by which the load marks that as superseded; both stay.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from evidence.library.library import Library
from evidence.model import Document, Link
from indexers.intake import Refused

UPDATE = "UpdateOf"
_EDITION = re.compile(r"(.*?)(?:\.(\d+))?", re.S)


@dataclass(slots=True)
class Editions:
    """What a library held before a run, and what the run has brought so far."""

    library: Library | None
    _of: dict[str, str] = field(default_factory=dict)  # base to the address of the page that has it in this run

    def place(self, document: Document, url: str, made_before: str = "") -> Document | Refused:
        """The document under the id that it is to have, with its link to the edition before.

        `url` is the page's own address. `made_before` is the id that was made of the very same bytes, "" where they
        are new: then it is read anew, and no new edition whatever its text. Otherwise: the same text as the newest
        stored edition is that edition; another text is a new one, with ".2", ".3" behind the date where that date was
        taken. A second page of the same base in one run is refused: they would supersede each other for ever.
        """
        base, _, _ = document.id.partition("@")
        if self._of.setdefault(base, url) != url:
            return Refused(url, f"its address is told from {self._of[base]} by nothing that a document's id keeps")
        stored = self._stored(base)
        if not stored:
            return document
        newest = newest_of(stored)
        if made_before in stored:
            return _as(document, stored[made_before])
        if document.text == newest.text:
            return _as(document, newest)
        return replace(document, id=_free(document.id, stored), links=(*document.links, Link(UPDATE, newest.id)))

    def _stored(self, base: str) -> dict[str, Document]:
        """By their ids, the editions of a base."""
        return self.library.stated(self.library.ids_beginning(f"{base}@")) if self.library else {}


def newest_of(stored: Mapping[str, Document]) -> Document:
    """The edition that no other one updates; among several, the one of the latest date and number."""
    updated = {link.target for d in stored.values() for link in d.links if link.kind == UPDATE}
    heads = [d for i, d in stored.items() if i not in updated] or list(stored.values())
    return max(heads, key=lambda d: _order(d.id))


def _as(document: Document, stored: Document) -> Document:
    """The document as the stored edition, whose own link to the one before stays."""
    kept = tuple(link for link in stored.links if link.kind == UPDATE and link not in document.links)
    return replace(document, id=stored.id, links=(*document.links, *kept))


def _free(wanted: str, stored: Mapping[str, Document]) -> str:
    """`wanted`, or with the first number from 2 up that no stored edition has."""
    number, made = 2, wanted
    while made in stored:
        made, number = f"{wanted}.{number}", number + 1
    return made


def _order(document_id: str) -> tuple[str, int]:
    found = _EDITION.fullmatch(document_id.partition("@")[2])
    return (found[1], int(found[2] or 1)) if found else ("", 0)
