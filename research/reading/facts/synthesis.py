"""What a synthesis rests on: "14 unique RCTs with 581 845 participants", or the nearest that it states."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evidence.model import Document
from evidence.report import Stated
from evidence.text.sentences import sentences
from evidence.text.typography import even
from research.reading.facts.people import NOUN, NUMBER, value_of
from research.reading.facts.zones import Zone, stated

DESIGNS = frozenset({"systematic-review", "meta-analysis", "scoping-review"})
_TITLE = re.compile(
    r"\bsystematic(?:ally)? (?:literature )?review|\bmeta-?analys[ei]s\b|\bscoping review|\bumbrella review",
    re.IGNORECASE,
)
_ELSEWHERE = frozenset({"BACKGROUND", "CONCLUSIONS", "REGISTRATION", "FUNDING", "OBJECTIVE"})
_WORD = (
    r"(?!(?:of|in|from|and|or|with|to|for|by|on|at|as|than|vs|versus|had|were|was|years?|weeks?|months?"
    r"|patients|reviewers?|authors?|investigators?|researchers?|observers?|people|independently)\b)[\w/-]+"
)
_WORKS = r"(?:studies|trials|rcts|articles|papers|publications|reports|cohorts|reviews|meta-analyses|comparisons)"
_STUDIES = re.compile(
    rf"(?P<number>{NUMBER}) (?:of the )?(?:{_WORD}(?:,(?! \d))? (?:\([\w ]{{1,20}}\) )?){{0,6}}?{_WORKS}\b(?: ?\(RCTs?\))?",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    rf"[^.;\d]{{0,60}}?(?:\((?:[nN] ?= ?)?|\b(?:with|of|involving|including|included|enrolling|enrolled"
    rf"|comprising|containing|covering|on|in|from|for|among|and|totall?ing|recruiting|representing"
    rf"|randomi[sz]ing|involved|contributed data on|reporting on|provided data on)\s+"
    rf"(?:(?:a|the|total|totals|combined|altogether|over|of|more|than|approximately|about|data|on|from|nearly"
    rf"|almost)\s+){{0,5}}>?)"
    rf"(?P<people>{NUMBER}) (?:{_WORD} ){{0,4}}?(?:{NOUN}|cases)\b(?!-)\)?",
    re.IGNORECASE,
)
_INCLUDED = re.compile(
    r"\b(?:includ(?:ed|ing)|met\b|fulfill?ed|satisfied|eligible|identified|contributed|combined|pooled"
    r"|comprised|comprising|involving"
    r"|analy[sz]ed|selected|retrieved|found|with a total|totall?ing|entered|available|provided|enrolled"
    r"|meta-analysis of|evaluated|reviewed|synthesi[sz]ed|reported on)",
    re.IGNORECASE,
)
_SIFTED = re.compile(
    r"\b(?:screen(?:ed|ing)?|records|titles|citations|abstracts|full[- ]texts?|potentially|hits"
    r"|search(?:es)? (?:identified|yielded|retrieved|found|returned)"
    r"|duplicates|excluded|retrieved|additional|further|ongoing|awaiting|subgroup|sensitivity analys[ei]s"
    r"|of these|of which|of the|only|most)\b",
    re.IGNORECASE,
)  # fmt: skip
_FOUND = re.compile(r"\b(?:references|records|citations|abstracts|titles|articles|hits|publications)\b", re.IGNORECASE)
_AND_OTHERS = re.compile(rf"[^.;]{{0,60}}?\band {NUMBER} (?:{_WORD} ){{0,3}}?{_WORKS}\b", re.IGNORECASE)
_OF_WHICH = re.compile(
    rf"[^.]{{0,80}}?\b{NUMBER} (?:of (?:which|these|them)|were (?:included|eligible|selected)|met\b)", re.IGNORECASE
)
_EFFECT = re.compile(r"\b(?:RR|OR|HR|MD|SMD|WMD|CI|I2|P ?[<=])\b|%")
_PATIENTS = re.compile(
    rf"\b(?:(?:a total of|of the|totall?ing) (?P<people>{NUMBER} (?:{_WORD} ){{0,3}}?{NOUN}\b))(?!-)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Base:
    """A stretch that names studies, or people, or both."""

    start: int
    end: int
    studies: int
    has_people: bool


def is_synthesis(document: Document) -> bool:
    """By its indexed design, or where its title says so."""
    return document.design in DESIGNS or (document.design in ("", "rct") and bool(_TITLE.search(document.title)))


def rests_on(text: str, zones: Sequence[Zone]) -> Stated | None:
    """The studies and people of a synthesis: the first stretch that names both, else the studies included."""
    plain = even(text)
    found = [base for zone in zones if zone.category not in _ELSEWHERE for base in _bases(plain, zone)]
    if not found:
        people = next((m for zone in zones for m in _PATIENTS.finditer(plain, zone.start, zone.end)), None)
        return stated(text, people.start("people"), people.end()) if people else None
    most = max(base.studies for base in found)
    best = next((b for b in found if b.has_people and b.studies == most), None)
    best = best or next(b for b in found if b.studies == most)
    return stated(text, best.start, best.end)


def _bases(plain: str, zone: Zone) -> Iterator[_Base]:
    for start, end in sentences(plain, zone.start, zone.end):
        if re.search(r"\b(?:will|would) be\b", plain[start:end]):
            continue
        for match in _STUDIES.finditer(plain, start, end):
            if _is_whole(plain, match, start, end):
                yield _base(plain, match, end)


def _is_whole(plain: str, match: re.Match[str], start: int, end: int) -> bool:
    """Whether a sentence speaks of what was included, and not of what was sifted or of one outcome."""
    before = plain[start : match.start()]
    clause = re.split(r"[;,:]", before)[-1]
    said = plain[start:end]
    if (
        _EFFECT.search(before)
        or _SIFTED.search(clause)
        or _SIFTED.search(match.group())
        or re.search(r"\b(?:identified|new|other)\b", match.group())
        or re.search(r"[(\[]\s*$", before)
    ):
        return False
    if before.count("(") > before.count(")"):
        return False
    after, rest = plain[match.end() : match.end() + 40], plain[match.end() : end]
    if re.search(
        r"\b(?:for|in|across|including|based on|in addition to|besides|out of|^of) (?:the |these |a total of )?\Z",
        before,
        re.IGNORECASE,
    ):
        return False
    if (
        _AND_OTHERS.match(rest)
        or _OF_WHICH.match(rest)
        or re.search(rf"\b{NUMBER} (?:out )?of(?: the)? \Z", before, re.IGNORECASE)
    ):
        return False
    if _FOUND.search(before) and not re.search(r"\b(?:included|eligible|met|fulfilled)\b", rest):
        return False
    return bool(_INCLUDED.search(said) or _PEOPLE.match(rest)) and not re.match(
        r"[^.,;]{0,20}\b(?:screened|excluded|assessed for eligibility|identified in|were retrieved|reported"
        r"|reporting|favou?r\w*|suggest\w*|showed|had|found)\b",
        after,
    )


def _base(plain: str, match: re.Match[str], end: int) -> _Base:
    people = _PEOPLE.match(plain, match.end(), end)
    studies = value_of(match["number"])
    if not people or re.search(r"\d|:", plain[match.end() : people.start("people")]):
        return _Base(match.start(), match.end(), studies, has_people=False)
    closing = people.end()
    if plain[closing - 1] == ")" and "(" not in plain[match.start() : closing]:
        closing -= 1
    opened = plain.count("(", match.start(), closing) > plain.count(")", match.start(), closing)
    last = plain.find(")", closing, closing + 60) + 1 if opened else 0
    return _Base(match.start(), last or closing, studies, has_people=True)
