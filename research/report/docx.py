"""A report as a Word document: the page's content in the page's order, with live marks and links."""

from collections.abc import Callable

from evidence.report import Report
from research.report.docx_appendix import check, left_out, limits, references, searches
from research.report.docx_findings import agreements, conflicts, findings, gaps, guidelines, plots
from research.report.docx_paper import Paper
from research.report.docx_parts import Words, badge, marks_of, quoted, shown, spoken
from research.report.names import CLOSEST_SAYS, NO_LEAD, beyond_the_lead, by_id, closest, not_found, told_of


def to_docx(report: Report) -> bytes:
    """The file; equal reports of one run give equal bytes."""
    paper = Paper(report.question)
    for part in PARTS:
        part(report, paper)
    return paper.data()


def _head(report: Report, paper: Paper) -> None:
    for line in report.limits:
        if line.startswith("FICTIONAL"):
            paper.line(Words(line, bold=True))
    paper.heading(report.question, level=1)
    about = f"Question kind: {report.kind} · library revision {report.revision} · {report.run.started}"
    paper.line(Words(about, small=True))


def _bottom_line(report: Report, paper: Paper) -> None:
    """The short answer, if it can be given, and the quotes that lead."""
    paper.heading("Bottom line")
    if not report.answered:
        paper.line(Words(not_found(report), bold=True))
        if near := closest(report):
            paper.line(CLOSEST_SAYS)
            paper.bullets([f"{shown(e.title)} ({shown(e.document_id)})"] for e in near)
    elif not report.bottom_line:
        paper.line(NO_LEAD)
    else:
        _short_answer(report, paper)
        claims, documents = by_id(report)
        paper.bullets(spoken(claims[i], documents) for i in report.bottom_line)


def _short_answer(report: Report, paper: Paper) -> None:
    """What the quotes say together, with how that was found; why it is not said, where it was asked for."""
    if report.answer is None:
        return
    claims, documents = by_id(report)
    for line in report.answer.lines:
        paper.line(Words(f"{line.text} ", bold=True), *marks_of(line.claims, claims, documents))
    if told := told_of(report.answer):
        paper.line(Words(told, small=True))


def _sections(report: Report, paper: Paper) -> None:
    """What else is quoted, by kind of study; what the bottom line quotes is named, not repeated."""
    claims, documents = by_id(report)
    for section, further, led in beyond_the_lead(report):
        paper.heading(section.title)
        paper.bullets(
            [*quoted(claims[i], documents), badge(documents[claims[i].citations[0].document_id])] for i in further
        )
        if led:
            paper.line("Quoted above: ", *marks_of(led, claims, documents))


PARTS: tuple[Callable[[Report, Paper], None], ...] = (
    _head, _bottom_line, findings, plots, agreements, conflicts, _sections, guidelines, gaps, references, searches, left_out, check,
    limits,
)  # fmt: skip
