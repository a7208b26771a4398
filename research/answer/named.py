"""Drugs that the quoted statements name, for a question that asks which; other names were not read surely enough.

Measured on BioASQ (benchmarks.short_answers): no rule reached 70% for factoid questions or .6 for lists of other things.
"""

import re
from collections.abc import Sequence

from evidence.model import Claim
from evidence.report import AnswerLine
from evidence.text.typography import fold
from research.answer.grounds import claims_at
from research.reading.entities.candidates import is_drug
from research.reading.entities.entities import Entity, entities
from research.reading.verdict.weigh import Statement

LEAST = 2  # drugs: one alone was right too seldom
MOST = 6  # drugs named
_ASKS_FOR_DRUGS = re.compile(
    r"(?!.*\bsmall[- ]molecule)(?:please )?(?:which|what|list|name)(?: are)?(?: the)?(?: [\w-]+){0,4}? "
    r"(?:drugs|antibod(?:y|ies)|inhibitors|medications|statins|antivirals|anticoagulants|antibiotics|antidepressants|opioids|"
    r"antagonists|agonists)\b(?! (?:targets?|class(?:es)?|trials?|interactions?)\b)",
    re.IGNORECASE,
)


def asks_for_drugs(question: str) -> bool:
    """Whether drugs themselves are what is asked for, not their targets or trials."""
    return bool(_ASKS_FOR_DRUGS.match(question.strip()))


def lines(question: str, read: Sequence[Statement], claims: Sequence[Claim]) -> tuple[AnswerLine, ...]:
    """One line, or none where fewer than LEAST are named."""
    found = (
        [e for e in entities(question, read, 2 * MOST) if is_drug(e.text)][:MOST] if asks_for_drugs(question) else []
    )
    if len(found) < LEAST:
        return ()
    places = [(p.statement.document_id, p.statement.start, p.statement.end) for e in found for p in e.places]
    return (AnswerLine(f"Named in the quoted statements: {', '.join(map(_name, found))}.", claims_at(claims, places)),)


def _name(entity: Entity) -> str:
    """As it is written inside a sentence: a capital at a sentence's beginning is no part of a drug's name."""
    return entity.text if any(c.isupper() for c in entity.text[1:]) else fold(entity.text).lower()
