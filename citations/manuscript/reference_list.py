"""Where a text's reference list stands: under its heading, else by its form at the end; notes and link definitions too."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from citations.manuscript.drawn import Block, Drawn
from citations.manuscript.entries import Entry, entry_like, marker, split_entries, surely_entry
from citations.manuscript.headings import is_section_name, opens_references
from citations.manuscript.lines import Line, lines

_INLINE_HEADING = re.compile(
    r"(?:\*\*|__)?(?:references?|sources?|literature|bibliography|citations?|quellen|literatur|works cited)(?:\*\*|__)?:(?:\*\*|__)?[ \n]+",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Listed:
    """The entries in order, each with the key that its number or label gives ("" without one), and what was set aside."""

    entries: tuple[Entry, ...]
    taken: tuple[tuple[int, int], ...]  # spans that are no body: entries with their numbers, headings, notes
    remarks: tuple[str, ...] = ()  # labels of notes that name no source


def find_references(drawn: Drawn, seen: str) -> Listed:
    """All lists of the text; without a heading, a run of entries at its end."""
    entries: list[Entry] = []
    taken: list[tuple[int, int]] = []
    for heading, start, end in _regions(drawn, seen):
        found = split_entries(_lines(seen, start, end))
        if not any(entry_like(seen[e.start : e.end]) or e.label for e in found):
            continue
        entries += found
        taken += [heading, *((e.mark, e.end) for e in found)]
    if not entries:
        entries = _by_form(drawn, seen)
        taken += [(e.mark, e.end) for e in entries]
    noted, remarks = _notes(drawn, seen, {e.label for e in entries})
    taken += [(b.start, b.end) for b in drawn.blocks if b.role in ("note", "definition")]
    return Listed(tuple(sorted([*entries, *noted], key=lambda e: e.start)), tuple(sorted(taken)), remarks)


def _regions(drawn: Drawn, seen: str) -> Iterator[tuple[tuple[int, int], int, int]]:
    """Each heading's span, and where the list under it begins and ends."""
    blocks = drawn.blocks
    for place, block in enumerate(blocks):
        text = seen[block.start : block.end]
        if block.role == "heading" and opens_references(text):
            yield (block.start, block.end), block.end, _end(drawn, seen, place)
        elif block.role == "paragraph" and (match := _INLINE_HEADING.match(text[:60])):
            start = block.start + match.end()
            if marker(seen[start : start + 40].lstrip()) or surely_entry(seen[start : start + 500].lstrip()):
                yield (block.start, start), start, _end(drawn, seen, place)


def _end(drawn: Drawn, seen: str, place: int) -> int:
    """Where the next heading, table or caption begins, or a note; the text's end without one."""
    for block in drawn.blocks[place + 1 :]:
        text = seen[block.start : block.end]
        if block.role == "heading" and (drawn.kind != "text" or is_section_name(text) or not entry_like(text)):
            return block.start
        if block.role in ("row", "head-row", "caption", "note", "definition", "code"):
            return block.start
    return len(seen)


def _lines(seen: str, start: int, end: int) -> list[Line]:
    return [Line(start + line.start, start + line.end, line.text, line.indent) for line in lines(seen[start:end])]


def _by_form(drawn: Drawn, seen: str) -> list[Entry]:
    """The last run of numbered blocks that can be nothing but entries; two at least, the first of them 1."""
    run: list[Block] = []
    for block in reversed(drawn.blocks):
        text = seen[block.start : block.end]
        match = marker(text)
        if block.role in ("note", "definition"):
            continue
        if match and surely_entry(text[match.end() :][:4000]):
            run.append(block)
        elif run:
            break
    if len(run) < 2:
        return []
    found = split_entries(_lines(seen, run[-1].start, run[0].end))
    return found if found and found[0].label == "1" else []


def _notes(drawn: Drawn, seen: str, labels: set[str]) -> tuple[list[Entry], tuple[str, ...]]:
    """Footnotes and link definitions as entries; a note without year, address or identifier is a remark."""
    found: list[Entry] = []
    remarks: list[str] = []
    for block in drawn.blocks:
        if block.role not in ("note", "definition") or block.label in labels:
            continue
        start = _behind_label(seen, block)
        if entry_like(seen[start : block.end]):
            found.append(Entry(block.start, start, block.end, block.label))
        else:
            remarks.append(block.label)
    return found, tuple(remarks)


def _behind_label(seen: str, block: Block) -> int:
    match = re.compile(r"(?:\[\^?[^\[\]\n]{1,80}\]:|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,5}) *").match(seen, block.start, block.end)
    return match.end() if match else block.start


def outside(spans: tuple[tuple[int, int], ...], blocks: tuple[Block, ...]) -> Iterator[Block]:
    """The blocks, or what is left of them, that overlap none of the spans (in order)."""
    starts = [start for start, _ in spans]
    for block in blocks:
        at = block.start
        place = max(0, bisect_left(starts, at) - 1)
        while place < len(spans) and spans[place][0] < block.end:
            start, end = spans[place]
            if end > at:
                if start > at:
                    yield Block(at, start, block.role, block.label)
                at = end
            place += 1
        if at < block.end:
            yield Block(at, block.end, block.role, block.label)
