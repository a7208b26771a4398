"""The quick answer for a terminal: the bottom line with its sources, what else was quoted, and what was searched."""

from collections.abc import Iterator

from evidence.model import Claim
from evidence.report import CitedDocument, Report
from research.report.live import library_searches, live_limits
from research.report.markdown_marks import marks_of, numbers_of
from research.report.names import CLOSEST_SAYS, NO_LEAD, by_id, closest, lead_in, not_found, speaker, told_of

ALSO = 3  # quotes beside the bottom line


def answer_lines(report: Report) -> list[str]:
    """Line by line; what sources say is shown as it is, without orders to the terminal (cli.console)."""
    claims, documents = by_id(report)
    also = [i for s in report.sections for i in s.claims if i not in report.bottom_line][:ALSO]
    cited = {c.document_id for i in (*report.bottom_line, *also) for c in claims[i].citations}
    lines = [report.limits[0], ""] if any(d.fictional for d in report.documents) else []
    lines += [report.question, "", *_short_answer(report)]
    for title, ids in (("Bottom line", report.bottom_line), ("Also", tuple(also))):
        if ids:
            lines += [title, *(_quote(claims[i], documents) for i in ids), ""]
    lines += [f"[{d.number}] {d.reference}" for d in report.documents if d.id in cited]
    lines += live_limits(report)
    lines.append(
        f"Searched: {len(library_searches(report))} searches, library revision {report.revision}; "
        f"{len(report.excluded)} documents left out."
    )
    return lines


def _short_answer(report: Report) -> Iterator[str]:
    if not report.answered:
        yield from (not_found(report), "")
        if near := closest(report):
            yield from (CLOSEST_SAYS, *(f"  {e.title} ({e.document_id})" for e in near), "")
    elif not report.bottom_line:
        yield from (NO_LEAD, "")
    if report.answer is None:
        return
    claims, documents = by_id(report)
    for line in report.answer.lines:
        yield f"{line.text} {numbers_of(line.claims, claims, documents)}"
    told = told_of(report.answer)
    yield from (told, "") if told else ()


def _quote(claim: Claim, documents: dict[str, CitedDocument]) -> str:
    document = documents[claim.citations[0].document_id]
    cited = claim.citations[0]
    place = f", {cited.place}" if cited.place else ""
    grade = f" {cited.grade}." if cited.grade else ""
    return f"  {speaker(document)}: {lead_in(claim.text)}“{claim.text}” [{document.number}{place}]{grade} ({marks_of(document)})"
