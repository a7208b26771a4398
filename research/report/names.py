"""How designs, states, kinds and filters are spoken of."""

import re

from evidence.model import Claim, Filters
from evidence.report import CitedDocument, Excluded, Report, ReportSection, ShortAnswer, Stated
from research.answer.short import NOT_NAMED
from research.synthesize.choose import NO_ANSWER, UNREAD

DESIGN_NAMES = {
    "rct": "Randomised controlled trial", "in-vitro": "In vitro study", "": "Design not indexed",
}  # fmt: skip

CLOSEST = 3  # documents
CLOSEST_SAYS = "The documents that came nearest, in none of which a sentence was found that answers:"
_SMALL_WORD = re.compile(r"(?:a(?= )|[a-z]{2,}\b)")  # not "mRNA", "p53" or "n-3", which open a sentence so
NO_LEAD = (
    "No statement fit for a bottom line was found: what follows is about animals or cells, about other people than the "
    "question asks about, or from sources that make no finding."
)


def design_name(design: str) -> str:
    """ "case-control" is "Case control" to a reader's eye, but "Case-control study" reads better where it is known."""
    return DESIGN_NAMES.get(design, design.replace("-", " ").capitalize())


def speaker(document: CitedDocument) -> str:
    """What speaks: "Systematic review, 2021", "Guideline of NICE, 2022-04-26"; a page without a design by its body."""
    when = document.edition or document.published.date[:4] or "no date"
    name = design_name(document.design) if document.design else document.organisation or "Article"
    if document.organisation and document.design == "guideline":
        name = f"{name} of {document.organisation}"
    spoken = f"{name}, {when}" if when else name
    marks = [words for style, words in badges(document) if style not in ("design", "fictional")]
    return f"{spoken} ({', '.join(marks)})" if marks else spoken


def badges(d: CitedDocument) -> list[tuple[str, str]]:
    """(style, words) for a document: what a reader must see beside every citation of it."""
    name = f"Page of {d.organisation}" if d.organisation and not d.design else design_name(d.design)
    status, is_preprint, fictional = d.status, d.is_preprint, d.fictional
    found = [("design", name + (f", level {d.level}" if d.level else ""))]
    if status != "current":
        found.append((f"status-{status}", {"concern": "Expression of concern"}.get(status, status.capitalize())))
    if d.gone_since:
        found.append(("gone", f"Not at its address since {d.gone_since}"))
    if is_preprint:
        found.append(("preprint", "Preprint"))
    if fictional:
        found.append(("fictional", "Fictional"))
    return found


def lead_in(quote: str) -> str:
    """What stands before a quote that begins within its sentence ("However, " is left out): outside the quotation marks."""
    return "… " if _SMALL_WORD.match(quote) else ""


def not_found(report: Report) -> str:
    """The line of the limits that says so; only a report without an answer has it."""
    return next(line for line in report.limits if line.startswith("Not found"))


def told_of(answer: ShortAnswer) -> str:
    """Why nothing is said, where the question calls for it; how what is said was found."""
    reason = "" if answer.reason == NOT_NAMED else answer.reason
    return " ".join(part for part in (reason, answer.method if answer.lines else "") if part)


def beyond_the_lead(report: Report) -> list[tuple[ReportSection, tuple[str, ...], tuple[str, ...]]]:
    """(section, its claims that the bottom line does not quote, those that it does), for sections that add a claim."""
    parts = []
    for section in report.sections:
        further = tuple(i for i in section.claims if i not in report.bottom_line)
        if further:
            parts.append((section, further, tuple(i for i in section.claims if i in report.bottom_line)))
    return parts


def by_id(report: Report) -> tuple[dict[str, Claim], dict[str, CitedDocument]]:
    """(claims, documents) by their ids."""
    return {c.id: c for c in report.claims}, {d.id: d for d in report.documents}


def closest(report: Report) -> list[Excluded]:
    """Where nothing answers: the documents that a search put first, for a reader to judge."""
    return [e for e in report.excluded if e.reason in (NO_ANSWER, UNREAD)][:CLOSEST] if not report.answered else []


def words(stated: Stated | None) -> str:
    """What is stated, or "" where nothing is."""
    return stated.text if stated else ""


def filters_in_words(filters: Filters) -> str:
    """Filters as applied, or "no filters"."""
    parts = []
    if filters.since is not None:
        parts.append(f"from {filters.since}")
    if filters.until is not None:
        parts.append(f"until {filters.until}")
    for name in ("designs", "sources", "languages", "statuses"):
        if getattr(filters, name):
            parts.append(f"{name}: {', '.join(getattr(filters, name))}")
    if filters.not_sources:
        parts.append(f"without the sources {', '.join(filters.not_sources)}")
    if not filters.preprints:
        parts.append("without preprints")
    return "; ".join(parts) or "no filters"
