"""A laid-out page -> its own recommendations, verbatim, with their grades as it prints them."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice

from evidence.model import Recommendation
from indexers.recommendations.bodies import is_nice, is_uspstf
from indexers.recommendations.nice import of_paragraph
from indexers.recommendations.numbered import marked_by_sign, numbered_by_nice
from indexers.recommendations.page import Page
from indexers.recommendations.sentences import in_sentences
from indexers.recommendations.tables import in_tables
from indexers.recommendations.uspstf import with_certainty

_SUMMARY = re.compile(
    r"\brecommendations? summary\b|\bsummary of (?:the )?(?:\w+ )?recommendations?\b|^\W*summary\W*$", re.I
)
MOST = 5000  # recommendations of one page: the longest guidelines hold some hundred


def recommendations(page: Page) -> tuple[Recommendation, ...]:
    """The page's recommendations in the order of its text, none overlapping another.

    What the source's selector marks comes first, then tables, then numbers and marks, then sentences. A summary table of
    the US Preventive Services Task Force is the whole of its recommendations.
    """
    tables = list(in_tables(page))
    if is_uspstf(page) and any(_in_summary(r, page) for r in tables):
        return tuple(with_certainty(_apart(tables), page))
    numbered = [*numbered_by_nice(page), *marked_by_sign(page)]
    sentences = list(islice(in_sentences(page), MOST))
    read = [*tables, *numbered, *(r for r in sentences if not _repeats(r, tables, page))]
    found = _apart(chain(_marked(page, _apart(read)), read))
    return tuple(with_certainty(found, page) if is_uspstf(page) else found)


def _in_summary(r: Recommendation, page: Page) -> bool:
    """Whether it stands in a table under the heading, or with the caption, of a summary of recommendations."""
    labels = [section.label for section in page.sections if section.start <= r.start < section.end]
    labels += [cell.table for cell in page.cells if cell.start == r.start]
    return any(_SUMMARY.search(label) for label in labels)


def _repeats(r: Recommendation, tables: Sequence[Recommendation], page: Page) -> bool:
    """Whether a sentence says again what a row of a table recommends."""
    said = page.text[r.start : r.end]
    return any(page.text[row.start : row.end].rstrip(".") in said for row in tables)


def _marked(page: Page, read: Sequence[Recommendation]) -> list[Recommendation]:
    """What a selector marks, with the grade that was read inside it, without one where none was; where several were
    read inside, those: no one's grade is of all of it.
    """
    found: list[Recommendation] = []
    for start, end in page.picked:
        first = bisect_left(read, start, key=lambda r: r.start)
        last = bisect_left(read, end, first, key=lambda r: r.start)
        inside = [r for r in read[first:last] if r.end <= end]
        if page.text[start:end].strip():
            found += inside if len(inside) > 1 else [*_whole(start, end, inside, page)]
    return found


def _whole(start: int, end: int, inside: Sequence[Recommendation], page: Page) -> Iterator[Recommendation]:
    for r in inside:
        yield replace(r, start=start, end=end)
    if inside:
        return
    if is_nice(page):
        text = page.text[start:end]
        yield from of_paragraph(start, start + len(text) - len(text.lstrip("0123456789. ")), end, page)
    else:
        yield Recommendation(start, end)


def _apart(found: Iterable[Recommendation]) -> list[Recommendation]:
    """Those that do not overlap an earlier one of `found`."""
    kept: list[Recommendation] = []  # in the order of the text
    for r in islice(found, 4 * MOST):
        at = bisect_left(kept, r.start, key=lambda other: other.start)
        before_ends = at == 0 or kept[at - 1].end <= r.start
        after_begins = at == len(kept) or kept[at].start >= r.end
        if before_ends and after_begins and len(kept) < MOST:
            kept.insert(at, r)
    return kept
