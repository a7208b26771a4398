"""What kind of thing a reference is to, which decides how it is printed."""

from typing import Literal

from evidence.model import Document
from evidence.report import CitedDocument

Citable = Document | CitedDocument
Printed = Literal["article", "ahead", "preprint", "chapter", "page"]
_CHAPTERS = frozenset({"book chapter"})


def kind_of(document: Citable) -> Printed:
    """From the record alone. "ahead": it has an electronic date, and no volume, issue or pages yet."""
    journal = document.journal
    types = {term.name.casefold() for term in document.publication_types}
    if document.is_preprint or "preprint" in types:
        return "preprint"
    if not (journal.title or journal.abbreviation):
        return "page"
    if document.design == "book-chapter" or document.published.origin == "ContributionDate" or types & _CHAPTERS:
        return "chapter"
    placed = journal.volume or journal.issue or journal.pages
    return "ahead" if document.published.origin == "ArticleDate" and not placed else "article"
