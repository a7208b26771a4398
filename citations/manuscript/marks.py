"""All citation marks of a body, in order: each finder takes what those before it left."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from citations.manuscript.author_years import bracketed_years, narrated_years, open_years
from citations.manuscript.drawn import Block, Drawn
from citations.manuscript.found import Found, Taken
from citations.manuscript.keys import Keys
from citations.manuscript.named_marks import identifier_marks, link_marks
from citations.manuscript.numeric_marks import round_marks, square_marks
from citations.manuscript.pandoc_marks import pandoc_marks
from citations.manuscript.raised_marks import glued_marks, raised_marks

_QUOTED = re.compile(r"“[^“”]{1,8000}”")
_BEHIND_QUOTE = 3  # characters between a quotation and the mark that says where it is from


def find_marks(body: str, blocks: Sequence[Block], drawn: Drawn, keys: Keys, remarks: set[str]) -> list[Found]:
    """In the order of the text; they do not overlap, and each stands in one of the `blocks` that `body` shows."""
    taken = Taken(len(body), blocks)
    listed = {label for label in keys.numbers if label.isdigit()}
    found = taken.add(link_marks(body, drawn.links, remarks))
    if drawn.kind == "markdown":
        found += taken.add(pandoc_marks(body))
    square = _not_alone(list(square_marks(body, listed)), listed)
    raised = raised_marks(body, listed)
    by_number = len(square) + len(raised)
    is_strict = bool(listed) and by_number > 0
    found += taken.add(bracketed_years(body, keys.is_known, is_strict))
    found += taken.add(narrated_years(body, keys.is_known, is_strict))
    found += taken.add(open_years(body, keys.is_known))
    found += taken.add(identifier_marks(body))
    found += taken.add(square)
    found += taken.add(raised)
    found += taken.add(round_marks(body, listed, len(found)))
    found += taken.add(glued_marks(body, listed, by_number))
    return _not_of_the_quoted(body, drawn, sorted(found, key=lambda each: each.start))


def _not_alone(found: list[Found], listed: set[str]) -> list[Found]:
    """Without a list, a single number in brackets is a mark only if it is 1 or if others follow it."""
    numbers = {cited.number for each in found for cited in each.cited}
    return found if listed or len(found) > 1 or "1" in numbers else []


def _not_of_the_quoted(body: str, drawn: Drawn, found: list[Found]) -> list[Found]:
    """Without the marks inside a quotation that has its own behind it, or is a table's cell: those are the quoted source's."""
    rows = [block.start for block in drawn.blocks if block.role == "row"]
    ends = [block.end for block in drawn.blocks if block.role == "row"]
    starts = [each.start for each in found]
    foreign: set[int] = set()
    for match in _QUOTED.finditer(body):
        first, behind = bisect_left(starts, match.start()), bisect_left(starts, match.end())
        row = bisect_right(rows, match.start()) - 1
        is_cell = row >= 0 and match.end() <= ends[row]
        has_own = behind < len(found) and starts[behind] - match.end() <= _BEHIND_QUOTE
        if first < behind and (is_cell or has_own):
            foreign.update(range(first, behind))
    return [each for place, each in enumerate(found) if place not in foreign]
