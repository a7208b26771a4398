"""What must hold before a treatment is said to work or not: wrong, it would be acted on.

A statement counts where it compares what the question compares, names its whole outcome, and neither guesses nor tells
what was thought before. The reply needs two documents and none against it, in words or in figures; and no guideline's
recommendation may stand unheard beside it.
Where the rules come from: docs/decisions/0013.
"""

import re
from collections.abc import Mapping, Sequence

from evidence.model import Claim, Document
from evidence.report import Direction, Row
from evidence.text.findings import findings
from evidence.text.short_forms import meant
from research.answer.sides import SPLIT, UNCLEAR, Sides, by_document, points_against
from research.answer.wording import place
from research.findings_table.doubt import is_joined_to_another
from research.findings_table.sides import compares_as_asked, is_spoken_of
from research.reading.focus import WHOLE, Focus
from research.reading.verdict.model import Reply
from research.reading.verdict.weigh import Statement
from research.same_trial import study_of

_NOT_FOUND = re.compile(
    r"\b(?:may|might|could|possibl[ey]|potential(?:ly)?|perhaps|promising|seems?|suggest(?:s|ed|ing)?|hypothes\w+|urgent|need(?:ed)? to|"
    r"previously|has been (?:examined|studied|investigated)|have been (?:examined|studied|investigated))\b",
    re.IGNORECASE,
)
RECOMMENDED = "A guideline's recommendation is quoted: read it first."


def is_on_treatment(statement: Statement, document: Document, focus: Focus) -> bool:
    """Whether it compares as asked, of the outcome asked about; a guideline's own words count as they are."""
    text = meant(statement.text, document.text)
    if focus.on_outcome(text) < WHOLE or _NOT_FOUND.search(text) or is_joined_to_another(text, focus):
        return False
    if document.design == "guideline":
        return True
    return compares_as_asked(document, text, focus) and is_spoken_of(text, focus, document.title)


def carried(
    found: Sides,
    claims: Sequence[Claim],
    documents: Mapping[str, Document],
    question: str,
    rows: Sequence[Row],
    points: Mapping[str, Direction] = {},
) -> Sides:
    """The reply, or undecided where too little carries it or something speaks against it.

    `points` are the ways in which claims point, by id: a yes cannot stand above evidence that is said to disagree.
    """
    if found.reply == "undecided":
        return found
    quoted = [documents[i] for i in dict.fromkeys(c.document_id for claim in claims for c in claim.citations)]
    agreeing = by_document(found.agreeing, documents)
    recommends = {c.document_id for claim in claims for c in claim.citations if c.grade}
    if recommends and not recommends & {d.id for d in agreeing}:
        return Sides("undecided", RECOMMENDED)
    if found.reply == "yes" and any(f.crosses_no_effect for s in found.agreeing for f in findings(s.text)):
        return Sides("undecided", UNCLEAR)
    ways = [*(row.direction for row in rows), *(points.get(claim.id, "") for claim in claims)]
    if found.opposing or any(_against(question, found.reply, way) for way in ways):
        return Sides("undecided", SPLIT)
    strongest = min(place(d.design) for d in agreeing)
    as_strong = strongest <= min(place(d.design) for d in quoted)
    many = 2 * len(agreeing) >= len(quoted)
    same = {row.document_id: row.same_study for row in rows}
    studies = {study_of(d.id, same) for d in agreeing}  # two reports of one trial are one
    return found if len(studies) > 1 and (as_strong or many) else Sides("undecided", UNCLEAR)


def _against(question: str, reply: Reply, way: Direction) -> bool:
    """Whether a result goes another way: no difference denies an effect either way."""
    return reply == "yes" if way == "none" else points_against(question, reply, way)
