"""A reference list -> its entries: where each begins and ends, and the number in front of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from citations.manuscript.characters import RAISED_DIGITS, lowered
from citations.manuscript.entry_fields import Fields, fields_of
from citations.manuscript.identifiers import NAMED
from citations.manuscript.lines import Line

_BULLET = re.compile(r"[-*+•·▪◦‣] +")
_MARKER = re.compile(
    rf"(?:[-*+•] +)?(?:\*\*)?(?:\\?\[\^?(?P<square>\d{{1,5}})\\?\][:.]?|\((?P<round>\d{{1,5}})\)[:.]?|(?P<plain>\d{{1,5}}) ?[.):](?!\d)"
    rf"|(?P<raised>[{RAISED_DIGITS}]{{1,5}})|\^(?P<caret>\d{{1,5}})\^?|<sup>(?P<tag>\d{{1,5}})</sup>)(?:\*\*)?(?: *(?=\S)|$)"
)
_BARE = re.compile(r"(?P<plain>\d{1,5}) +(?=\S)")
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
_NAMES = re.compile(r"[^\W\d_][\w'. -]{1,60}?(?:, ?[^\W\d_](?:\.|,| |[A-Z]\b)|(?<=\w) [A-Z]{1,3}(?:[,.]| et al))")
_BEGINS_NAMED = re.compile(r"(?:<|\[(?!\d)|\"|“)?")


@dataclass(frozen=True, slots=True)
class Entry:
    """`view[start:end]`, its number (`label`, "" without one) cut off; `mark` is where it begins with its number."""

    mark: int
    start: int
    end: int
    label: str


def split_entries(all_lines: list[Line]) -> list[Entry]:
    """The entries of a list's lines; numbered if its first line is."""
    first = next((line for line in all_lines if line.text), None)
    if first is None:
        return []
    numbers = [_number(line, None) for line in all_lines if line.text]
    counted = sum(number is not None for number in numbers)
    if _number(first, 0) is not None or counted >= max(2, len(numbers) / 3):
        return list(_numbered(all_lines))
    return list(_unnumbered(all_lines))


def entry_like(seen: str) -> bool:
    """Whether it holds what an entry holds: an identifier, an address or a year."""
    return bool(_YEAR.search(seen[:4000]) or NAMED.search(seen[:4000]))


def surely_entry(seen: str) -> bool:
    """Whether it can be nothing but an entry: it begins with an address or a title that is a link, or names and a year."""
    at = _BEGINS_NAMED.match(seen)
    if NAMED.match(seen, at.end() if at else 0):
        return True
    found: Fields = fields_of(seen)
    return bool(_NAMES.match(seen) and found.authors and found.year)


def marker(text: str) -> re.Match[str] | None:
    """The number that an entry's line begins with."""
    return _MARKER.match(text)


def _number(line: Line, before: int | None) -> int | None:
    """The number of a line that begins an entry; a bare one only where it follows on the one `before`."""
    match = _MARKER.match(line.text)
    if match is None and before is not None:
        match = _BARE.match(line.text)
        return int(match["plain"]) if match and int(match["plain"]) == before + 1 else None
    if match is None:
        return None
    value = int(lowered(match[str(match.lastgroup)]))
    return None if 1800 <= value <= 2099 and value != (before or 0) + 1 else value


def _numbered(all_lines: list[Line]) -> Iterator[Entry]:
    """Up to the first paragraph that is no entry and stands behind a whole one."""
    current: tuple[int, int, str] | None = None  # mark, start, label
    before, end, indent, gap = 0, 0, -1, False
    for line in all_lines:
        if not line.text:
            gap = True
            continue
        number = _number(line, before)
        is_deeper = indent >= 0 and line.indent > indent + 1 and not gap and number != before + 1
        if number is not None and not is_deeper:
            if current:
                yield Entry(current[0], current[1], end, current[2])
            match = _MARKER.match(line.text) or _BARE.match(line.text)
            width = match.end() if match else 0
            current = (line.start, line.start + width, str(number))
            before, indent = number, line.indent if indent < 0 else min(indent, line.indent)
        elif gap and current and line.indent <= indent and end > current[1]:
            break
        end, gap = line.end, False
    if current and end >= current[1]:
        yield Entry(current[0], current[1], end, current[2])


def _unnumbered(all_lines: list[Line]) -> Iterator[Entry]:
    """An entry begins behind an empty line, at a bullet, or with names where the one before is whole."""
    group: list[Line] = []
    named = sum(bool(_NAMES.match(line.text)) for line in all_lines)
    for line in all_lines:
        if group and (not line.text or _opens(line, group, named)):
            yield from _entry(group)
            group = []
        if line.text:
            group.append(line)
    yield from _entry(group)


def _opens(line: Line, group: list[Line], named: int) -> bool:
    if _BULLET.match(line.text):
        return True
    if line.indent > group[0].indent:
        return False
    whole = any(entry_like(each.text) for each in group)
    return whole and (named < 2 or bool(_NAMES.match(line.text)) or bool(NAMED.match(line.text) and len(group) > 1))


def _entry(group: list[Line]) -> Iterator[Entry]:
    """Only what can be an entry."""
    if not group or not any(entry_like(line.text) for line in group):
        return
    bullet = _BULLET.match(group[0].text)
    start = group[0].start + (bullet.end() if bullet else 0)
    yield Entry(group[0].start, start, group[-1].end, "")
