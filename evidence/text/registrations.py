"""The numbers under which trials and reviews are registered: NCT00262600, ISRCTN12345678, EudraCT 2007-001234-12, ...

Written in many ways ("NCT 00262600", "ISRCTN-12345678"), each number has one spelling here, so that two reports of one
trial can be told. The shapes are those that the registries of WHO's ICTRP network publish; PROSPERO registers reviews.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from evidence.text.typography import even

Kind = Literal["trial", "review"]

_GAP = r"[\s:#-]{0,3}"  # "NCT 00262600", "NCT-00262600", "NCT: 00262600"
_ALONE = r"(?-i:(?<![A-Z0-9]))"  # "ClinicalTrials.govNCT00262600" is glued together in many records
_WHOLE = r"(?<![A-Za-z0-9])"
_END = r"(?![0-9A-Za-z])"
_EU_WORDS = r"(?:Eudra-?\s?CT|EU-?\s?CT|EUCTR|EU\sclinical\strials?(?:\sregist(?:er|ry))?|CTIS)"
_SAID = r"[\s:#(-]{0,3}(?:(?:numbers?|nos?\.?|nr\.?|identifier|id|code|registration)[\s:#(-]{0,3}){0,2}"
_DUTCH = r"(?:Netherlands|Dutch|Nederlands)\s(?:National\s)?Trials?\sRegist(?:er|ry)"


@dataclass(frozen=True, slots=True)
class Registration:
    """`number` is the registration's one spelling; `text[start:end]` is the stretch that it was read from."""

    number: str
    start: int
    end: int
    kind: Kind = "trial"


def _joined(prefix: str) -> Callable[[re.Match[str]], str]:
    return lambda match: prefix + match["id"].upper()


def _chinese(match: re.Match[str]) -> str:
    middle = f"-{match['middle'].upper()}-" if match["middle"] else ""
    return f"ChiCTR{middle}{match['id']}"


_SHAPES: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
    (rf"{_ALONE}NCT{_GAP}(?P<id>\d{{8}})(?!\d)", _joined("NCT")),
    (rf"{_ALONE}ISRCTN{_GAP}(?P<id>\d{{8}})(?!\d)", _joined("ISRCTN")),
    (rf"{_WHOLE}{_EU_WORDS}{_SAID}(?P<id>(?:19|20)\d\d-\d{{6}}-\d\d)(?!\d)", _joined("EudraCT ")),
    (rf"{_WHOLE}(?:ACTRN|ANZCTRN?){_GAP}(?P<id>\d{{14}})(?!\d)", _joined("ACTRN")),
    (rf"{_WHOLE}ChiCTR[\s:#-]{{0,2}}(?:(?P<middle>[A-Z]{{2,4}})-)?(?P<id>\d{{8,10}})(?!\d)", _chinese),
    (rf"{_WHOLE}(?:JPRN-)?UMIN(?:-?(?:CTR|ID))?{_GAP}(?P<id>\d{{9}})(?!\d)", _joined("UMIN")),
    (rf"{_WHOLE}(?:JPRN-)?Japic-?CTI{_GAP}(?P<id>\d{{6}})(?!\d)", _joined("JapicCTI-")),
    (rf"{_WHOLE}(?:JPRN-)?jRCT{_GAP}(?P<id>s?\d{{9,10}})(?!\d)", lambda m: "jRCT" + m["id"].lower()),
    (rf"{_WHOLE}CTRI{_GAP}/?(?P<id>(?:19|20)\d\d/\d{{2,3}}/\d{{6}})(?!\d)", _joined("CTRI/")),
    (rf"{_WHOLE}DRKS(?:-ID)?{_GAP}(?P<id>\d{{8}})(?!\d)", _joined("DRKS")),
    (rf"{_WHOLE}NTR{_GAP}(?P<id>\d{{3,4}}){_END}", _joined("NTR")),
    (rf"{_DUTCH}[^.;]{{0,30}}?\bNL{_GAP}(?P<id>\d{{3,5}}){_END}", _joined("NL")),
    (rf"{_WHOLE}IRCT{_GAP}(?P<id>\d{{8,16}}N\d{{1,3}})(?!\d)", _joined("IRCT")),
    (rf"{_WHOLE}PACTR{_GAP}(?P<id>\d{{15,16}})(?!\d)", _joined("PACTR")),
    (rf"{_WHOLE}KCT{_GAP}(?P<id>\d{{7}})(?!\d)", _joined("KCT")),
)
_REVIEWS: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
    (rf"{_WHOLE}CRD{_GAP}(?P<id>4\d{{10}})(?!\d)", _joined("CRD")),
    (rf"{_WHOLE}PROSPERO{_SAID}(?P<id>42\d{{9}})(?!\d)", _joined("CRD")),
)
_KINDS: tuple[tuple[Kind, tuple[tuple[str, Callable[[re.Match[str]], str]], ...]], ...] = (
    ("trial", _SHAPES),
    ("review", _REVIEWS),
)
_ALL = tuple((re.compile(shape, re.IGNORECASE), spell, kind) for kind, shapes in _KINDS for shape, spell in shapes)


def registrations(text: str) -> list[Registration]:
    """The registrations of `text` in order, repeated ones included; whose they are is not told."""
    plain = even(text)
    found = [
        Registration(spell(match), match.start(), match.end(), kind)
        for shape, spell, kind in _ALL
        for match in shape.finditer(plain)
    ]
    return sorted(found, key=lambda registration: registration.start)
