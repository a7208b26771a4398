"""What BM25 takes of a document: its texts, normalised, and what filters ask for. Made beside the parser, in any process."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import tantivy

from evidence.model import Document
from indexers.analysis import compounds, normalise

PMID = re.compile(r"[1-9][0-9]{0,17}")


@dataclass(frozen=True, slots=True)
class WordFields:
    """The fields of `indexers.lexical.schema`, ready to be indexed."""

    id: str
    title: str
    body: str
    mesh: tuple[str, ...]
    keywords: tuple[str, ...]
    compounds: str
    design: str
    status: str
    sources: tuple[str, ...]
    languages: tuple[str, ...]
    preprint: bool
    year: int | None


@lru_cache(maxsize=1 << 16)  # MeSH has 30,000 headings, and they come again and again
def _name(name: str) -> str:
    return normalise(name)


def word_fields(document: Document) -> WordFields:
    """The fields of one document."""
    title = normalise(document.title)
    rest = document.text.removeprefix(document.title)
    body = normalise(rest)
    return WordFields(
        document.id,
        title,
        body,
        tuple(_name(heading.name) for heading in document.mesh),
        tuple(_name(keyword) for keyword in document.keywords),
        " ".join(compounds(title) + compounds(body)),
        document.design,
        document.status,
        (document.source, *document.also_in),
        document.languages,
        document.is_preprint,
        document.published.year,
    )


def index_document(fields: WordFields) -> Any:
    """tantivy's document."""
    made = tantivy.Document()
    made.add_text("id", fields.id)
    for name, text in (("title", fields.title), ("title_words", fields.title)):
        made.add_text(name, text)
    for name, text in (("body", fields.body), ("body_words", fields.body), ("compounds", fields.compounds)):
        made.add_text(name, text)
    for name, values in (("mesh", fields.mesh), ("keywords", fields.keywords), ("source", fields.sources)):
        for value in values:
            made.add_text(name, value)
    for language in fields.languages:
        made.add_text("language", language)
    made.add_text("design", fields.design)
    made.add_text("status", fields.status)
    if fields.preprint:
        made.add_text("preprint", "yes")
    pmid = fields.id.removeprefix("pubmed:") if fields.id.startswith("pubmed:") else ""
    made.add_unsigned("pmid", int(pmid) if PMID.fullmatch(pmid) else 0)  # 0: only the stored id says what it is
    if fields.year is not None:
        made.add_integer("year", fields.year)
    return made
