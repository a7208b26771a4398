"""The documents of a report: as `show` gives them, less the text, numbered in the order of their first citation."""

from dataclasses import replace

from citations.references import vancouver
from evidence.appraisal import level, synthesises_rcts
from evidence.model import Claim, Document, Kind
from evidence.report import CitedDocument, Policy
from evidence.successors import successor
from evidence.trust import entries_of
from research.gone_pages import gone_pages
from research.wiring import Engine

_MARKS = ("written for the Evidence sample library", "[Fictional record]")


def cited_documents(
    claims: list[Claim], documents: dict[str, Document], kind: Kind, engine: Engine, policy: Policy = Policy()
) -> tuple[CitedDocument, ...]:
    """Every document that a claim cites, once."""
    order = dict.fromkeys(c.document_id for claim in claims for c in claim.citations)
    gone = gone_pages(engine.library.folder)
    cited = (_cited(n, documents[i], kind, engine, policy) for n, i in enumerate(order, start=1))
    return tuple(replace(d, gone_since=gone[d.id].since) if d.id in gone else d for d in cited)


def is_fictional(document: Document) -> bool:
    """Whether a document says of itself that it belongs to the sample library."""
    return any(mark in document.text for mark in _MARKS)


def _cited(number: int, d: Document, kind: Kind, engine: Engine, policy: Policy) -> CitedDocument:
    held = tuple(e.name for e in entries_of(engine.trusted, (d.source, *d.also_in)))
    return CitedDocument(
        number, d.id, d.title, d.sections, d.published, d.authors, d.journal, d.identifiers, d.languages,
        d.publication_types, d.mesh, d.design, level(d.design, kind, synthesises_rcts(d)), d.status, d.is_preprint,
        d.links, d.notices, d.source, d.also_in, d.licence, d.url, vancouver(d), is_fictional(d),
        d.organisation, d.edition, d.population, d.text_form,
        tuple(name for name in held if name in policy.entries) if policy.filters.sources else held,
        successor(d, engine.library) if d.status == "superseded" else "",
    )  # fmt: skip
