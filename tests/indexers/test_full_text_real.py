"""242 real articles and the records that PubMed would hold of them: one document each, whichever came first."""

import tarfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from evidence.library.library import Library
from evidence.model import Document, Identifiers, MeshHeading
from indexers.files.jats.read import read_jats
from indexers.ingest import IngestResult, Input, ingest

MESH = (MeshHeading("D001241", "Aspirin"),)


@pytest.fixture(scope="module")
def articles(shared: Path) -> list[Document]:
    """As the reader gives them."""
    found: list[Document] = []
    with tarfile.open(shared / "jats" / "ccby_articles.tar.gz") as packed:
        for member in packed:
            if (file := packed.extractfile(member)) is not None:
                items = read_jats(file.read(), "articles", Path(member.name).stem)
                found += [item for item in items if isinstance(item, Document)]
    return found


def record_of(article: Document, number: int) -> Document:
    """PubMed's record: the title with a full stop, the beginning of the text, headings, and identifiers of its own."""
    title = f"{article.title.rstrip('.')}."
    pmid = article.identifiers.pmid or str(90_000_000 + number)
    return Document(
        id=f"pubmed:{pmid}",
        title=title,
        text=f"{title}\n\n{article.text[len(article.title) :].strip()[:500]}",
        source="pubmed",
        form="pubmed-xml",
        published=article.published,
        authors=article.authors,
        journal=article.journal,
        identifiers=Identifiers(pmid, article.identifiers.pmcid, article.identifiers.doi),
        mesh=MESH,
        revised="2020-01-01",
    )


def load(folder: Path, *items: Document) -> IngestResult:
    """One command."""
    name = " ".join(f"{item.id} {item.form}" for item in items)
    return ingest(folder, [Input("file", name, lambda: iter(items))])


def whole(folder: Path) -> dict[str, Document]:
    """Every document by its id."""
    return {d.id: d for d in Library.open(folder).all_documents()}


def check(found: Iterable[Document], articles: Iterable[Document]) -> None:
    """Each is PubMed's record with the article's text."""
    texts = Counter(d.text for d in found)
    assert texts == Counter(a.text for a in articles)
    for document in found:
        assert (document.form, document.text_form, document.also_in) == ("pubmed-xml", "jats", ("articles",))
        assert document.mesh == MESH
        assert all(0 <= cell.start <= cell.end <= len(document.text) for cell in document.cells)


def test_either_order_gives_one_document_each(articles: list[Document], tmp_path: Path) -> None:
    """By PMID where the article states it; nothing is taken for another's copy, and again changes nothing."""
    records = [record_of(article, n) for n, article in enumerate(articles)]
    first, second = tmp_path / "first", tmp_path / "second"
    load(first, *records)
    load(first, *articles)
    load(second, *reversed(articles))
    load(second, *records)
    assert whole(first) == whole(second)
    check(whole(first).values(), articles)
    revision = Library.open(first).revision
    assert load(first, *reversed(records)).revision == revision
    assert load(first, *reversed(articles)).revision == revision


@pytest.mark.parametrize("rule", ["identifier", "doi"])
def test_articles_without_a_pmid(articles: list[Document], tmp_path: Path, rule: str) -> None:
    """As PubMed Central gives many: they find their records by PMCID, or by DOI and title."""
    alone = [
        replace(
            article,
            id=f"pmc:{article.identifiers.pmcid}" if rule == "identifier" else f"file:articles/{n}",
            identifiers=replace(article.identifiers, pmid="", **({} if rule == "identifier" else {"pmcid": ""})),
        )
        for n, article in enumerate(articles)
        if article.identifiers.pmcid and article.identifiers.doi
    ]
    records = [record_of(article, n) for n, article in enumerate(articles) if article.identifiers.doi]
    assert len(alone) > 200
    first, second = tmp_path / "first", tmp_path / "second"
    load(first, *records)
    assert load(first, *alone).duplicates[rule] == len(alone)
    load(second, *alone)
    assert load(second, *records).duplicates[rule] == len(alone)
    assert whole(first) == whole(second)
    texts = {d.text for d in whole(first).values()}
    assert {a.text for a in alone} <= texts
    assert len(whole(first)) == len(records)
