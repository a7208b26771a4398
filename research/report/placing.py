"""Where in its document a quote stands, and the grade of the recommendation that it is of: told beside the citation."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from evidence.model import Citation, Claim, Document, Recommendation
from evidence.places import place_of


def placed(claims: Iterable[Claim], documents: Mapping[str, Document]) -> list[Claim]:
    """The same claims, each citation with its page or its table's heads, and with the grade as the body words it."""
    return [replace(c, citations=tuple(_placed(k, documents[k.document_id]) for k in c.citations)) for c in claims]


def _placed(citation: Citation, document: Document) -> Citation:
    own = [r for r in document.recommendations if _is_of(citation, r)]
    if not own:
        return replace(citation, place=place_of(document, citation.start, citation.end))
    on_pages = place_of(replace(document, cells=()), citation.start, citation.end)  # its heads are its grade's words
    return replace(citation, place=on_pages, grade="; ".join(dict.fromkeys(map(_graded, own))))


def _graded(r: Recommendation) -> str:
    return grade_in_words(r) + (f", for: {r.population}" if r.population else "")


def _is_of(citation: Citation, recommendation: Recommendation) -> bool:
    """Whether the quote and the recommendation are the same words, or one is part of the other."""
    inside = recommendation.start <= citation.start and citation.end <= recommendation.end
    around = citation.start <= recommendation.start and recommendation.end <= citation.end
    return inside or around


def grade_in_words(r: Recommendation) -> str:
    """ "USPSTF grade B, certainty: moderate (definition since July 2012)", "GRADE: strong, certainty: low"."""
    certainty = f"certainty: {r.certainty}" if r.certainty else ""
    if not r.strength and not certainty:
        return f"{r.system} recommendation, no grade stated".strip()
    if r.system == "USPSTF" and r.strength:
        told = ", ".join(part for part in (f"USPSTF grade {r.strength}", certainty) if part)
        return told + (f" (definition {r.era})" if r.era else "")
    told = ", ".join(part for part in (r.strength, certainty) if part)
    return f"{r.system}: {told}" if r.system else told
