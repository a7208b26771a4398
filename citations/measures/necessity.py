"""How many citations are needed: the other side of padding a sentence with references.

Source: the test of necessity in ALCE's precision (arXiv 2305.14627, section 3: the statement does not stand without it),
counted by itself; DeepTRACE (arXiv 2509.04499) calls a like share source necessity.
"""

from collections.abc import Sequence

from citations.measures.share import Share, share_of
from citations.measures.verdicts import supports
from evidence.checked import CheckedClaim


def necessity(claims: Sequence[CheckedClaim]) -> Share:
    """Needed citations / citations, over supported statements: nothing is needed for what does not stand anyway.

    The only citation of a supported statement is needed. Statements that are undecided are not counted.
    """
    return share_of(
        [True if len(claim.citations) == 1 else c.is_needed for claim in claims if supports(claim.support) for c in claim.citations]
    )  # fmt: skip
