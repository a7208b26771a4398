"""Support of statements and of whole answers, as SourceCheckup counts it.

Source: Wu, Wu, Wei and others: An automated framework for assessing how well LLMs cite relevant medical references,
Nature Communications 16:3615 (2025), arXiv 2402.02008.
"""

from collections.abc import Sequence

from citations.measures.alce import uncited_of
from citations.measures.biogen import coverage
from citations.measures.share import Share, share_of
from evidence.checked import Checked


def statement_support(checked: Checked) -> Share:
    """Statements that at least one source bears out alone / all statements, with those that cite none.

    The paper holds a statement against every source of the answer; here only against those that it cites itself.
    """
    return coverage(checked.claims, len(uncited_of(checked)))


def answer_support(answers: Sequence[Checked]) -> Share:
    """Answers whose every statement is supported / answers that state anything."""
    return share_of([_whole(share) for share in map(statement_support, answers) if share.of])


def _whole(share: Share) -> bool | None:
    if share.sure == share.of:
        return True
    return None if share.sure + share.unknown == share.of else False
