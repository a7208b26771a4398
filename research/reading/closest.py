"""What of a document is read for a question: an abstract whole, of a full text the passages that are nearest by words."""

from evidence.model import Document
from indexers.best_passage import nearest, passages_of

LONG = 12_000  # characters: longer than any abstract
NEAREST = 6  # passages of a long text, about 50 sentences

Span = tuple[int, int]


def closest_parts(document: Document, question: str) -> list[Span] | None:
    """Spans of `document.text` to read, in order; None for all of it."""
    if len(document.text) <= LONG:
        return None
    return [(p.start, p.end) for p in nearest(passages_of(document), question, NEAREST)]


def opening(document: Document) -> list[Span] | None:
    """The beginning of a long text, to see what kind of text it is; None for all of a short one."""
    return [(0, LONG)] if len(document.text) > LONG else None


def text_in(document: Document, parts: list[Span] | None) -> str:
    """The title and those parts."""
    if parts is None:
        return document.text
    return "\n\n".join([document.title, *(document.text[start:end] for start, end in parts)])
