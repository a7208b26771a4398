"""Citation recall and precision as ALCE has them.

Source: Gao, Yen, Yu, Chen: Enabling Large Language Models to Generate Text with Citations, EMNLP 2023 (arXiv
2305.14627), section 3; its code (princeton-nlp/ALCE, eval.py) differs from the paper in what `as_published` does.
"""

from collections.abc import Sequence
from dataclasses import replace

from citations.measures.share import Share, share_of
from citations.measures.verdicts import supports
from evidence.checked import Checked, CheckedCitation, CheckedClaim

MOST_CITATIONS = 3  # of a sentence, that ALCE's published figures look at


def citation_recall(claims: Sequence[CheckedClaim], uncited: int = 0) -> Share:
    """Statements that all their citations together bear out / all statements, with the `uncited` ones, which count 0."""
    known = share_of([supports(c.support) if c.citations else False for c in claims])
    return replace(known, of=known.of + uncited)


def citation_precision(claims: Sequence[CheckedClaim]) -> Share:
    """Citations that earn credit / all citations.

    None of a statement that is not supported does. Of a supported one, a single citation does, and one of several does
    unless it is irrelevant: alone it does not bear the statement out, and the others without it do.
    """
    return share_of([_credit(claim, citation) for claim in claims for citation in claim.citations])


def _credit(claim: CheckedClaim, citation: CheckedCitation) -> bool | None:
    whole, alone = supports(claim.support), supports(citation.support)
    if whole is False or len(claim.citations) == 1:
        return whole
    if citation.is_needed is False and alone is False:
        return False
    return True if whole and (alone or citation.is_needed) else None


def as_published(checked: Checked) -> tuple[tuple[CheckedClaim, ...], int]:
    """(claims, number of uncited statements) that ALCE's code would look at, for comparison with published figures only.

    It stops at the first line break of the text, and takes the first three citations of a sentence. Where a longer list
    of citations bears a statement out and none of the first three does so alone, nobody has judged these three
    together: undecided.
    """
    start = len(checked.text) - len(checked.text.lstrip())
    found = checked.text.find("\n", start)
    end = found if found >= 0 else len(checked.text)
    claims = tuple(_first_citations(c) for c in checked.claims if c.start < end)
    return claims, sum(place[0] < end for place in uncited_of(checked))


def uncited_of(checked: Checked) -> list[tuple[int, int]]:
    """Statements without a citation that are not among the claims: offsets in the text, each once."""
    return sorted(set(checked.uncited) - {(c.start, c.end) for c in checked.claims})


def _first_citations(claim: CheckedClaim) -> CheckedClaim:
    first = claim.citations[:MOST_CITATIONS]
    if len(first) == len(claim.citations):
        return claim
    if any(c.support == "supported" for c in first):
        return replace(claim, support="supported", citations=_need_unknown(first))
    support = "undecided" if claim.support == "supported" else claim.support
    return replace(claim, support=support, citations=_need_unknown(first))


def _need_unknown(citations: Sequence[CheckedCitation]) -> tuple[CheckedCitation, ...]:
    """Whether one is needed was judged beside citations that are no longer there: only another that supports alone tells."""
    alone = [c.support == "supported" for c in citations]
    return tuple(
        replace(c, is_needed=False if sum(alone) - own else None) for c, own in zip(citations, alone, strict=True)
    )
