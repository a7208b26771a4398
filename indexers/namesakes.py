"""References of two files that have one key and are two articles: "smith2020", or 1, is whatever each file means by it."""

import hashlib
from dataclasses import replace

from evidence.library.row import Head, Row
from evidence.work_key import title_letters
from indexers.prepare import Prepared, document_in, prepare
from indexers.same_work import TITLE, titles_agree

KEYED = frozenset({"ris", "bibtex", "csl-json"})  # forms whose ids come from what a reference manager calls the record


def are_namesakes(old: Head | Row, new: Row) -> bool:
    """Whether records of one id are two articles: other DOIs, or other titles without a DOI that both state."""
    if not new.id.startswith("file:") or old.form not in KEYED or new.form not in KEYED:
        return False
    if old.doi and new.doi and not new.id.endswith(f"/{new.doi}"):  # abstracts of a meeting share a DOI
        return old.doi != new.doi
    return not titles_agree(old.title, new.title, TITLE)


def told_apart(new: Prepared) -> Prepared:
    """The same under an id of its own, which follows from its DOI, else from its title."""
    named_by_doi = new.id.endswith(f"/{new.row.doi}")
    says = title_letters(new.row.title) if named_by_doi or not new.row.doi else new.row.doi
    mark = hashlib.sha256(says.encode("utf-8", "replace")).hexdigest()[:8]
    return prepare(replace(document_in(new), id=f"{new.id}~{mark}"))
