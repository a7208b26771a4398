"""What of the quoted statements may be a ground of a short answer."""

import re
from collections.abc import Iterable, Mapping, Sequence

from evidence.model import Claim, Document
from research.answer.relation import speaks
from research.reading.answers import Answer
from research.reading.verdict.from_answers import statement_of
from research.reading.verdict.weigh import Statement

# the words of _ASIDE were chosen on half of BioASQ's and PubMedQA's questions, see benchmarks.short_answers
STANDING = ("current", "corrected")  # what else is quoted by leave (a concern, a superseded version) is no ground
SILENT_DESIGNS = ("protocol", "news", "notice")
SILENT_PLACES = ("BACKGROUND", "OBJECTIVE", "METHODS")  # why and how it was asked, not what came of it
_ASIDE = re.compile(
    r"\b(?:whether|hypothes\w+|questioned|question|(?:aim|objective|purpose|goal)s?|determine|designed to"
    r"|(?:further|future|more|additional) (?:\w+ ){0,2}(?:studies|research|trials|work)"
    r"|(?:has|have) been (?:suggested|claimed|proposed|postulated|promoted|advocated)|(?:is|are|was|were) (?:claimed|thought|believed)"
    r"|(?:this|the|our) (?:present |current )?(?:study|review|trial|paper|article|work) (?:asked|explore[sd]?|look(?:s|ed) (?:for|at)"
    r"|examine[sd]?|investigate[sd]?|evaluate[sd]?|assesse[sd]|describe[sd]?|discusse[sd])|we (?:planned|aimed|sought|asked)"
    r"|little (?:awareness|knowledge|is known))\b",
    re.IGNORECASE,
)
Place = tuple[str, int, int]  # document, start, end


def statements(
    claims: Sequence[Claim], documents: Mapping[str, Document], answers: Iterable[Answer] = ()
) -> dict[Place, Statement]:
    """The quotes by their places, less rows of tables and what `answers` holds to be about others than is asked about."""
    aside = {(a.evidence.document.id, a.start, a.end) for a in answers if a.off or a.tabular}
    quoted = [(c.document_id, c.start, c.end) for claim in claims for c in claim.citations]
    return {
        place: statement_of(documents[place[0]], place[1], place[2])
        for place in dict.fromkeys(quoted)
        if place not in aside and stands(documents[place[0]])
    }


def grounds(question: str, read: Iterable[Statement]) -> list[Statement]:
    """Those that say what was found on what the question asks."""
    return [s for s in read if s.place not in SILENT_PLACES and not is_aside(s.text) and speaks(question, s.text)]


def is_aside(text: str) -> bool:
    """Whether a sentence says what was asked, planned or believed, and not what was found."""
    return bool(_ASIDE.search(text))


def claims_at(claims: Sequence[Claim], places: Iterable[Place]) -> tuple[str, ...]:
    """The ids of the claims whose quotes stand at the places, in the report's order."""
    wanted = set(places)
    return tuple(c.id for c in claims if any((q.document_id, q.start, q.end) in wanted for q in c.citations))


def stands(document: Document) -> bool:
    """Whether nothing is said against the document, and it is of a kind that reports findings."""
    return document.status in STANDING and document.design not in SILENT_DESIGNS
