"""The numbers of a text, whole: with sign, unit and comparison, at their offsets.

12 is not in 312 nor in 12.5, and IL-6, p53, COVID-19, H1N1, CD4+ and NCT01234567 hold no number. Values are exact
(Decimal).
"""

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal

from evidence.text.typography import fold_with_map
from evidence.text.units import unit_after

_THIN = "\u00a0\u2008\u2009\u202f"  # spaces that group thousands: 1 234
_GROUP = "\u2009"
# no possessive or atomic groups: Python before 3.11.5 matches them without end (possessive single characters are sound)
_TOKEN = re.compile(
    rf"""(?P<word>[^\W\d_]\w*+(?:-\w++)*(?:\.\d++)*)  # words, and names that begin with a letter: IL-6, v1.2
    | (?P<code>\d++(?:\.\d++){{2,}}|10\.\d{{4,9}}/\S++|\d++\(OH\)\w*)                        # 1.2.3, a DOI, 25(OH)D
    | (?:(?P<sign>(?<![\w)\]%])[-+±])(?P<space>[ ])?)?(?<!\^)
      (?P<body>(?:[1-9]\d{{0,2}}(?:,\d{{3}})+(?!\d|,\d{{3}}) | \d{{1,3}}(?:{_GROUP}\d{{3}})+(?!\d|{_GROUP}\d{{3}})
        | 0,\d++ | \d++)(?:\.\d++)? | \.\d++)
      (?: \s?[×x*]\s?10(?:\^|\()?\s?(?P<times>(?<=[\^(])[-+]?\d{{1,3}}|-\d{{1,3}})\)?
        | (?<=\b10)\^(?P<power>[-+]?\d{{1,3}})
        | [eE](?P<e>[-+]?\d{{1,3}})(?!\w) )?""",
    re.VERBOSE,
)
_RELATION = re.compile(
    r"(<=|>=|[<>≤≥=])\s?\Z|\b(less|fewer|lower|more|greater|higher) than\s\Z|\b(at least|at most)\s\Z", re.IGNORECASE
)
_RELATIONS = {"<=": "≤", ">=": "≥", "at least": "≥", "at most": "≤", "more": ">", "greater": ">", "higher": ">"}
_FOOTNOTE = re.compile(r"[a-f](?![\w-])")
_RAISED = re.compile(r"\^[-+]?\d+")
_RANGE = re.compile(r"\s?(?:-|to|±)\s?")
_COUNTED = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_WORDS = {word: Decimal(value) for value, word in enumerate(_COUNTED, start=1)}


@dataclass(frozen=True, slots=True)
class Number:
    """`text[start:end]` is the number as written, sign included. `unit` is the unit's one name, "" if none; in a range
    the last number's unit is everyone's. `relation` is one of <, >, ≤, ≥, = or "" as written before it."""

    start: int
    end: int
    text: str
    value: Decimal
    unit: str = ""
    sign: str = ""  # "-", "+", "±" or ""
    relation: str = ""


def numbers(text: str, *, words: bool = False) -> list[Number]:
    """The numbers of `text` in order; with `words`, those written one to twenty as well."""
    folded, origin = fold_with_map(text)
    folded = _with_groups(folded, origin, text)
    found: list[Number] = []
    places: list[tuple[int, int]] = []  # in the folded text
    for match in _TOKEN.finditer(folded):
        number = _number(match, folded, words)
        if number:
            start, end = origin[number.start], origin[number.end - 1] + 1
            places.append((number.start, number.end))
            found.append(replace(number, start=start, end=end, text=text[start:end]))
    return _with_range_units(found, places, folded)


def numbers_missing(claim: str, passage: str) -> list[Number]:
    """The numbers of the claim that do not stand in the passage: same value, sign and unit, no other comparison."""
    held: dict[tuple[Decimal, str], set[str]] = defaultdict(set)
    for number in numbers(passage, words=True):
        held[number.value, number.unit].add(number.relation)
    return [number for number in numbers(claim) if not _agrees(number, held.get((number.value, number.unit), set()))]


def _agrees(number: Number, relations: set[str]) -> bool:
    """A comparison contradicts another one ("P = .05", "P < .05"), not its absence."""
    return bool(relations) and (not number.relation or "" in relations or number.relation in relations)


def _with_groups(folded: str, origin: list[int], text: str) -> str:
    """Thin spaces between digits, which folding made plain, marked again: a plain space groups nothing."""
    if not any(space in text for space in _THIN):
        return folded
    return "".join(_GROUP if c == " " and text[origin[k]] in _THIN else c for k, c in enumerate(folded))


def _number(match: re.Match[str], folded: str, words: bool) -> Number | None:
    """The number of a token, with offsets in the folded text."""
    if match["word"]:
        named = _WORDS.get(match["word"].lower()) if words else None
        return Number(match.start(), match.end(), "", named, unit_after(folded, match.end())) if named else None
    if match["code"] or _is_name(folded, match):
        return None
    sign = _sign(match, folded)
    start = match.start("sign") if sign else match.start("body")
    value = _value(match)
    return Number(
        start,
        match.end(),
        "",
        value.copy_negate() if sign == "-" else value,
        _unit(folded, match.end()),
        sign,
        _relation(folded, start),
    )


def _value(match: re.Match[str]) -> Decimal:
    body = match["body"].replace(_GROUP, "")
    body = body.replace(",", ".") if body.startswith("0,") else body.replace(",", "")
    if match["power"]:
        return Decimal(f"1E{match['power']}")
    return Decimal(f"{body}E{match['times'] or match['e'] or 0}")


def _sign(match: re.Match[str], folded: str) -> str:
    """The sign, if it touches its number; a minus with a space after it only where it cannot be a range or a dash."""
    sign = match["sign"] or ""
    if not match["space"] or sign == "±":
        return sign
    before = folded[max(0, match.start() - 4) : match.start()].rstrip()
    alone = before[-1:] in ("", "=", "(", "<", ">", "[", ",") or before == " to"
    return sign if sign == "-" and alone else ""


def _is_name(folded: str, match: re.Match[str]) -> bool:
    """5-HT, 18F, 2nd: a digit at the head of a name; not 0.88c, a decimal with the mark of a footnote."""
    follows = folded[match.end() : match.end() + 2]
    if "." in match["body"] and _FOOTNOTE.match(folded, match.end()):
        return False
    if unit_after(folded, match.end()):
        return False
    return follows[:1].isalpha() or follows[:1] == "_" or (follows[:1] == "-" and follows[1:].isupper())


def _unit(folded: str, at: int) -> str:
    raised = _RAISED.match(folded, at)
    return raised.group() if raised else unit_after(folded, at)


def _relation(folded: str, start: int) -> str:
    match = _RELATION.search(folded[max(0, start - 14) : start])
    if match is None:
        return ""
    written = (match[1] or match[2] or match[3]).lower()
    return written if written in "<>≤≥=" else _RELATIONS.get(written, "<")


def _with_range_units(found: list[Number], places: list[tuple[int, int]], folded: str) -> list[Number]:
    """5 to 10 mg: the unit is both numbers'."""
    for k in range(len(found) - 2, -1, -1):
        if not found[k].unit and _RANGE.fullmatch(folded, places[k][1], places[k + 1][0]):
            found[k] = replace(found[k], unit=found[k + 1].unit)
    return found
