"""From a reference as written to the record it names: layers 1 to 3 of a check.

layer        fault
identifier   nothing has this PMID, PMCID or DOI; the identifiers given are of two records; a PMCID given as a PMID
metadata     the record has another title than the reference (or, where none is given, another author or year): it
             falls; the title is right and the author or year wrong: it weakens
state        the record is retracted, is a notice, or (unless it is allowed) is superseded or under concern
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from citations.manuscript.model import Reference
from citations.metadata import Disagreement, disagreement, same_title
from citations.records import Records
from evidence.checked import Layer
from evidence.model import Document
from evidence.work_key import title_letters

Weight = Literal["", "falls", "weakens"]  # of a fault: the citation cannot stand, or can stand in part


@dataclass(frozen=True, slots=True)
class Resolved:
    """A reference with its record. A citation of it `falls` with the fault named, `weakens` to partial, or stands ("")."""

    reference: Reference
    document: Document | None
    layer: Layer = "identifier"
    reason: str = ""
    weight: Weight = ""


def resolve(reference: Reference, records: Records, allow: frozenset[str] = frozenset()) -> Resolved:
    """The record of a reference, and what is wrong with it. `allow` names states: concern, superseded."""
    found = _identified(reference, records)
    if isinstance(found, Resolved):
        return found
    if found is None:
        return _by_description(reference, records, allow)
    return _compared(reference, found, records, allow)


def _identified(reference: Reference, records: Records) -> Document | Resolved | None:
    """By what identifies it; None where it gives no identifier."""
    named = [
        (what, value, door(value))
        for what, value, door in (
            ("document id", reference.document_id, records.by_id),
            ("PMID", reference.pmid, records.by_pmid),
            ("PMCID", reference.pmcid, records.by_pmcid),
            ("DOI", reference.doi, records.by_doi),
        )
        if value
    ]
    if not named:
        return None
    held = {document.id: (what, value, document) for what, value, document in named if document is not None}
    if agreed := _agreed(reference, [document for _, _, document in held.values()]):
        return agreed
    if len(held) > 1:
        said = "; ".join(f"{what} {value} is {document.id}" for what, value, document in held.values())
        return Resolved(reference, None, "identifier", f"Its identifiers are of two records: {said}.", "falls")
    if not held:
        return _unknown(reference, named[0][0], named[0][1], records)
    return next(iter(held.values()))[2]


def _agreed(reference: Reference, held: Sequence[Document]) -> Document | None:
    """The one that states every identifier given, although others share one: a DOI may stand on two records."""
    given = [("pmid", reference.pmid), ("pmcid", reference.pmcid), ("doi", reference.doi)]
    return next(
        (
            d
            for d in held
            if all(getattr(d.identifiers, name).lower() == value.lower() for name, value in given if value)
        ),
        None,
    )


def _unknown(reference: Reference, what: str, value: str, records: Records) -> Resolved:
    """Nothing at hand has the identifier; who may be meant is named, never taken."""
    if what == "PMID":
        other = records.by_pmcid(f"PMC{value}")
        if other is not None or reference.pmcid == f"PMC{value}":
            named = f", which is {other.id}" if other is not None and other.id != f"pmc:PMC{value}" else ""
            reason = f"{value} is not a PMID at hand, but the number of PMC{value}{named}: a PMCID is not a PMID."
            return Resolved(reference, None, "identifier", reason, "falls")
    meant = next(iter(records.by_title(reference.title)), None) if reference.title else None
    hint = f" The title given is that of {meant.id}." if meant is not None else ""
    return Resolved(
        reference, None, "identifier", f"{what[:1].upper()}{what[1:]} {value} is not in {records.place}.{hint}", "falls"
    )


def _by_description(reference: Reference, records: Records, allow: frozenset[str]) -> Resolved:
    """Without an identifier: the one record that has its title, or, without a title, nothing."""
    if not reference.title:
        what = reference.text.strip() or reference.key
        reason = f"“{what[:120]}” gives no PMID, PMCID, DOI or title by which it could be looked up."
        return Resolved(reference, None, "identifier", reason, "falls")
    like = [d for d in records.by_title(reference.title) if same_title(reference.title, d)]
    if not like:
        return Resolved(reference, None, "identifier", f"No record in {records.place} has its title.", "falls")
    agreeing = [d for d in like if disagreement(reference, d) is None] or like
    return _compared(reference, min(agreeing, key=lambda d: _strangeness(reference, d)), records, allow)


def _strangeness(reference: Reference, document: Document) -> tuple[bool, bool]:
    """Of records with one title: the journal given comes first, and an article comes before its preprint."""
    named = {title_letters(document.journal.title), title_letters(document.journal.abbreviation)} - {""}
    return title_letters(reference.journal) not in named, document.is_preprint


def _compared(reference: Reference, document: Document, records: Records, allow: frozenset[str]) -> Resolved:
    """With the record's state and, where they disagree, with what the reference says otherwise."""
    resolved = _with_state(reference, document, allow)
    fault = disagreement(reference, document)
    if fault is None or resolved.weight == "falls":
        return resolved
    if fault.is_another:
        return _of_another(reference, document, fault, records)
    reason = f"{document.id} has the title given, but {'; '.join(fault.phrases)}."
    return Resolved(reference, document, "metadata", reason, "weakens")


def _of_another(reference: Reference, found: Document, fault: Disagreement, records: Records) -> Resolved:
    meant = next((d for d in records.by_title(reference.title) if same_title(reference.title, d)), None)
    hint = f" That title is {meant.id}'s." if meant is not None and reference.title else ""
    return Resolved(
        reference, found, "metadata", f"{found.id} is another paper: {'; '.join(fault.phrases)}.{hint}", "falls"
    )


def _with_state(reference: Reference, document: Document, allow: frozenset[str]) -> Resolved:
    reason, weight = _state(document)
    if document.status in allow:
        weight = ""
    return Resolved(reference, document, "state", reason, weight)


def _state(document: Document) -> tuple[str, Weight]:
    by = f" ({', '.join(n.by for n in document.notices if n.by)})" if any(n.by for n in document.notices) else ""
    match document.status:
        case "retracted":
            return f"{document.id} is retracted{by}: it bears nothing out.", "falls"
        case "notice":
            return f"{document.id} is a notice about another article, not evidence.", "falls"
        case "concern":
            return f"{document.id} is under an expression of concern{by}.", "weakens"
        case "superseded":
            return f"{document.id} was superseded by a later version{by}.", "weakens"
        case _:
            return "", ""
