"""The end of the page: references, how it was searched, what was left out, limits."""

from html import escape

from evidence.report import CitedDocument, Report
from research.report.html_marks import link, listed, marks, table
from research.report.live import library_searches, pubmed_searches, told
from research.report.markdown_appendix import by_reason
from research.report.names import filters_in_words
from research.report.policy import admissions, admitted_alike, policy_lines


def references(report: Report) -> str:
    """The numbered list."""
    if not report.documents:
        return ""
    items = "".join(
        f'<li id="ref-{d.number}" value="{d.number}">{escape(d.reference)} {marks(d)} {_successor(d)}{link(d)}</li>'
        for d in report.documents
    )
    return f'<section><h2>References</h2><ol class="references">{items}</ol></section>'


def methods(report: Report) -> str:
    """The searches as run, what let each document in, and the figures of the citation check."""
    m = report.measures
    rows = (
        "<tr>"
        + "".join(
            f"<td>{escape(str(c))}</td>"
            for c in (s.facet, s.text, s.mode, filters_in_words(s.filters), s.at, s.found, s.kept)
        )
        + "</tr>"
        for s in library_searches(report)
    )
    heads = ("Search", "Words", "Mode", "Filters", "At", "Found", "Could be evidence")
    return (
        "<section><h2>How this was searched</h2>"
        f"<p>{escape(' '.join(policy_lines(report.policy)))}</p>"
        f"{_admissions(report)}{_pubmed(report)}{table(heads, rows)}"
        f"<h3>Citation check</h3><p>{m.sentences} statements, {m.cited_sentences} with a citation; {m.citations} citations, "
        f"{m.supported_citations} of them located word for word in their source; {m.removed} statements removed.</p></section>"
    )


def _admissions(report: Report) -> str:
    """What let each cited document in."""
    if alike := admitted_alike(report):
        return f"<p>{escape(alike)}</p>"
    items = "".join(
        f'<li value="{d.number}"><code>{escape(d.id)}</code>: {escape(words)}</li>' for d, words in admissions(report)
    )
    return f'<h3>What let each cited document in</h3><ol class="small">{items}</ol>' if items else ""


def _pubmed(report: Report) -> str:
    """The live searches of PubMed, each with what PubMed made of it."""
    items = [
        escape(first) + "".join(f"<br>{escape(line)}" for line in rest)
        for first, *rest in map(told, pubmed_searches(report))
    ]
    return listed(items, "small")


def left_out(report: Report) -> str:
    """What was found and not cited, by reason; and what the check removed."""
    parts = []
    for reason, members in by_reason(report):
        items = (f"{escape(e.title)} <code>{escape(e.document_id)}</code>" for e in members)
        heading = f"{reason[0].upper()}{reason[1:]} ({len(members)})"
        parts.append(f"<details><summary>{escape(heading)}</summary>{listed(items, 'small')}</details>")
    if report.removed:
        removed = listed(f"{escape(r.text)}: {escape(r.reason)}" for r in report.removed)
        parts.append(f"<h3>Statements removed by the citation check</h3>{removed}")
    return f"<section><h2>Left out, and why</h2>{''.join(parts)}</section>" if parts else ""


def limits(report: Report) -> str:
    """What the report does not show, and what it is for."""
    return f"<section><h2>Limits and intended use</h2>{listed(map(escape, report.limits), 'small')}</section>"


def _successor(d: CitedDocument) -> str:
    return f"Superseded by {escape(d.replaced_by)}. " if d.replaced_by else ""
