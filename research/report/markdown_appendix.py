"""The end of the Markdown: references, how it was searched, what was left out, the check's figures, limits."""

from collections.abc import Iterator

from evidence.report import Excluded, Report
from research.report.live import library_searches, pubmed_searches, told
from research.report.markdown_marks import heads, line_of, marks_of, plain
from research.report.names import filters_in_words
from research.report.policy import admissions, admitted_alike, policy_lines

NAMED = 8  # documents of one reason; the JSON and the page name all


def appendix(report: Report) -> Iterator[str]:
    """Line by line."""
    for part in (_references, _searches, _left_out, _check):
        yield from part(report)
    yield "## Limits and intended use"
    yield ""
    yield from (f"- {line}" for line in report.limits)


def by_reason(report: Report) -> list[tuple[str, list[Excluded]]]:
    """What was left out, gathered by reason, in the order in which reasons first come."""
    reasons = dict.fromkeys(e.reason for e in report.excluded)
    return [(reason, [e for e in report.excluded if e.reason == reason]) for reason in reasons]


def _references(report: Report) -> Iterator[str]:
    if report.documents:
        yield "## References"
        yield ""
    for d in report.documents:
        successor = f" Superseded by {plain(d.replaced_by)}." if d.replaced_by else ""
        yield f"{d.number}. {plain(d.reference)} ({plain(marks_of(d))}){successor}"
    yield ""


def _searches(report: Report) -> Iterator[str]:
    yield "## How this was searched"
    yield ""
    yield f"Library revision {report.revision}. Question kind: {report.kind}."
    yield from map(plain, policy_lines(report.policy))
    yield ""
    if alike := admitted_alike(report):
        yield plain(alike)
        yield ""
    elif report.documents:
        yield "What let each cited document in:"
        yield ""
        yield from (f"- [{d.number}] {plain(d.id)}: {plain(words)}" for d, words in admissions(report))
        yield ""
    for search in pubmed_searches(report):
        first, *rest = told(search)
        yield f"- {plain(first)}"
        yield from (f"  - {plain(line)}" for line in rest)
    if pubmed_searches(report):
        yield ""
    yield from heads(("Search", "Words", "Mode", "Filters", "At", "Found", "Could be evidence"))
    for s in library_searches(report):
        yield line_of((s.facet, s.text, s.mode, filters_in_words(s.filters), s.at, str(s.found), str(s.kept)))
    yield ""


def _left_out(report: Report) -> Iterator[str]:
    if report.excluded:
        yield "## Left out, and why"
        yield ""
        for reason, members in by_reason(report):
            more = f"; and {len(members) - NAMED} more" if len(members) > NAMED else ""
            named = "; ".join(f"{plain(e.title)} ({plain(e.document_id)})" for e in members[:NAMED])
            yield f"- {reason[0].upper()}{reason[1:]} ({len(members)}): {named}{more}"
        yield ""
    if report.removed:
        yield "## Statements removed by the citation check"
        yield ""
        yield from (f"- {plain(r.text)}: {r.reason}" for r in report.removed)
        yield ""


def _check(report: Report) -> Iterator[str]:
    m = report.measures
    yield "## Citation check"
    yield ""
    yield (
        f"{m.sentences} statements, {m.cited_sentences} with a citation; {m.citations} citations, "
        f"{m.supported_citations} of them located word for word in their source; {m.removed} statements removed."
    )
    yield ""
