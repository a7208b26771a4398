"""The middle of the Markdown: the summary of findings, where the evidence agrees and disagrees, guidelines, gaps."""

from collections.abc import Iterator

from evidence.report import Report
from research.report.findings import NOTE, findings_of
from research.report.forest.as_text import as_text
from research.report.forest.grouping import groups
from research.report.guidelines import guideline_rows
from research.report.markdown_marks import heads, line_of, numbers_of, plain, spoken
from research.report.names import by_id


def findings(report: Report) -> Iterator[str]:
    """The table, with what is computed and what else is known of each study below it."""
    found = findings_of(report)
    if found is None:
        return
    yield "## Summary of findings"
    yield ""
    if found.caption:
        yield plain(found.caption)
        yield ""
    yield from heads(found.heads)
    yield from (line_of(row.cells) for row in found.rows)
    yield ""
    for row in found.rows:
        if row.computed or row.facts:
            yield f"- [{row.number}] {plain('; '.join((*row.computed, *row.facts)))}"
    yield ""
    yield NOTE
    yield ""


def plots(report: Report) -> Iterator[str]:
    """What the page draws, as tables: each measure that three studies or more state of the outcome."""
    drawn = groups(report.table, {d.id: d.number for d in report.documents})
    if drawn:
        yield "## Effects side by side"
        yield ""
    for plot in drawn:
        yield as_text(plot)
        yield ""


def agreements(report: Report) -> Iterator[str]:
    """What several sources say alike."""
    claims, documents = by_id(report)
    if report.agreements:
        yield "## Where the evidence agrees"
        yield ""
        yield from (f"- {plain(a.title)}. {numbers_of(a.claims, claims, documents)}" for a in report.agreements)
        yield ""


def conflicts(report: Report) -> Iterator[str]:
    """The strongest of each side."""
    claims, documents = by_id(report)
    for conflict in report.conflicts:
        yield "## Where the evidence disagrees"
        yield ""
        yield f"{plain(conflict.title)}. The strongest of each side:"
        yield ""
        yield from (f"- {spoken(claims[i], documents)}" for i in conflict.claims)
        yield ""


def guidelines(report: Report) -> Iterator[str]:
    """Guidelines side by side, if there are two."""
    rows = guideline_rows(report)
    if not rows:
        return
    yield "## Guidelines side by side"
    yield ""
    yield from heads(("No.", "Body", "Edition", "In its own words", "Grade, in its own system"))
    for r in rows:
        yield line_of((str(r.document.number), r.body, r.edition, f"“{r.words}”", r.grade))
    yield ""


def gaps(report: Report) -> Iterator[str]:
    """What the evidence at hand leaves open."""
    if report.gaps:
        yield "## What is missing"
        yield ""
        yield from (f"- {plain(line)}" for line in report.gaps)
        yield ""
