"""The passage of a document that a lexical hit points to: the one that shares most of the query's words."""

from evidence.model import Document, Passage
from evidence.text.words import content_words, stem
from indexers.passages import passages


def best_passage(document: Document, query: str) -> Passage:
    """The first passage with the most distinct content words of the query."""
    wanted = {stem(w) for w in content_words(query)}
    parts = passages(document)
    if len(parts) == 1:
        return parts[0]
    return max(parts, key=lambda p: (len(wanted & {stem(w) for w in content_words(p.text)}), -p.start))
