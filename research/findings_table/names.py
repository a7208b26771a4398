"""A study's name as it is spoken of."""

from evidence.model import Document

LONGEST_TITLE = 50  # characters


def short_name(document: Document) -> str:
    """ "Smith 2020", "SAMPLE Investigators 2019", or the title's beginning."""
    year = f" {document.published.year}" if document.published.year else ""
    if document.authors:
        first = document.authors[0]
        return f"{first.family or first.collective}{year}"
    short = len(document.title) <= LONGEST_TITLE
    title = document.title if short else document.title[: LONGEST_TITLE - 3].rsplit(" ", 1)[0] + "..."
    return title + year
