"""What must hold before a treatment is said to work or not: wrong, it would be acted on.

A statement counts where it compares what the question compares and names its whole outcome. The reply needs two
documents, or one of the strongest design quoted; and no guideline's recommendation may stand unheard beside it.
"""

from collections.abc import Mapping, Sequence

from evidence.model import Claim, Document
from evidence.text.findings import findings
from evidence.text.short_forms import meant
from research.answer.sides import UNCLEAR, Sides, by_document
from research.answer.wording import place
from research.findings_table.sides import compares_as_asked, is_spoken_of
from research.reading.focus import Focus
from research.reading.verdict.weigh import Statement

WHOLE = 0.99  # share of the outcome's weight
STRONG = 3.5  # places of designs: a randomised trial, or stronger
RECOMMENDED = "A guideline's recommendation is quoted: read it first."


def is_on_treatment(statement: Statement, document: Document, focus: Focus) -> bool:
    """Whether it compares as asked, of the outcome asked about; a guideline's own words count as they are."""
    text = meant(statement.text, document.text)
    if focus.on_outcome(text) < WHOLE:
        return False
    if document.design == "guideline":
        return True
    return compares_as_asked(document, text, focus) and is_spoken_of(text, focus, document.title)


def carried(found: Sides, claims: Sequence[Claim], documents: Mapping[str, Document]) -> Sides:
    """The reply, or undecided where too little carries it."""
    if found.reply == "undecided":
        return found
    quoted = [documents[i] for i in dict.fromkeys(c.document_id for claim in claims for c in claim.citations)]
    agreeing = by_document(found.agreeing, documents)
    recommends = {c.document_id for claim in claims for c in claim.citations if c.grade}
    if recommends and not recommends & {d.id for d in agreeing}:
        return Sides("undecided", RECOMMENDED)
    if found.reply == "yes" and any(f.crosses_no_effect for s in found.agreeing for f in findings(s.text)):
        return Sides("undecided", UNCLEAR)
    strongest = min(place(d.design) for d in agreeing)
    as_strong = strongest <= min(place(d.design) for d in quoted)
    many = 2 * len(agreeing) >= len(quoted)
    enough = len(agreeing) > 1 or strongest <= STRONG
    return found if enough and (as_strong or many) else Sides("undecided", UNCLEAR)
