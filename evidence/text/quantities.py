"""Quantities in words: "one in five", "two thirds", "half of", "a quarter", "1 in 20", "twofold", "doubled", "halved".

The value is exact: one third is the fraction 1/3, never 0.333.
"""

import re
from dataclasses import dataclass
from fractions import Fraction

_COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_VALUES = {word: k for k, word in enumerate(_COUNTS, start=1)} | {"a": 1, "an": 1, "twenty": 20, "hundred": 100}
_PARTS = {"half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7}
_PARTS |= {"eighth": 8, "ninth": 9, "tenth": 10}
_VERBS: dict[str, int | Fraction] = {
    "doubled": 2,
    "doubling": 2,
    "tripled": 3,
    "trebled": 3,
    "quadrupled": 4,
    "halved": Fraction(1, 2),
}
_VERBS |= {"halving": Fraction(1, 2), "twice": 2, "thrice": 3}
_WORD = "|".join(_COUNTS)
_PART = "|".join(sorted(_PARTS, key=len, reverse=True))
_QUANTITY = re.compile(
    rf"""\b(?:(?P<some>{_WORD}|\d{{1,3}})\s(?:in|out\sof)\s(?:every\s)?(?P<of>{_WORD}|twenty|a\shundred|\d{{1,3}}(?:,\d{{3}})*)(?![\w%/-]|[.,]\d|\s(?:years?|months?|weeks?|days?))
      | (?:(?P<parts>{_WORD}|an?)[\s-])?(?P<part>{_PART})s?(?=\sof\b|\sthe\b)
      | (?P<times>{_WORD}|\d{{1,4}}(?:\.\d{{1,3}})?)(?:-|\s)?fold
      | (?P<verb>{"|".join(_VERBS)}))\b""",
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """`kind` is share (one in five: 1/5) or factor (twofold: 2; halved: 1/2)."""

    start: int
    end: int
    text: str
    value: Fraction
    kind: str


def quantities(text: str) -> list[Quantity]:
    """The quantities of `text` that are told in words, in order. An ordinal ("the third of May") may look like a part."""
    return [q for m in _QUANTITY.finditer(text) if (q := _quantity(m)) is not None]


def _quantity(match: re.Match[str]) -> Quantity | None:
    kind = "share" if match["of"] or match["part"] else "factor"
    if match["of"]:
        total = _value(match["of"])
        value = _value(match["some"]) / total if total else Fraction(2)
    elif match["part"]:
        if not match["parts"] and match["part"].lower() != "half":
            return None  # "the third of May"
        value = _value(match["parts"] or "one") / _PARTS[match["part"].lower()]
    else:
        value = _value(match["times"]) if match["times"] else Fraction(_VERBS[match["verb"].lower()])
    if kind == "share" and value > 1:
        return None
    return Quantity(match.start(), match.end(), match.group(), value, kind)


def _value(written: str) -> Fraction:
    """Of a number word or of digits."""
    word = written.lower().removeprefix("a ")
    return Fraction(_VALUES[word]) if word in _VALUES else Fraction(word.replace(",", ""))
