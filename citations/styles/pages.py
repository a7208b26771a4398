"""Page ranges: NLM drops the digits that repeat (1008-12), the AMA prints all (1008-1012)."""

import re
from collections.abc import Callable

Ending = Callable[[str, str, str], str]  # (letters before, first page, last page in full) -> how the last is printed
# "S93-S99", "e511-2", "discussion 1013-4"; an article number such as S0140-6736(20)30001-1 is none
_RANGE = re.compile(r"((?:[a-z]{1,20} ){0,3})([A-Za-z]{0,3})(\d{1,7})[-–—]([A-Za-z]{0,3})(\d{1,7})")
_PART = re.compile(r"\s*([,;])\s*")


def shortened(pages: str) -> str:
    """As NLM's Citing Medicine abbreviates: "1008-1012" is 1008-12, "S93-S99" is S93-9, "7-7" is 7."""
    return _each(pages, lambda prefix, start, end: _dropped(start, end))


def in_full(pages: str) -> str:
    """As the AMA prints them: "1008-12" is 1008-1012, "S93-9" is S93-S99."""
    return _each(pages, lambda prefix, start, end: prefix + end)


def _each(pages: str, ending: Ending) -> str:
    parts = _PART.split(pages.strip())
    return "".join(f"{part} " if i % 2 else _range(part, ending) for i, part in enumerate(parts)).strip()


def _range(part: str, ending: Ending) -> str:
    found = _RANGE.fullmatch(part)
    if not found:
        return part
    words, prefix, start, other, end = found.groups()
    if other not in ("", prefix):
        return part
    whole = start[: max(0, len(start) - len(end))] + end
    if len(whole) == len(start) and whole < start:
        return part  # not a range that goes up
    same = whole == start
    return f"{words}{prefix}{start}" + ("" if same else f"-{ending(prefix, start, whole)}")


def _dropped(start: str, end: str) -> str:
    if len(start) != len(end):
        return end
    return end[next(i for i, (a, b) in enumerate(zip(start, end, strict=True)) if a != b) :]
