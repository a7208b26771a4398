"""The passages of a document that a query points to: those that share most of its words."""

from collections.abc import Sequence
from functools import lru_cache

from evidence.model import Document, Passage
from evidence.text.words import content_words, stem
from indexers.passages import passages

CLOSE = 8  # passages of a long document that are compared word by word
PREFIX = 5  # letters of a word that stand for it in the first look: "thrombosis", "thrombotic"


def best_passage(document: Document, query: str) -> Passage:
    """The first passage with the most distinct content words of the query."""
    wanted = {stem(w) for w in content_words(query)}
    parts = nearest(passages_of(document), query, CLOSE)
    if len(parts) == 1:
        return parts[0]
    return max(parts, key=lambda p: (len(wanted & {stem(w) for w in content_words(p.text)}), -p.start))


@lru_cache(maxsize=128)  # a run asks for the same documents several times, and a full text takes 10 to 50 ms
def passages_of(document: Document) -> tuple[Passage, ...]:
    """The document's passages, as a search has them."""
    return tuple(passages(document))


def nearest(parts: Sequence[Passage], query: str, most: int) -> list[Passage]:
    """The `most` passages that hold most of the query's words by their first letters, in the order of the text.

    A look that costs little, for full texts and long pages; ties go to the earlier passage.
    """
    if len(parts) <= most:
        return list(parts)
    heads = {word[:PREFIX] for word in content_words(query)}
    shared = [sum(head in text for head in heads) for text in (p.text.lower() for p in parts)]
    best = sorted(range(len(parts)), key=lambda i: (-shared[i], i))[:most]
    return [parts[i] for i in sorted(best)]
