"""Which claim leads the bottom line: for a definition, the sentence that defines."""

from collections.abc import Mapping, Sequence

from evidence.model import Claim, Document, Plan
from evidence.text.question_type import question_type
from research.answer.grounds import claims_at, statements
from research.reading.entities.definitions import definitions

SURE = 0.9  # "X is a ...", "X is defined as ..." at the beginning of the sentence


def leading(plan: Plan, claims: Sequence[Claim], documents: Mapping[str, Document]) -> str | None:
    """The id of the claim that defines what is asked, or None: not asked, or no quote has a sure form."""
    if question_type(plan.question) != "definition":
        return None
    read = statements(claims, documents)
    best = next(iter(definitions(plan.question, list(read.values()))), None)
    if best is None or best.score < SURE:
        return None
    said = best.statement
    return claims_at(claims, [(said.document_id, said.start, said.end)])[0]
