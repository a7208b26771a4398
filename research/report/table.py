"""The summary of findings in a report: indexed facts, and stretches of text as the record states them; else empty."""

from evidence.model import Claim, Document
from evidence.report import Row
from research.reading.findings_table.names import short_name
from research.reading.findings_table.rows import rows
from research.reading.focus import Focus

__all__ = ["row", "rows", "short_name"]


def row(document: Document, claim: Claim, focus: Focus, level: int | None, outcome: str) -> Row:
    """One line with its indexed facts only; `rows` reads the others."""
    return Row(document.id, short_name(document), document.design, level, document.published.year, outcome)
