"""A laid-out page -> its own recommendations, verbatim, with their grades as it prints them."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import chain, islice

from evidence.model import Recommendation
from indexers.recommendations.bodies import is_nice, is_uspstf
from indexers.recommendations.numbered import marked_by_sign, numbered_by_nice
from indexers.recommendations.page import Page
from indexers.recommendations.sentences import in_sentences
from indexers.recommendations.tables import in_tables
from indexers.recommendations.uspstf import with_certainty
from indexers.recommendations.wording import nice_strength

MOST = 5000  # recommendations of one page: the longest guidelines hold some hundred


def recommendations(page: Page) -> tuple[Recommendation, ...]:
    """The page's recommendations in the order of its text, none overlapping another.

    What the source's selector marks comes first, then tables, then numbers and marks, then sentences. A summary table of
    the US Preventive Services Task Force is the whole of its recommendations.
    """
    tables = list(in_tables(page))
    if is_uspstf(page) and tables:
        return tuple(with_certainty(_apart(tables), page))
    sentences = list(islice(in_sentences(page), MOST))
    marked = _marked(page, [*tables, *sentences])
    found = _apart(chain(marked, tables, numbered_by_nice(page), marked_by_sign(page), sentences))
    return tuple(with_certainty(found, page) if is_uspstf(page) else found)


def _marked(page: Page, graded: Sequence[Recommendation]) -> list[Recommendation]:
    """What a selector marks, with the grade that was read inside it; without one where none was."""
    return [_with_grade(start, end, page, graded) for start, end in page.picked if page.text[start:end].strip()]


def _with_grade(start: int, end: int, page: Page, graded: Sequence[Recommendation]) -> Recommendation:
    inside = next((r for r in graded if start <= r.start and r.end <= end), None)
    if inside:
        return Recommendation(
            start, end, inside.system, inside.strength, inside.certainty, inside.population, inside.era
        )
    if is_nice(page):
        return Recommendation(start, end, "NICE", nice_strength(page.text[start:end].lstrip("0123456789. ")))
    return Recommendation(start, end)


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
