"""Shares of claims, as RAGChecker counts them.

Source: Ru, Qiu, Hu and others: RAGChecker, NeurIPS 2024 Datasets and Benchmarks (arXiv 2408.08067).
"""

from collections.abc import Sequence

from citations.measures.share import Share, share_of
from citations.measures.verdicts import supports
from evidence.checked import CheckedClaim


def claim_precision(answer: Sequence[CheckedClaim]) -> Share:
    """The answer's claims that the reference answer bears out / the answer's claims: they were checked against it."""
    return share_of([supports(claim.support) for claim in answer])


def claim_recall(reference: Sequence[CheckedClaim]) -> Share:
    """The reference answer's claims that the answer bears out / its claims: they were checked against the answer."""
    return share_of([supports(claim.support) for claim in reference])


def faithfulness(claims: Sequence[CheckedClaim]) -> Share:
    """Claims that what they cite bears out / claims that cite. Claims without a citation are not counted.

    In the paper: claims that the retrieved text entails / all claims.
    """
    return share_of([supports(claim.support) for claim in claims if claim.citations])
