"""Superscript numbers, as Unicode, as HTML or pandoc write them, and those that copying left behind a full stop."""

import re

from citations.manuscript.characters import RAISED_DIGITS, lowered
from citations.manuscript.found import Found, whole
from citations.manuscript.number_lists import cited_numbers
from citations.manuscript.word_sets import word_set

_D = rf"[{RAISED_DIGITS}]{{1,4}}"
_RAISED = re.compile(
    rf"⁽?(?P<raised>{_D}(?:(?: ?[,;] ?|⁻|-){_D}){{0,60}})⁾?"
    r"|<sup>\s{0,3}\\?\[?(?P<tag>\d{1,4}(?:\s?[,;-]\s?\d{1,4}){0,60})\\?\]?\s{0,3}</sup>"
    r"|\^[(\[]?(?P<caret>\d{1,4}(?:\s?[,;-]\s?\d{1,4}){0,60})[)\]]?(?:\^|(?![\w^]))"
)
_GLUED = re.compile(
    r"(?:(?<=[^\W\d_]{3}[.,;:?!])|(?<=[)%\]\"'”’][.,;:])|(?<=[.,][\"”]))(?P<list>\d{1,3}(?:(?:, ?|-)\d{1,3}){0,20})(?=\s|$)"
)
_GLUED_TO_WORD = re.compile(r"(?<=[a-z]{4})(?P<list>\d{1,3}(?:[,-]\d{1,3}){0,20})(?=[.,;:)\s]|$)")
_UNITS = word_set("m cm mm dm km µm μm um nm in ft yd s h min sec l L kg g mg mol K mi ha px ms")
_SYMBOLS = word_set("R r I i χ x y z t n F η d σ τ p q ρ a b c e") | {"chi", "eta", "tau", "chi-"}
_TOKEN = re.compile(r"[^\W\d_]+\Z")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d\Z")
_POWER = frozenset({"2", "3"})


def raised_marks(body: str, listed: set[str]) -> list[Found]:
    """Superscripts that are no powers, units, charges or isotopes. Without a list a lone one other than 1 is none."""
    found = [f for match in _RAISED.finditer(body) if (f := _mark(body, match)) is not None]
    numbers = {cited.number for each in found for cited in each.cited}
    if listed or len(found) > 1 or "1" in numbers:
        return found
    return []


def _mark(body: str, match: re.Match[str]) -> Found | None:
    written = lowered(match[str(match.lastgroup)])
    cited = cited_numbers(written)
    before = body[max(0, match.start() - 12) : match.start()]
    if (
        not cited
        or any(c.number == "0" for c in cited)
        or not _may_stand(before, body[match.end() : match.end() + 1], written)
    ):
        return None
    return whole(match.start(), match.end(), "superscript", cited)


def _may_stand(before: str, after: str, written: str) -> bool:
    """By what touches it."""
    last = before[-1:]
    if after in tuple("⁺⁻+") or last in tuple("⁺⁻^_=/×·"):
        return False
    if last.isdigit():
        return bool(_YEAR.search(before))
    if (not last or last in " \n(") and after.isalpha():
        return False  # ¹⁴C
    token = _TOKEN.search(before)
    if token and written in _POWER:
        return token.group() not in _UNITS and token.group() not in _SYMBOLS
    return True


def glued_marks(body: str, listed: set[str], others: int) -> list[Found]:
    """ "fell.3 The", "memory1,2.": only where a list has every number, and the text has no other numbers for marks."""
    if others or not listed:
        return []
    found = _in_list(_GLUED, body, listed)
    words = _in_list(_GLUED_TO_WORD, body, listed)
    several = any(len(each.cited) > 1 for each in words)
    return found + (words if len(words) > 2 or several else [])


def _in_list(pattern: re.Pattern[str], body: str, listed: set[str]) -> list[Found]:
    pairs = ((match, cited_numbers(match["list"])) for match in pattern.finditer(body))
    return [
        whole(*m.span("list"), "superscript", cited)
        for m, cited in pairs
        if cited and {c.number for c in cited} <= listed
    ]
