"""The plain counts of a citation check."""

from collections.abc import Collection

from evidence.model import Claim
from evidence.report import Measures, Removed
from evidence.text.sentences import sentences


def measure(claims: Collection[Claim], removed: Collection[Removed] = ()) -> Measures:
    """Counts over the claims that stand: their sentences, those of claims that cite, citations, and supported ones."""
    citations = [citation for claim in claims for citation in claim.citations]
    return Measures(
        sentences=sum(_sentences(claim) for claim in claims),
        cited_sentences=sum(_sentences(claim) for claim in claims if claim.citations),
        citations=len(citations),
        supported_citations=sum(citation.support == "supported" for citation in citations),
        removed=len(removed),
    )


def _sentences(claim: Claim) -> int:
    return len(sentences(claim.text))
