"""Guidelines that answer, side by side: each body's own words with its own grade, whether they agree or not."""

from dataclasses import dataclass

from evidence.report import CitedDocument, Report

NONE_STATED = "none apart from its words"


@dataclass(frozen=True, slots=True)
class GuidelineRow:
    """One quoted statement of a guideline."""

    document: CitedDocument
    body: str  # who issues it
    edition: str
    words: str  # verbatim
    grade: str  # in the body's own system
    place: str


def guideline_rows(report: Report) -> list[GuidelineRow]:
    """Every quoted statement of guidelines, if two or more guidelines are cited; in the order of the references."""
    documents = {d.id: d for d in report.documents if d.design == "guideline"}
    if len(documents) < 2:
        return []
    rows = [
        GuidelineRow(d, body_of(d), edition_of(d), c.quote, c.grade or NONE_STATED, c.place)
        for claim in report.claims
        for c in claim.citations
        if (d := documents.get(c.document_id))
    ]
    return sorted(rows, key=lambda r: r.document.number)


def body_of(d: CitedDocument) -> str:
    """The organisation, else the journal or the source that it came from."""
    return d.organisation or d.journal.title or d.source


def edition_of(d: CitedDocument) -> str:
    """The edition as the page states it, else the date; and whether it is superseded."""
    stated = d.edition or d.published.date
    if d.status != "superseded":
        return stated
    return f"{stated} (superseded{f' by {d.replaced_by}' if d.replaced_by else ''})".lstrip()
