"""Whether claims stand: the layers of a check, from "the document exists" to "the quote is there and says it".

    layer      fails when                                                      then
    document   it is not among the documents, is retracted, or is a notice     the citation falls
    quote      the text at its offsets is not the quote, or is cut in a word   the citation falls
    numbers    a number of the claim stands in none of its quotes              the claim falls
    words      the claim is not its quote word for word                        undecided: a later judge's matter

A claim that loses its last citation is removed and listed, never shown bare.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from citations.quotes import stands_whole, verify
from citations.wording import says_no_more_than, unquoted
from evidence.model import Citation, Claim, Document
from evidence.report import Removed
from evidence.text.numbers import numbers_missing


def check_claims(claims: Iterable[Claim], documents: Mapping[str, Document]) -> tuple[list[Claim], list[Removed]]:
    """The claims that stand, checked, and those that do not, each in order."""
    outcomes = [check_claim(claim, documents) for claim in claims]
    standing = [outcome for outcome in outcomes if isinstance(outcome, Claim)]
    return standing, [outcome for outcome in outcomes if isinstance(outcome, Removed)]


def check_claim(claim: Claim, documents: Mapping[str, Document]) -> Claim | Removed:
    """The claim with each standing citation's `support` and `judge`, or why it was removed."""
    faults = [fault_of(citation, documents) for citation in claim.citations]
    standing = [c for c, fault in zip(claim.citations, faults, strict=True) if not fault]
    if not standing:
        return Removed(claim.text, "; ".join(dict.fromkeys(f for f in faults if f)) or "It cites nothing.")
    missing = _numbers_not_quoted(claim, standing, documents)
    if missing:
        return Removed(claim.text, f"Not in what it quotes: {', '.join(missing)}.")
    return replace(claim, citations=tuple(_judged(claim, citation) for citation in standing))


def fault_of(citation: Citation, documents: Mapping[str, Document]) -> str:
    """Why a citation cannot stand, in a plain sentence; "" if it can."""
    document = documents.get(citation.document_id)
    if document is None:
        return f"{citation.document_id} is not among the documents."
    if document.status in ("retracted", "notice"):
        what = "is retracted" if document.status == "retracted" else "is a notice about another article"
        return f"{citation.document_id} {what}."
    if not verify(citation, document.text):
        return f"The quote does not stand in {citation.document_id} at {citation.start}-{citation.end}."
    if not stands_whole(document.text, citation.start, citation.end):
        return f"The quote cuts a number or word of {citation.document_id} at {citation.start}-{citation.end}."
    if not _inside_its_passage(citation):
        return f"The quote does not lie in the passage {citation.passage_id}."
    return ""


def _inside_its_passage(citation: Citation) -> bool:
    """A passage id is `<document id>#<start>-<end>`."""
    document_id, _, span = citation.passage_id.rpartition("#")
    start, _, end = span.partition("-")
    if document_id != citation.document_id or not (start.isdecimal() and end.isdecimal()):
        return False
    return int(start) <= citation.start and citation.end <= int(end)


def _numbers_not_quoted(claim: Claim, standing: list[Citation], documents: Mapping[str, Document]) -> list[str]:
    """The claim's numbers that stand in no quote. Around a quotation, a cited document's year may stand as well."""
    quotes = [citation.quote for citation in standing]
    years = [str(documents[citation.document_id].published.year or "") for citation in standing]
    held = "\n".join(quotes)
    missing = {number.text for number in numbers_missing(claim.text, held)}
    framed = {number.text for number in numbers_missing(unquoted(claim.text), held)}
    return sorted(missing - (framed & set(years)) if unquoted(claim.text) != claim.text else missing)


def _judged(claim: Claim, citation: Citation) -> Citation:
    if says_no_more_than(claim.text, citation.quote):
        return replace(citation, support="supported", judge="quote")
    return replace(citation, support="undecided", judge="numbers")
