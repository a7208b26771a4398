"""A report as Markdown: plain, readable as it stands."""

import re
from collections.abc import Iterator

from evidence.model import Claim
from evidence.report import CitedDocument, Excluded, Report
from research.report.guidelines import guideline_rows
from research.report.live import library_searches, live_limits, pubmed_searches, told
from research.report.names import NO_LEAD, badges, design_name, filters_in_words, speaker, words
from research.report.policy import admissions, policy_lines
from research.report.printable import printable

_TAG = re.compile(r"<(?=[A-Za-z/!?])")  # what CommonMark takes for HTML; "p < 0.05" stays as it is


def to_markdown(report: Report) -> str:
    """The whole report."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    claims = {c.id: c for c in report.claims}
    documents = {d.id: d for d in report.documents}
    yield f"# {_text(report.question)}"
    yield ""
    if any(d.fictional for d in report.documents):
        yield f"> **{report.limits[0]}**"
        yield ""
    yield "## Bottom line"
    yield ""
    if not report.answered:
        yield f"**{_not_found(report)}**"
        yield ""
    elif not report.bottom_line:
        yield NO_LEAD
    for i in report.bottom_line:
        document = documents[claims[i].citations[0].document_id]
        yield f"- {_text(speaker(document))}: {quoted(claims[i], documents)}"
    yield ""
    for section in report.sections:
        yield f"## {section.title}"
        yield ""
        for i in section.claims:
            yield f"- {quoted(claims[i], documents)} ({_text(_badges(documents[claims[i].citations[0].document_id]))})"
        yield ""
    yield from _guidelines(report)
    yield from _conflicts(report, claims, documents)
    yield from _table(report, documents)
    yield from _appendix(report)


def answer_lines(report: Report) -> list[str]:
    """The answer for a terminal: the bottom line with its sources, what else was quoted, and what was searched."""
    claims = {c.id: c for c in report.claims}
    documents = {d.id: d for d in report.documents}
    rest = [i for s in report.sections for i in s.claims if i not in report.bottom_line]
    lines = [report.limits[0], ""] if any(d.fictional for d in report.documents) else []
    lines += [report.question, ""]
    if not report.answered:
        lines += [_not_found(report), ""]
    for title, ids in (("Bottom line", report.bottom_line), ("Also", tuple(rest[:3]))):
        if ids:
            lines += [title, *(_answer(claims[i], documents) for i in ids), ""]
    lines += [
        f"[{d.number}] {d.reference}"
        for d in report.documents
        if any(d.id == c.document_id for i in (*report.bottom_line, *rest[:3]) for c in claims[i].citations)
    ]
    lines += live_limits(report)
    lines.append(
        f"Searched: {len(library_searches(report))} searches, library revision {report.revision}; "
        f"{len(report.excluded)} documents left out."
    )
    return lines


def _answer(claim: Claim, documents: dict[str, CitedDocument]) -> str:
    document = documents[claim.citations[0].document_id]
    cited = claim.citations[0]
    place = f", {cited.place}" if cited.place else ""
    grade = f" {cited.grade}." if cited.grade else ""
    return f"  {speaker(document)}: “{claim.text}” [{document.number}{place}]{grade} ({_badges(document)})"


def quoted(claim: Claim, documents: dict[str, CitedDocument]) -> str:
    """The claim with the numbers of its references, where in them it stands, and its grade if it is a recommendation."""
    marks = "".join(
        f"[{documents[c.document_id].number}{f', {_text(c.place)}' if c.place else ''}]" for c in claim.citations
    )
    grades = "; ".join(dict.fromkeys(c.grade for c in claim.citations if c.grade))
    return f"“{_text(claim.text)}” {marks}" + (f" **{_text(grades)}**" if grades else "")


def by_reason(report: Report) -> list[tuple[str, list[Excluded]]]:
    """What was left out, gathered by reason, in the order in which reasons first come."""
    reasons = dict.fromkeys(e.reason for e in report.excluded)
    return [(reason, [e for e in report.excluded if e.reason == reason]) for reason in reasons]


def _not_found(report: Report) -> str:
    return next(line for line in report.limits if line.startswith("Not found in these sources"))


def _badges(document: CitedDocument) -> str:
    found = badges(document)
    return ", ".join(words for _, words in found)


def _guidelines(report: Report) -> Iterator[str]:
    rows = guideline_rows(report)
    if not rows:
        return
    yield "## Guidelines side by side"
    yield ""
    yield "| No. | Body | Edition | In its own words | Grade, in its own system |"
    yield "|---|---|---|---|---|"
    for r in rows:
        cells = (str(r.document.number), r.body, r.edition, f"“{r.words}”", r.grade)
        yield "| " + " | ".join(_cell(c) for c in cells) + " |"
    yield ""


def _conflicts(report: Report, claims: dict[str, Claim], documents: dict[str, CitedDocument]) -> Iterator[str]:
    for conflict in report.conflicts:
        yield "## Where the evidence disagrees"
        yield ""
        yield f"{conflict.title}. The strongest of each side:"
        yield ""
        for i in conflict.claims:
            yield f"- {_text(speaker(documents[claims[i].citations[0].document_id]))}: {quoted(claims[i], documents)}"
        yield ""


def _table(report: Report, documents: dict[str, CitedDocument]) -> Iterator[str]:
    if not report.table:
        return
    yield "## Evidence table"
    yield ""
    yield "| No. | Study | Design (indexed) | Level | Year | Population | Comparison | Outcome asked | Effect as stated |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for r in report.table:
        cells = (
            str(documents[r.document_id].number), r.study, design_name(r.design), str(r.level or ""), str(r.year or ""),
            words(r.population), words(r.comparison), r.outcome, words(r.effect),
        )  # fmt: skip
        yield "| " + " | ".join(_cell(c) for c in cells) + " |"
    yield ""


def _appendix(report: Report) -> Iterator[str]:
    if report.documents:
        yield "## References"
        yield ""
    for d in report.documents:
        successor = f" Superseded by {_text(d.replaced_by)}." if d.replaced_by else ""
        yield f"{d.number}. {_text(d.reference)} ({_text(_badges(d))}){successor}"
    yield ""
    yield "## How this was searched"
    yield ""
    yield f"Library revision {report.revision}. Question kind: {report.kind}."
    yield from (_text(line) for line in policy_lines(report.policy))
    yield ""
    if report.documents:
        yield "What let each cited document in:"
        yield ""
        yield from (f"- [{d.number}] {_text(d.id)}: {_text(words)}" for d, words in admissions(report))
        yield ""
    for search in pubmed_searches(report):
        first, *rest = told(search)
        yield f"- {_text(first)}"
        yield from (f"  - {_text(line)}" for line in rest)
    if pubmed_searches(report):
        yield ""
    yield "| Search | Words | Mode | Filters | At | Found | Could be evidence |"
    yield "|---|---|---|---|---|---|---|"
    for s in library_searches(report):
        yield f"| {_cell(s.facet)} | {_cell(s.text)} | {s.mode} | {_cell(filters_in_words(s.filters))} | {s.at} | {s.found} | {s.kept} |"
    yield ""
    if report.excluded:
        yield "## Left out, and why"
        yield ""
        for reason, members in by_reason(report):
            yield f"- {reason[0].upper()}{reason[1:]}: " + "; ".join(
                f"{_text(e.title)} ({_text(e.document_id)})" for e in members
            )
        yield ""
    if report.removed:
        yield "## Statements removed by the citation check"
        yield ""
        yield from (f"- {_text(r.text)}: {r.reason}" for r in report.removed)
        yield ""
    m = report.measures
    yield "## Citation check"
    yield ""
    yield (
        f"{m.sentences} statements, {m.cited_sentences} with a citation; {m.citations} citations, "
        f"{m.supported_citations} of them located word for word in their source; {m.removed} statements removed."
    )
    yield ""
    yield "## Limits and intended use"
    yield ""
    yield from (f"- {line}" for line in report.limits)


def _text(text: str) -> str:
    """On one line, and without being taken for markup."""
    flat = printable(" ".join(text.split()))
    for mark in ("\\", "*", "_", "`"):
        flat = flat.replace(mark, f"\\{mark}")
    return _TAG.sub("&lt;", flat).replace("](", "]\\(")


def _cell(text: str) -> str:
    """In a table's cell."""
    return _text(text).replace("|", "\\|")
