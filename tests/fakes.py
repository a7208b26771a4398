"""Fakes for tests: small real implementations, no mocks."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from evidence.model import Document, Identifiers, Passage, Published, Section, Verdict
from evidence.ports import Embedder
from evidence.work_key import title_letters

Vectors = NDArray[np.float32]  # (n, dim), unit rows


def document(
    number: int = 1,
    *,
    title: str = "Aspirin and bleeding",
    body: str = "Aspirin increased major bleeding. Mortality did not differ.",
    **changes: object,
) -> Document:
    """A PubMed document with a title and one section."""
    text = f"{title}\n\n{body}" if body else title
    sections = [Section("Title", 0, len(title))]
    if body:
        sections.append(Section("RESULTS", len(title) + 2, len(text), "RESULTS"))
    values: dict[str, object] = {
        "id": f"pubmed:{number}",
        "title": title,
        "text": text,
        "source": "pubmed",
        "form": "pubmed-xml",
        "sections": tuple(sections),
        "published": Published("2020", "year", "PubDate"),
        "identifiers": Identifiers(pmid=str(number)),
        "languages": ("eng",),
        "url": f"https://pubmed.ncbi.nlm.nih.gov/{number}/",
    }
    return Document(**(values | changes))  # type: ignore[arg-type]


def pubmed_xml(*articles: tuple[int, str, str], deleted: Sequence[int] = ()) -> bytes:
    """A PubMed file: (PMID, abstract, DateRevised as 2020-05-01 or "") of each article, and the PMIDs it takes back."""
    records = "".join(_record(*article) for article in articles)
    gone = "".join(f'<PMID Version="1">{pmid}</PMID>' for pmid in deleted)
    taken_back = f"<DeleteCitation>{gone}</DeleteCitation>" if gone else ""
    return f"<PubmedArticleSet>{records}{taken_back}</PubmedArticleSet>".encode()


def _record(pmid: int, abstract: str, revised: str) -> str:
    year, month, day = revised.split("-") if revised else ("", "", "")
    date = f"<DateRevised><Year>{year}</Year><Month>{month}</Month><Day>{day}</Day></DateRevised>" if revised else ""
    return (
        f'<PubmedArticle><MedlineCitation><PMID Version="1">{pmid}</PMID>{date}<Article><Journal><JournalIssue>'
        f"<PubDate><Year>2020</Year></PubDate></JournalIssue></Journal><ArticleTitle>Article {pmid}</ArticleTitle>"
        f"<Abstract><AbstractText>{abstract}</AbstractText></Abstract></Article></MedlineCitation></PubmedArticle>"
    )


class RowEmbedder:
    """Gives a text that ends in a number that row of an array, and a query likewise of another array."""

    name = "rows"
    fingerprint = "rows-for-tests"

    def __init__(self, passages: Vectors, queries: Vectors) -> None:
        self.dim = passages.shape[1]
        self._passages = passages
        self._queries = queries

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return self._passages[[int(text.split()[-1]) for text in texts]]

    def embed_query(self, text: str) -> Vectors:
        return self._queries[[int(text.split()[-1])]]


class WatchedEmbedder:
    """Another embedder that remembers its texts and, after so many blocks, is interrupted as by Ctrl-C."""

    def __init__(self, inner: Embedder, *, blocks: int = 1_000_000, fingerprint: str = "") -> None:
        self.name, self.dim = inner.name, inner.dim
        self.fingerprint = fingerprint or inner.fingerprint
        self.texts: list[str] = []
        self._inner = inner
        self._blocks = blocks

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        if not self._blocks:
            raise KeyboardInterrupt
        self._blocks -= 1
        self.texts += texts
        return self._inner.embed_passages(texts)

    def embed_query(self, text: str) -> Vectors:
        return self._inner.embed_query(text)


class HeldRecords:
    """`citations.records.Records` over a few documents."""

    place = "these records"

    def __init__(self, *documents: Document) -> None:
        self._held = {document.id: document for document in documents}

    def by_id(self, document_id: str) -> Document | None:
        return self._held.get(document_id)

    def by_pmid(self, pmid: str) -> Document | None:
        return self._held.get(f"pubmed:{pmid}")

    def by_pmcid(self, pmcid: str) -> Document | None:
        return next((d for d in self._held.values() if d.identifiers.pmcid == pmcid), None)

    def by_doi(self, doi: str) -> Document | None:
        return next((d for d in self._held.values() if d.identifiers.doi == doi), None)

    def by_title(self, title: str) -> Sequence[Document]:
        wanted = title_letters(title)
        return [d for d in self._held.values() if title_letters(d.title).startswith(wanted)]

    def like(self, text: str, most: int) -> Sequence[Document]:
        words = set(text.split())
        return sorted(self._held.values(), key=lambda d: (-len(words & set(d.text.split())), d.id))[:most]


class WordForWord:
    """A judge, and an exact judge: supported where the claim stands in one passage, contradicted where the words "not so" do."""

    name = "word for word"

    def judge(self, claim: str, passages: Sequence[Passage]) -> Verdict:
        for passage in passages:
            at = passage.text.find(claim)
            if at >= 0:
                end = at + len(claim)
                return Verdict("supported", "verbatim", "It says so.", claim, passage.document_id, at, end)
        if any("not so" in passage.text for passage in passages):
            return Verdict("contradicted", self.name, "It says that it is not so.")
        return Verdict("undecided", self.name, "It cannot say.")


class Says:
    """A judge that always says the same."""

    def __init__(self, verdict: Verdict) -> None:
        self.name = verdict.judge
        self._verdict = verdict

    def judge(self, claim: str, passages: Sequence[Passage]) -> Verdict:
        return self._verdict
