"""The middle of the page: the summary of findings, plots, where the evidence agrees and disagrees, and what is missing."""

from html import escape

from evidence.report import Report
from research.report.findings import NOTE, FindingRow, findings_of
from research.report.forest.as_svg import to_svg
from research.report.forest.grouping import groups
from research.report.guidelines import guideline_rows
from research.report.html_marks import listed, numbers, numbers_of, spoken, table
from research.report.names import by_id


def findings(report: Report) -> str:
    """The table; nothing where no source states more than what it is."""
    found = findings_of(report)
    if found is None:
        return ""
    caption = f"<p>{escape(found.caption)}</p>" if found.caption else ""
    made = table(found.heads, (_line(row, found.heads) for row in found.rows))
    return f'<section><h2>Summary of findings</h2>{caption}{made}<p class="small">{escape(NOTE)}</p></section>'


def _line(row: FindingRow, heads: tuple[str, ...]) -> str:
    """What is computed stands under the effect, what else is known of the study under its name."""
    below = {"Study": row.facts, "Effect as stated": row.computed}
    number = f'<td><a href="#ref-{row.number}">{row.number}</a></td>'
    named = list(zip(heads, row.cells, strict=True))[1:]
    return (
        f"<tr>{number}"
        + "".join(f"<td{_wide(head)}>{escape(cell)}{_under(below.get(head, ()))}</td>" for head, cell in named)
        + "</tr>"
    )


def _wide(head: str) -> str:
    return ' class="effect"' if head == "Effect as stated" else ""


def _under(lines: tuple[str, ...]) -> str:
    return "".join(f'<div class="small">{escape(line)}</div>' for line in lines)


def plots(report: Report) -> str:
    """A plot for each measure that three studies or more state of the outcome."""
    drawn = [
        f'<div class="wide">{to_svg(plot)}</div>'
        for plot in groups(report.table, {d.id: d.number for d in report.documents})
    ]
    return f"<section><h2>Effects side by side</h2>{''.join(drawn)}</section>" if drawn else ""


def guidelines(report: Report) -> str:
    """Guidelines side by side, if there are two."""
    rows = guideline_rows(report)
    if not rows:
        return ""
    body = (
        f'<tr><td><a href="#ref-{r.document.number}">{r.document.number}</a></td><td>{escape(r.body)}</td>'
        f"<td>{escape(r.edition)}</td><td><q>{escape(r.words)}</q></td><td>{escape(r.grade)}</td></tr>"
        for r in rows
    )
    heads = ("No.", "Body", "Edition", "In its own words", "Grade, in its own system")
    return f"<section><h2>Guidelines side by side</h2>{table(heads, body)}</section>"


def agreements(report: Report) -> str:
    """What several sources say alike: a sentence each."""
    claims, documents = by_id(report)
    if not report.agreements:
        return ""
    items = (f"{escape(a.title)}. {numbers(numbers_of(a.claims, claims, documents))}" for a in report.agreements)
    return f"<section><h2>Where the evidence agrees</h2>{listed(items)}</section>"


def conflicts(report: Report) -> str:
    """The strongest of each side."""
    claims, documents = by_id(report)
    return "".join(
        f'<section class="conflict"><h2>Where the evidence disagrees</h2><p>{escape(c.title)}. The strongest of each side:</p>'
        + listed(spoken(claims[i], documents) for i in c.claims)
        + "</section>"
        for c in report.conflicts
    )


def gaps(report: Report) -> str:
    """What the evidence at hand leaves open."""
    if not report.gaps:
        return ""
    return f"<section><h2>What is missing</h2>{listed(map(escape, report.gaps))}</section>"
