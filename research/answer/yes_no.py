"""The reply to a yes/no question in a line or two: which of the quoted documents say so, and what the strongest are."""

from collections.abc import Mapping, Sequence

from evidence.model import Claim, Document
from evidence.report import AnswerLine
from research.answer.grounds import claims_at
from research.answer.sides import Sides, by_document
from research.answer.wording import capital, counted, joined, many, place
from research.reading.verdict.weigh import Statement

NAMED = 2  # kinds of study that are named, the strongest; of a few documents all are named
_OTHER = {"yes": "no", "no": "yes"}


def lines(found: Sides, claims: Sequence[Claim], documents: Mapping[str, Document]) -> tuple[AnswerLine, ...]:
    """None where the reply is undecided."""
    if found.reply == "undecided":
        return ()
    quoted = {c.document_id for claim in claims for c in claim.citations}
    agreeing = by_document(found.agreeing, documents)
    said = [AnswerLine(_agreeing(found.reply, agreeing, len(quoted)), _claims(claims, found.agreeing))]
    if found.opposing:
        text = _opposing(_OTHER[found.reply], by_document(found.opposing, documents))
        said.append(AnswerLine(text, _claims(claims, found.opposing)))
    return tuple(said)


def _agreeing(reply: str, agreeing: Sequence[Document], quoted: int) -> str:
    """ "The statements quoted point to yes: 4 of 5 documents, a systematic review and 2 randomised trials among them."."""
    if len(agreeing) == 1:
        which = "The one document quoted" if quoted == 1 else f"One of the {quoted} documents quoted"
        others = "" if quoted == 1 else "; the others do not say so clearly"
        return f"{which}{_what(agreeing[0])} points to {reply}{others}."
    all_of_them = "both" if quoted == 2 else f"all {quoted}"
    count = all_of_them if len(agreeing) == quoted else f"{len(agreeing)} of {quoted}"
    return f"The statements quoted point to {reply}: {count} documents{_kinds(agreeing)}."


def _what(document: Document) -> str:
    """ ", a randomised trial (2015),"."""
    year = f"{document.published.year}" if document.published.year else ""
    if not document.design:
        return f" ({year}, design not indexed)" if year else " (design not indexed)"
    return f", {counted([document.design])[0]}{f' ({year})' if year else ''},"


def _opposing(reply: str, opposing: Sequence[Document]) -> str:
    """ "A cohort study points to no."."""
    verb = "points" if len(opposing) == 1 else "point"
    return f"{capital(joined(counted(d.design for d in opposing)))} {verb} to {reply}."


def _kinds(documents: Sequence[Document]) -> str:
    """The kinds of study, the strongest first; nothing where no design is indexed."""
    designs = sorted((d.design for d in documents if d.design), key=place)
    if not designs:
        return " (designs not indexed)"
    kinds = counted(designs)
    if len(kinds) == 1 and len(designs) == len(documents):
        return f", {'both' if len(designs) == 2 else 'all'} {many(designs[0])}"
    if len(designs) == len(documents) and len(kinds) <= NAMED:
        return f" ({joined(kinds)})"
    return f", {joined(kinds[:NAMED])} among them"


def _claims(claims: Sequence[Claim], said: Sequence[Statement]) -> tuple[str, ...]:
    return claims_at(claims, [(s.document_id, s.start, s.end) for s in said])
