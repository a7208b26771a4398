"""The end of the Word report: references with live links, how it was searched, what was left out, limits."""

import re
from collections.abc import Iterator

from evidence.report import CitedDocument, Report
from research.report.docx_paper import Cell, Paper
from research.report.docx_parts import Part, Web, Words, badge, safe_address, shown
from research.report.live import library_searches, pubmed_searches, told
from research.report.markdown_appendix import NAMED, by_reason
from research.report.names import filters_in_words
from research.report.policy import admissions, admitted_alike, policy_lines

_PMID, _PMCID = re.compile("[0-9]{1,9}"), re.compile("PMC[0-9]{1,9}")


def references(report: Report, paper: Paper) -> None:
    """The numbered list that the marks lead to, each with links to where it can be read."""
    if report.documents:
        paper.heading("References")
    for d in report.documents:
        paper.reference(d.number, _reference(d))


def _reference(d: CitedDocument) -> Iterator[Part]:
    yield shown(d.reference)
    yield badge(d)
    if d.replaced_by:
        yield Words(f" Superseded by {shown(d.replaced_by)}.", bold=True)
    for text, address in links(d):
        yield " "
        yield Web(text, address)


def links(d: CitedDocument) -> list[tuple[str, str]]:
    """(words, address): PubMed, PubMed Central, the DOI, and the record's own address where it is another."""
    ids = d.identifiers
    named = (
        (f"PubMed {ids.pmid}", f"https://pubmed.ncbi.nlm.nih.gov/{ids.pmid}/" if _PMID.fullmatch(ids.pmid) else ""),
        (ids.pmcid, f"https://pmc.ncbi.nlm.nih.gov/articles/{ids.pmcid}/" if _PMCID.fullmatch(ids.pmcid) else ""),
        (f"DOI {ids.doi}", _doi(ids.doi)),
        ("Open page", d.url),
    )
    once: dict[str, str] = {}
    for words, url in named:
        address = safe_address(url)
        if address:
            once.setdefault(address, shown(words))
    return [(words, address) for address, words in once.items()]


def _doi(doi: str) -> str:
    """Its address; a DOI may hold what an address may not."""
    from urllib.parse import quote

    return f"https://doi.org/{quote(doi, safe='/:;()._-')}" if doi.startswith("10.") and "/" in doi else ""


def searches(report: Report, paper: Paper) -> None:
    """The searches as run, and what let each cited document in."""
    paper.heading("How this was searched")
    paper.line(f"Library revision {report.revision}. Question kind: {report.kind}.")
    paper.line(" ".join(policy_lines(report.policy)))
    if alike := admitted_alike(report):
        paper.line(alike)
    elif report.documents:
        paper.line("What let each cited document in:")
        paper.bullets([f"[{d.number}] {shown(d.id)}: {shown(words)}"] for d, words in admissions(report))
    paper.bullets([" ".join(map(shown, told(search)))] for search in pubmed_searches(report))
    heads = ("Search", "Words", "Mode", "Filters", "At", "Found", "Could be evidence")
    rows: list[list[Cell]] = [
        [[[cell]] for cell in (s.facet, s.text, s.mode, filters_in_words(s.filters), s.at, str(s.found), str(s.kept))]
        for s in library_searches(report)
    ]
    paper.table(heads, rows, "The searches of the library, as run")


def left_out(report: Report, paper: Paper) -> None:
    """What was found and not cited, by reason; and what the check removed."""
    if report.excluded:
        paper.heading("Left out, and why")
    for reason, members in by_reason(report):
        more = f"; and {len(members) - NAMED} more" if len(members) > NAMED else ""
        named = "; ".join(f"{shown(e.title)} ({shown(e.document_id)})" for e in members[:NAMED])
        paper.bullets([[Words(f"{reason[0].upper()}{reason[1:]} ({len(members)}): ", bold=True), f"{named}{more}"]])
    if report.removed:
        paper.heading("Statements removed by the citation check")
        paper.bullets([f"{shown(r.text)}: {shown(r.reason)}"] for r in report.removed)


def check(report: Report, paper: Paper) -> None:
    """The figures of the citation check."""
    m = report.measures
    paper.heading("Citation check")
    paper.line(
        f"{m.sentences} statements, {m.cited_sentences} with a citation; {m.citations} citations, "
        f"{m.supported_citations} of them located word for word in their source; {m.removed} statements removed."
    )


def limits(report: Report, paper: Paper) -> None:
    """What the report does not show, and what it is for."""
    paper.heading("Limits and intended use")
    paper.bullets([line] for line in report.limits)
