"""Recommendations that stand under a number or a mark: NICE's "1.2.3 Offer ...", SIGN's "R" and "✓"."""

import re
from collections.abc import Iterator

from evidence.model import Recommendation
from indexers.recommendations.bodies import is_nice, is_sign
from indexers.recommendations.nice import of_paragraph
from indexers.recommendations.page import Page, Unit
from indexers.recommendations.wording import RECOMMENDS

_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,3}){2,3}\s+(?=[A-Z])")
_MARK = re.compile(r"([R✓☑√]|[A-D])(?:\s+|\t)(?=[A-Z])")
_ALONE = re.compile(r"[R✓☑√]|[A-D]")


def numbered_by_nice(page: Page) -> Iterator[Recommendation]:
    """Each numbered recommendation of a NICE guideline with its list, up to the next number, heading or blank line."""
    if not is_nice(page):
        return
    for section in page.own_sections:
        units = list(page.units(section))
        for i, unit in enumerate(units):
            number = _NUMBER.match(page.text, unit.start, unit.end)
            if number:
                yield from of_paragraph(unit.start, number.end(), _end_of(i, units, page), page)


def _end_of(i: int, units: list[Unit], page: Page) -> int:
    """Where the recommendation of line `i` ends: one that ends with a colon goes on in the list below it."""
    end = units[i].end
    if page.text[end - 1] != ":":
        return end
    for n, unit in enumerate(units[i + 1 :]):
        set_off = n > 0 and "\n\n" in page.text[end : unit.start]
        if set_off or _NUMBER.match(page.text, unit.start, unit.end):
            break
        end = unit.end
    return end


def marked_by_sign(page: Page) -> Iterator[Recommendation]:
    """Each line of a SIGN guideline that begins with its mark: R, a good practice tick, or the older A to D."""
    if not is_sign(page):
        return
    for section in page.own_sections:
        mark_before = ""  # a mark may be a cell or a line of its own
        for unit in page.units(section):
            text = page.text[unit.start : unit.end]
            mark = _MARK.match(text)
            strength = mark.group(1) if mark else mark_before
            start = unit.start + (mark.end() if mark else 0)
            if strength and RECOMMENDS.search(page.text, start, unit.end):
                yield Recommendation(start, unit.end, "SIGN", strength)
            mark_before = text if _ALONE.fullmatch(text) else ""
