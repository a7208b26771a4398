"""The middle of the Word report: the summary of findings, plots, agreement and disagreement, guidelines, gaps."""

from evidence.report import Report
from research.report.docx_paper import Cell, Paper
from research.report.docx_parts import Mark, Words, marks_of, shown, spoken
from research.report.docx_plot import to_png
from research.report.findings import NOTE, FindingRow, findings_of
from research.report.forest.as_text import description
from research.report.forest.grouping import groups
from research.report.forest.values import Plot
from research.report.forest.wording import (
    AS_REPORTED,
    THEIR_OWN,
    figures,
    interval_note,
    kind_of,
    left_out_notes,
    plain,
    scale,
    title,
)
from research.report.guidelines import guideline_rows
from research.report.names import by_id

NO_PICTURE = (
    "This plot is not drawn here, since a name in it has letters that the picture's font does not have: see the page."
)


def findings(report: Report, paper: Paper) -> None:
    """The table; nothing where no source states more than what it is."""
    found = findings_of(report)
    if found is None:
        return
    paper.heading("Summary of findings")
    if found.caption:
        paper.line(found.caption)
    paper.table(found.heads, (_cells(row, found.heads) for row in found.rows), f"Summary of findings. {found.caption}")
    paper.line(Words(NOTE, small=True))


def _cells(row: FindingRow, heads: tuple[str, ...]) -> list[Cell]:
    """What is computed stands under the effect, what else is known of the study under its name."""
    below = {"Study": row.facts, "Effect as stated": row.computed}
    named = list(zip(heads, row.cells, strict=True))[1:]
    return [[[Mark(row.number)]], *([[cell], *([line] for line in below.get(head, ()))] for head, cell in named)]


def plots(report: Report, paper: Paper) -> None:
    """A picture for each measure that three studies or more state of the outcome, and the same as a table."""
    drawn = groups(report.table, {d.id: d.number for d in report.documents})
    if drawn:
        paper.heading("Effects side by side")
    for plot in drawn:
        _plot(plot, paper)


def _plot(plot: Plot, paper: Paper) -> None:
    paper.line(Words(title(plot), bold=True))
    png = to_png(plot)
    if png is None:
        paper.line(Words(NO_PICTURE, italic=True))
    else:
        paper.picture(png, description(plot))
    rows: list[list[Cell]] = [
        [[[Mark(p.number)]], [[plain(p.study)]], [[kind_of(p)]], [[figures(p.estimate)]]] for p in plot.points
    ]
    paper.table(("No.", "Study", "Design", f"{scale(plot)} (interval)"), rows, title(plot))
    for note in (f"{AS_REPORTED}.", interval_note(plot), THEIR_OWN, *left_out_notes(plot)):
        paper.line(Words(note, small=True))


def agreements(report: Report, paper: Paper) -> None:
    """What several sources say alike."""
    claims, documents = by_id(report)
    if report.agreements:
        paper.heading("Where the evidence agrees")
        paper.bullets([f"{shown(a.title)}. ", *marks_of(a.claims, claims, documents)] for a in report.agreements)


def conflicts(report: Report, paper: Paper) -> None:
    """The strongest of each side."""
    claims, documents = by_id(report)
    for conflict in report.conflicts:
        paper.heading("Where the evidence disagrees")
        paper.line(f"{shown(conflict.title)}. The strongest of each side:")
        paper.bullets(spoken(claims[i], documents) for i in conflict.claims)


def guidelines(report: Report, paper: Paper) -> None:
    """Guidelines side by side, if there are two."""
    rows: list[list[Cell]] = [
        [[[Mark(r.document.number)]], [[r.body]], [[r.edition]], [[f"“{shown(r.words)}”"]], [[r.grade]]]
        for r in guideline_rows(report)
    ]
    if rows:
        heading = "Guidelines side by side"
        paper.heading(heading)
        paper.table(("No.", "Body", "Edition", "In its own words", "Grade, in its own system"), rows, heading)


def gaps(report: Report, paper: Paper) -> None:
    """What the evidence at hand leaves open."""
    if report.gaps:
        paper.heading("What is missing")
        paper.bullets([line] for line in report.gaps)
