"""The figures of a citation check; each measure stands in citations/measures with its formula and source."""

from collections.abc import Collection, Sequence

from citations.measures.alce import as_published, citation_precision, citation_recall, uncited_of
from citations.measures.biogen import contradict_rate, coverage, support_rate
from citations.measures.claims import faithfulness
from citations.measures.necessity import necessity
from citations.measures.share import Share, f1
from citations.measures.source_checkup import answer_support
from evidence.checked import Checked, CheckedClaim
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


def measures_of(checked: Checked) -> dict[str, float]:
    """Every measure of one checked text, by name.

    Counts: `statements`, `uncited_statements`, `undecided_statements`, `citations`. Shares from 0 to 1, in which undecided
    never counts as support; NAME_at_most is the share if every undecided verdict counted (as supported; for
    contradict_rate, as contradicted). A share of nothing is left out.
    """
    uncited = len(uncited_of(checked))
    silent = uncited + sum(not claim.citations for claim in checked.claims)
    counts = {
        "statements": float(len(checked.claims) + uncited),
        "uncited_statements": float(silent),
        "undecided_statements": float(sum(c.support == "undecided" for c in checked.claims if c.citations)),
        "citations": float(sum(len(claim.citations) for claim in checked.claims)),
    }
    shares = {
        "coverage": coverage(checked.claims, uncited),
        "support_rate": support_rate(checked.claims),
        "contradict_rate": contradict_rate(checked.claims),
        "necessity": necessity(checked.claims),
        "faithfulness": faithfulness(checked.claims),
        "answer_support": answer_support([checked]),
    }
    return {
        **counts,
        **_alce(checked.claims, uncited, ""),
        **_named(shares),
        **_alce(*as_published(checked), "_as_published"),
    }


def _alce(claims: Sequence[CheckedClaim], uncited: int, suffix: str) -> dict[str, float]:
    recall, precision = citation_recall(claims, uncited), citation_precision(claims)
    named = _named({f"citation_recall{suffix}": recall, f"citation_precision{suffix}": precision})
    both = {
        f"citation_f1{suffix}": f1(precision.value, recall.value),
        f"citation_f1{suffix}_at_most": f1(precision.at_most, recall.at_most),
    }
    return named | {name: value for name, value in both.items() if value is not None}


def _named(shares: dict[str, Share]) -> dict[str, float]:
    values = {name: share.value for name, share in shares.items()}
    bounds = {f"{name}_at_most": share.at_most for name, share in shares.items()}
    return {name: value for name, value in (values | bounds).items() if value is not None}
