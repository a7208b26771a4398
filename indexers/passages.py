"""A document in passages: by section, at sentence ends, with offsets that hold.

Short sections in a row are joined up to the limit; a longer one is parted at sentences into about equal parts. The
title goes with the section after it. Nothing overlaps, and only white space lies between passages.
"""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import groupby

from evidence.errors import UsageError
from evidence.model import Document, Passage
from evidence.text.sentences import sentences

LIMIT = 1400  # characters: about 300 word pieces, what the embedders read
SPLITTER = "sections-1400-v2"  # changes whenever the passages would

Span = tuple[int, int]


def passages(document: Document, limit: int = LIMIT) -> list[Passage]:
    """The document's passages in order; each at most `limit` characters. Raises UsageError for a limit below 1."""
    if limit < 1:
        raise UsageError(f"A passage cannot hold {limit} characters: ask for a limit of 1 or more.")
    spans = _joined(list(_sections(document)), document.text, limit)
    return [Passage(document.id, start, end, document.text[start:end]) for start, end in spans]


def _sections(document: Document) -> Iterator[list[Span]]:
    """The sentences of each section; what stands between two (a page's heading) belongs to the later."""
    ends = sorted({section.end for section in document.sections})[:-1]
    spans = sentences(document.text)
    for _, group in groupby(spans, key=lambda span: bisect_right(ends, span[0])):
        yield list(group)


def _joined(sections: list[list[Span]], text: str, limit: int) -> list[Span]:
    """Sections in a row as long as they fit together; a section that does not fit alone, in parts."""
    spans: list[Span] = []
    whole = False  # whether the last span is made of whole sections, and may be joined to
    for section in sections:
        start, end = section[0][0], section[-1][1]
        fits = end - start <= limit
        if fits and whole and end - spans[-1][0] <= limit:
            spans[-1] = (spans[-1][0], end)
        elif fits:
            spans.append((start, end))
        else:
            spans += _parted(section, text, limit)
        whole = fits
    return spans


def _parted(section: list[Span], text: str, limit: int) -> list[Span]:
    """About equal parts of whole sentences, none longer than the limit; what is left is parted anew after each."""
    last = section[-1][1]
    parts: list[Span] = []
    target = 0.0
    for start, end in (piece for span in section for piece in _cut(text, *span, limit)):
        if parts and end - parts[-1][0] <= limit and (start + end) / 2 - parts[-1][0] <= target:
            parts[-1] = (parts[-1][0], end)
        else:
            parts.append((start, end))
            target = (last - start) / -(-(last - start) // limit)
    return parts


def _cut(text: str, start: int, end: int, limit: int) -> Iterator[Span]:
    """A sentence in one piece or, if it is longer than the limit, cut at the last space before it, or hard."""
    while end - start > limit:
        space = max((text.rfind(blank, start + 1, start + limit + 1) for blank in " \t\u00a0\u2009"), default=-1)
        stop = space if space > start else start + limit
        trimmed = start + len(text[start:stop].rstrip())
        yield start, trimmed
        start = stop
        while text[start].isspace():
            start += 1
    yield start, end
