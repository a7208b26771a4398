"""One <article> -> one document: its front as facts; abstract, body and back as text; its references as links."""

from lxml.etree import _Element as Element

from evidence.appraisal import indexed_design, status_of
from evidence.errors import RecordRefusedError
from evidence.model import Document, Identifiers
from indexers.files.jats import front
from indexers.files.jats.abstracts import write_abstracts
from indexers.files.jats.back import write_author_notes, write_back
from indexers.files.jats.body import Body
from indexers.files.jats.dates import published
from indexers.files.jats.layout import Heading, Layout
from indexers.files.jats.licence import licence
from indexers.files.jats.people import authors, grants
from indexers.files.jats.references import cited, related
from indexers.files.jats.registrations import registrations
from indexers.files.jats.tree import first
from indexers.files.names import document_id
from indexers.pubmed.sections import NO_TITLE


def article_document(article: Element, collection: str, name: str) -> Document:
    """The document; `name` is its id's last part where the article states no identifier. Raises RecordRefusedError.

    Letters and reviews that are printed with an article (sub-article, response) are no part of it.
    """
    around, meta = first(article, "front"), first(article, "front", "article-meta")
    if around is None or meta is None:
        raise RecordRefusedError(name, "it has no front with article-meta")
    own = front.own_identifiers(meta)
    kind = article.get("article-type", "").strip().lower()
    spoken = front.language(article)
    titled = front.titles(meta, is_english=spoken in ("", "eng"))
    layout = Layout(titled.title or NO_TITLE)
    abstract_end = _write(article, meta, layout, is_english=spoken in ("", "eng"))
    text, sections, cells = layout.finish()
    if not titled.title and len(sections) == 1:
        raise RecordRefusedError(name, "it has neither a title nor a text")
    types = front.publication_types(kind, meta)
    where = front.journal(around, meta)
    linked = (*related(meta, kind), *cited(article))
    return Document(
        id=_id(own, collection, name),
        title=titled.title or NO_TITLE,
        text=text,
        source=collection,
        form="jats",
        sections=sections,
        published=published(meta),
        authors=authors(meta),
        journal=where,
        identifiers=own,
        languages=(spoken,) if spoken else (),
        vernacular_title=titled.vernacular,
        publication_types=types,
        keywords=front.keywords(meta, article),
        grants=grants(meta),
        registrations=registrations(meta, text, sections, abstract_end),
        links=linked,
        design=indexed_design(types, (), titled.title),
        status=status_of(linked, types),
        is_preprint=front.is_preprint(kind, around, own, where),
        licence=licence(meta),
        url=_url(own),
        cells=cells,
    )


def _write(article: Element, meta: Element, layout: Layout, is_english: bool) -> int:
    """Write the text; returns where title and abstracts end."""
    body = Body(layout)
    write_abstracts(meta, body, is_english)
    abstract_end = layout.end
    for name in ("body", "floats-group"):
        layout.under(Heading())
        part = first(article, name)
        if part is not None:
            body.contents(part)
    write_author_notes(meta, body)
    write_back(first(article, "back"), body)
    return abstract_end


def _id(own: Identifiers, collection: str, name: str) -> str:
    if own.pmid:
        return f"pubmed:{own.pmid}"
    return f"pmc:{own.pmcid}" if own.pmcid else document_id(collection, name)


def _url(own: Identifiers) -> str:
    if own.pmcid:
        return f"https://pmc.ncbi.nlm.nih.gov/articles/{own.pmcid}/"
    if own.pmid:
        return f"https://pubmed.ncbi.nlm.nih.gov/{own.pmid}/"
    return f"https://doi.org/{own.doi}" if own.doi else ""
