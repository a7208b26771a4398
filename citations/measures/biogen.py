"""The citation measures of TREC's biomedical track, where assessors judge each citation alone.

Source: Gupta, Demner-Fushman, Hersh, Bedrick, Roberts: Overview of TREC 2024 Biomedical Generative Retrieval (BioGen)
Track, arXiv 2411.18069; for 2025, arXiv 2603.21582. Its runs give at most three citations a sentence; here all count.
"""

from collections.abc import Sequence
from dataclasses import replace

from citations.measures.share import Share, share_of
from citations.measures.verdicts import contradicts, supports
from evidence.checked import CheckedClaim


def support_rate(claims: Sequence[CheckedClaim]) -> Share:
    """Citations that support their statement / all citations."""
    return share_of([supports(citation.support) for claim in claims for citation in claim.citations])


def contradict_rate(claims: Sequence[CheckedClaim]) -> Share:
    """Citations that contradict their statement / all citations; `at_most` is what it is if every undecided one did."""
    return share_of([contradicts(citation.support) for claim in claims for citation in claim.citations])


def coverage(claims: Sequence[CheckedClaim], uncited: int = 0) -> Share:
    """Statements with at least one citation that supports them / all statements, with the `uncited` ones."""
    known = share_of([_covered(claim) for claim in claims])
    return replace(known, of=known.of + uncited)


def _covered(claim: CheckedClaim) -> bool | None:
    found = [supports(citation.support) for citation in claim.citations]
    return True if any(found) else (None if None in found else False)
