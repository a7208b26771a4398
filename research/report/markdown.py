"""A report as Markdown: plain, readable as it stands."""

from collections.abc import Iterator

from evidence.report import Report
from research.report.markdown_appendix import appendix
from research.report.markdown_findings import agreements, conflicts, findings, gaps, guidelines, plots
from research.report.markdown_marks import marks_of, numbers_of, plain, quoted, spoken
from research.report.names import CLOSEST_SAYS, NO_LEAD, beyond_the_lead, by_id, closest, not_found, told_of


def to_markdown(report: Report) -> str:
    """The whole report."""
    parts = (_head, _bottom_line, findings, plots, agreements, conflicts, _sections, guidelines, gaps, appendix)
    return "\n".join(line for part in parts for line in part(report)) + "\n"


def _head(report: Report) -> Iterator[str]:
    yield f"# {plain(report.question)}"
    yield ""
    if any(d.fictional for d in report.documents):
        yield f"> **{report.limits[0]}**"
        yield ""


def _bottom_line(report: Report) -> Iterator[str]:
    """The short answer, if it can be given, and the quotes that lead."""
    claims, documents = by_id(report)
    yield "## Bottom line"
    yield ""
    if not report.answered:
        yield f"**{plain(not_found(report))}**"
        if near := closest(report):
            yield ""
            yield CLOSEST_SAYS
            yield ""
            yield from (f"- {plain(e.title)} ({plain(e.document_id)})" for e in near)
    elif not report.bottom_line:
        yield NO_LEAD
    else:
        yield from _short_answer(report)
        yield from (f"- {spoken(claims[i], documents)}" for i in report.bottom_line)
    yield ""


def _short_answer(report: Report) -> Iterator[str]:
    answer = report.answer
    if answer is None:
        return
    claims, documents = by_id(report)
    for line in answer.lines:
        yield f"**{plain(line.text)}** {numbers_of(line.claims, claims, documents)}"
        yield ""
    told = told_of(answer)
    if told:
        yield f"*{plain(told)}*"
        yield ""


def _sections(report: Report) -> Iterator[str]:
    """What else is quoted, by kind of study; what the bottom line quotes is named, not repeated."""
    claims, documents = by_id(report)
    for section, further, led in beyond_the_lead(report):
        yield f"## {section.title}"
        yield ""
        for i in further:
            document = documents[claims[i].citations[0].document_id]
            yield f"- {quoted(claims[i], documents)} ({plain(marks_of(document))})"
        if led:
            yield f"- Quoted above: {numbers_of(led, claims, documents)}"
        yield ""
