"""A sentence that a report quotes, as a statement for a yes/no question."""

from evidence.model import Document
from research.reading.quotable import is_recommendation
from research.reading.verdict.weigh import Statement


def statement_of(document: Document, start: int, end: int) -> Statement:
    """A stretch of a document's text, with its section's category or as a recommendation."""
    text, place = document.text[start:end], _place(document, start, end)
    return Statement(document.id, start, end, text, place, document.design, document.published.year)


def _place(document: Document, start: int, end: int) -> str:
    if is_recommendation(document, start, end):
        return "RECOMMENDATION"
    return next((s.category for s in document.sections if s.start <= start < s.end), "")
