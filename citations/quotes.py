"""Where a quote stands in a text: located, never trusted.

A quote is found letter by letter or, failing that, with one spelling for what prints alike (dashes, spaces, ligatures,
middle dots). It is not found inside a longer number, word or hyphenated compound: "12 patients" does not stand in
"312 patients", nor "significant" in "non-significant".
"""

import re
import unicodedata
from collections.abc import Iterator

from evidence.model import Citation
from evidence.text.typography import fold, fold_with_map

_SIGNS = "-+±−–‐‑﹣－"
_HYPHENS = "-‐‑"
_EXPONENT = re.compile(r"[⁺⁻⁰¹²³⁴-⁹]|\^|\s?[×x]\s?10(?![.\d])|[\u00a0\u2009\u202f]\d{3}(?!\d)|\s?%|\s?[Pp]er\s?cent")


def locate(quote: str, text: str) -> tuple[int, int] | None:
    """Offsets of the quote in `text`, without the white space around it; None where it does not stand there whole."""
    wanted = quote.strip()
    if not wanted:
        return None
    for start in _occurrences(wanted, text):
        if stands_whole(text, start, start + len(wanted)):
            return start, start + len(wanted)
    return _located_folded(wanted, text)


def verify(citation: Citation, text: str) -> bool:
    """Whether the citation's offsets hold its quote, character by character."""
    inside = 0 <= citation.start < citation.end <= len(text)
    return inside and text[citation.start : citation.end] == citation.quote


def stands_whole(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` cuts no number, word or hyphenated compound at either end."""
    return not _cut_before(text, start) and not _cut_after(text, end)


def _occurrences(wanted: str, text: str) -> Iterator[int]:
    at = text.find(wanted)
    while at >= 0:
        yield at
        at = text.find(wanted, at + 1)


def _located_folded(quote: str, text: str) -> tuple[int, int] | None:
    wanted = fold(quote).strip()
    if not wanted:
        return None
    folded, origin = fold_with_map(text)
    for at in _occurrences(wanted, folded):
        last = at + len(wanted)
        if _splits_a_character(origin, at) or _splits_a_character(origin, last):
            continue
        start = origin[at]
        end = _original_end(text, start, origin[last] if last < len(origin) else len(text))
        if stands_whole(text, start, end) and _digits(text[start:end]) == _digits(quote):
            return start, end
    return None


def _splits_a_character(origin: list[int], at: int) -> bool:
    """Whether a match would begin or end inside what one character was folded to (half a ligature)."""
    return 0 < at < len(origin) and origin[at] == origin[at - 1]


def _original_end(text: str, start: int, end: int) -> int:
    """Without the characters that fold to nothing, or to a later space, after the last one that counts."""
    while end > start and (text[end - 1].isspace() or fold(text[end - 1]) == ""):
        end -= 1
    return end


def _digits(text: str) -> list[int]:
    return [unicodedata.digit(char) for char in text if char.isdigit()]


def _cut_before(text: str, start: int) -> bool:
    first, before, earlier = text[start], text[start - 1 : start], text[max(0, start - 2) : max(0, start - 1)]
    if unicodedata.combining(first) or (_wordlike(first) and _wordlike(before)):
        return True
    if first.isdigit():
        number_goes_on = before in (".", "·", ",") and (earlier.isdigit() or before != ",")
        return bool(before) and (number_goes_on or (before in _SIGNS and not _closes(earlier)))
    if first in ".·" and text[start + 1 : start + 2].isdigit():
        return before.isdigit()
    return first.isalpha() and bool(before) and before in _HYPHENS and earlier.isalnum()


def _cut_after(text: str, end: int) -> bool:
    last, after, later = text[end - 1], text[end : end + 1], text[end + 1 : end + 2]
    if not after:
        return False
    if unicodedata.combining(after) or (_wordlike(last) and _wordlike(after)):
        return True
    if last.isdigit() and ((after in ".,·" and later.isdigit()) or _EXPONENT.match(text, end)):
        return True
    return last.isalnum() and after in _HYPHENS and later.isalpha()


def _closes(char: str) -> bool:
    """A dash after one of these joins two things; after anything else it is a minus sign."""
    return bool(char) and (char.isalnum() or char in ")]%")


def _wordlike(char: str) -> bool:
    return bool(char) and (char.isalnum() or char == "_" or bool(unicodedata.combining(char)))
