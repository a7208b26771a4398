"""A report's references in another style than Vancouver."""

from dataclasses import replace

from citations.references import format_reference
from evidence.model import Document, Published
from evidence.report import Report

_TRIED_ON = Document(
    "file:style/1", "A title to try a style on", "", "style", "jsonl", published=Published("2020", "year")
)


def check_style(style: str) -> None:
    """Raises UsageError on a style that there is not, or that cannot be used, before anything is searched for."""
    format_reference(_TRIED_ON, style)


def styled(report: Report, style: str) -> Report:
    """The same report; `style` is a name or the path of a CSL file. Raises UsageError as `format_reference` does."""
    documents = tuple(replace(d, reference=format_reference(d, style)) for d in report.documents)
    return replace(report, documents=documents)
