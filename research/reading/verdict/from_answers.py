"""The sentences that a report has read, as statements for a yes/no question."""

from collections.abc import Iterable

from evidence.model import Document
from research.reading.answers import Answer
from research.reading.quotable import is_recommendation
from research.reading.verdict.weigh import Statement


def statements_of(answers: Iterable[Answer]) -> list[Statement]:
    """Without rows of tables and without what is about others than the question asks about."""
    return [
        Statement(
            a.evidence.document.id, a.start, a.end, a.text, _place(a.evidence.document, a.start, a.end),
            a.evidence.document.design, a.evidence.document.published.year,
        )
        for a in answers
        if not (a.off or a.tabular)
    ]  # fmt: skip


def _place(document: Document, start: int, end: int) -> str:
    if is_recommendation(document, start, end):
        return "RECOMMENDATION"
    return next((s.category for s in document.sections if s.start <= start < s.end), "")
