"""P values as papers write them: "P<0.001", "p = .03", "P for trend, 0.02", "p = 0.23 and 0.58, respectively"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from evidence.text.numbers import Number, numbers
from evidence.text.typography import even

WINDOW = 60  # characters before a number in which its "P" stands
_ABOUT = r"trend|interaction|heterogeneity|non-?inferiority|superiority|equivalence|homogeneity|linearity"
_BEFORE = re.compile(
    rf"""(?<![\w-])[Pp](?:(?=[ _-]?(?:{_ABOUT}|adj|int|het))[ _-]?|[ -]?(?:[Vv]alues?|VALUES?)[a-d]?(?![a-z])|(?![A-Za-z]))
    (?P<words>[^.;:,\d=<>≤≥\[\]]{{0,35}}?)
    (?:(?:\s?\d?[a-f*]?)?(?:[)\]]|\([^()]{{0,20}}\))?:\s?(?:[Pp]\s?)?(?:[=<>≤≥]\s?)?
      |,?\s?(?:=\s?[<>:]|[=<>≤≥]{{1,2}})\s?|\s(?:of|was|is|were)\s(?:less\sthan\s|[<>=]\s?)?)\Z""",
    re.VERBOSE,
)
_EARLIER = re.compile(rf"({_ABOUT})(?:\stest)?[\s,:;(]{{1,3}}[Pp]\b", re.IGNORECASE)
_LATER = re.compile(rf"\s?[(,]?\s?(?:for|of)\s(?:the\s|a\s)?(?:\w+\s)?({_ABOUT})", re.IGNORECASE)
_ANY = re.compile(_ABOUT, re.IGNORECASE)
_AND = re.compile(r"(?:,\s?(?:and\s)?|\sand\s)")


@dataclass(frozen=True, slots=True)
class PValue:
    """A p value with its comparison in `number.relation` ("<", "=", ">", ... or ""), from its "P" to its last digit."""

    start: int
    end: int
    number: Number
    about: str = ""  # "trend", "interaction", "heterogeneity", ...; "" for the comparison itself


def p_values(text: str) -> list[PValue]:
    """The p values of `text` in order."""
    return list(find_p_values(even(text), numbers(text)).values())


def find_p_values(plain: str, figures: Sequence[Number]) -> dict[int, PValue]:
    """By their places in `figures`; `plain` is the text as `typography.even` makes it."""
    found: dict[int, PValue] = {}
    for k, figure in enumerate(figures):
        if figure.value < 0 or figure.value > 1 or figure.unit or (figure.relation == "<" and not figure.value):
            continue
        value = _p_value(plain, figure)
        if value is None and k - 1 in found and "respectively" in plain[figure.end : figure.end + WINDOW]:
            listed = _AND.fullmatch(plain, figures[k - 1].end, figure.start)
            value = PValue(figure.start, figure.end, figure, found[k - 1].about) if listed else None
        if value:
            found[k] = value
    return found


def _p_value(plain: str, figure: Number) -> PValue | None:
    first = max(0, figure.start - WINDOW)
    window = plain[first : figure.start]
    if "p" not in window and "P" not in window:
        return None
    match = _BEFORE.search(window)
    return PValue(first + match.start(), figure.end, figure, _about(plain, first, match, figure.end)) if match else None


def _about(plain: str, first: int, match: re.Match[str], end: int) -> str:
    inside = _ANY.search(match["words"])
    if inside:
        return inside.group().lower()
    start = first + match.start()
    other = _EARLIER.search(plain, max(0, start - 20), start + 1) or _LATER.match(plain, end)
    return other[1].lower() if other else ""
