"""The reference retriever: no index, every document read, plain arithmetic. Slow; the others are tested against it."""

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from evidence.library.library import Library
from evidence.library.where import admits
from evidence.model import Hit, Query
from evidence.ports import Embedder
from indexers.analysis import normalise, stemmer
from indexers.embed import text_to_embed
from indexers.passages import passages
from indexers.ranked import Ranked, hits

K1, B = 1.2, 0.75  # as tantivy fixes them


@dataclass(frozen=True, slots=True)
class _Counted:
    """A document that holds words of the query: how often each, how many words in all, and whether filters admit it."""

    document_id: str
    frequencies: Counter[str]
    length: int
    admitted: bool


class ScanRetriever:
    """BM25 over stemmed titles and texts (Robertson and Zaragoza 2009) or, with an embedder, exact cosine in float32."""

    name = "scan"

    def __init__(self, library: Library, embedder: Embedder | None = None) -> None:
        self._library = library
        self._embedder = embedder

    def rank(self, query: Query, k: int) -> list[Ranked]:
        """Every document that filters admit and that shares a word (with an embedder: every one), best first."""
        if k < 1 or not any(c.isalnum() for c in query.text):
            return []
        found = self._by_words(query) if self._embedder is None else self._by_vectors(query, self._embedder)
        return sorted(found, key=lambda r: (-r.score, r.document_id))[:k]

    def search(self, query: Query, k: int) -> list[Hit]:
        """At most k hits."""
        return hits(self._library, self.rank(query, k), query.text, self.name)

    def _by_words(self, query: Query) -> Iterator[Ranked]:
        wanted = set(_terms(query.text))
        counted: list[_Counted] = []
        count = total = 0
        for document in self._library.all_documents():
            terms = _terms(document.text)
            count, total = count + 1, total + len(terms)
            frequencies = Counter(t for t in terms if t in wanted)
            if frequencies:
                counted.append(_Counted(document.id, frequencies, len(terms), admits(query.filters, document)))
        holders = Counter(term for c in counted for term in c.frequencies)  # of the whole library, as in an index
        rarity = {term: math.log1p((count - n + 0.5) / (n + 0.5)) for term, n in holders.items()}
        for c in counted:
            if c.admitted:
                yield Ranked(c.document_id, _bm25(c, rarity, total / count))

    def _by_vectors(self, query: Query, embedder: Embedder) -> Iterator[Ranked]:
        vector = embedder.embed_query(query.text)[0]
        for document in self._library.all_documents():
            if admits(query.filters, document):
                parts = passages(document)
                cosines = embedder.embed_passages([text_to_embed(document, p.start, p.end) for p in parts]) @ vector
                best = max(range(len(parts)), key=lambda i: (cosines[i], -i), default=None)
                if best is not None:
                    yield Ranked(document.id, float(cosines[best]), (parts[best].start, parts[best].end))


def _terms(text: str) -> list[str]:
    return list(stemmer().analyze(normalise(text)))


def _bm25(c: _Counted, rarity: dict[str, float], mean: float) -> float:
    shorter = K1 * (1 - B + B * c.length / mean)
    return sum(rarity[term] * n * (K1 + 1) / (n + shorter) for term, n in c.frequencies.items())
