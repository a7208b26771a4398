"""Who was studied, as the title or the methods say it: "adults with type 2 diabetes aged 40 to 75 years"."""

import re
from collections.abc import Iterator, Sequence

from evidence.model import Document
from evidence.report import Stated
from evidence.text.sentences import sentences
from evidence.text.typography import even
from research.reading.facts.people import NOUN, NUMBER, WORDS
from research.reading.facts.zones import Zone, stated

_ENDS = (
    r"(?!(?:were|was|who|treated|receiving|received|randomi[sz]ed|randomly|assigned|allocated|from|on|at|for|by"
    r"|in|vs|versus|using|after|during|starting"
    r"|have|had|has|is|are|may|did|does|showed|can|could|will|would|should|as|among|where"
    r"|(?<!unresponsive )(?<!refractory )(?<!resistant )(?<!due )(?<!secondary )(?<!exposed )(?<!\d )to|that"
    r"|which|(?<!older )(?<!younger )than|compared|between|whose|the|we|this|these|our)\b)"
)
_MORE = rf"{_ENDS}(?![\w-]*--)(?!\w+ly\b(?! \w))[\w'/%≥≤<>=+.-]*[\w%]"
_OF = (
    r"(?:with|without|aged|undergoing|having|suffering from|at (?:high|low|increased|moderate|intermediate"
    r"|very high) (?:\w+ )?risk (?:of|for)|hospitali[sz]ed (?:with|for)|living with|admitted (?:with|for|to)"
    r"|meeting|over|under|older than|younger than|attending|scheduled for)"
)
_WHOSE = re.compile(
    rf"\b(?P<before>(?:[\w-]+ ){{0,4}}?){NOUN}\b(?:(?: "
    rf"|, (?=aged)){_OF}(?: {_MORE}){{1,12}}(?:,? (?:and )?aged (?:{_MORE} ?|to |and |or ){{1,8}})?)+",
    re.IGNORECASE,
)
_NAMED = re.compile(rf"\b(?:in|among|for|of) (?P<who>(?:{_MORE} ){{1,5}}?{NOUN})\b(?!-)", re.IGNORECASE)
_KEPT_BEFORE = re.compile(
    r"(?:(?:(?:healthy|adult|adults|older|elderly|young|obese|overweight|pregnant|postmenopausal|premenopausal"
    r"|male|female|hospitali[sz]ed|critically|ill|preterm|term"
    r"|anaemic|anemic|diabetic|hypertensive|\w+-aged|community-dwelling|school-aged?|infertile|low-risk"
    r"|high-risk|nulliparous|frail|pediatric|paediatric|(?:men|adults|children) and)\s+)+)\Z",
    re.IGNORECASE,
)  # fmt: skip
_COUNTED = re.compile(rf"\b(?:and|groups? of) {NUMBER}\b|\b(?:each|per) group\b", re.IGNORECASE)
_GENERAL = frozenset(
    ("the", "of", "in", "all", "these", "those", "both", "other", "such", "most", "many", "some", "our", "study", "included",
     "eligible", "each", "more", "two", "three", "no", "number", "unexposed", "exposed", "matched", "screened", "total")
)  # fmt: skip
_METHODS = frozenset({"METHODS", "OBJECTIVE"})
_SAYS_WHOM = re.compile(
    r"\b(?:study|trial|aim\w*|conducted|performed|random\w*|enrol+ed|included|recruited|investigate\w*"
    r"|evaluate\w*|assess\w*|compare\w*)\b",
    re.IGNORECASE,
)


def population(document: Document, zones: Sequence[Zone], how_many: Stated | None = None) -> Stated | None:
    """Of a guideline, what it says it is for, where that stands in its text; of a study, its title's people first.

    `how_many` is where the study tells how many they were: "385 adults living with HIV" tells who, too.
    """
    text = document.text
    if document.organisation or document.design == "guideline":
        at = text.find(document.population) if document.population else -1
        return stated(text, at, at + len(document.population)) if at >= 0 else None
    title = [Zone("", 0, len(document.title) if text.startswith(document.title) else 0)]
    counted = [Zone("", how_many.start, min(len(text), how_many.end + 160))] if how_many else []
    methods = [z for z in zones if z.category in _METHODS]
    spoken = methods or [
        Zone("", s, t)
        for z in zones
        if not z.category
        for s, t in sentences(text, z.start, z.end)
        if _SAYS_WHOM.search(text, s, t)
    ]
    found = (
        _described(text, title),
        _counted(text, counted, how_many),
        _described(text, spoken),
        _named(text, title),
        _named(text, methods),
    )
    return next((who for each in found for who in each), None)


def _counted(text: str, zones: Sequence[Zone], how_many: Stated | None) -> Iterator[Stated]:
    """The description that begins within the words that tell how many."""
    return (who for who in _described(text, zones) if how_many and who.start < how_many.end)


def _described(text: str, zones: Sequence[Zone]) -> Iterator[Stated]:
    """ "patients with active rheumatoid arthritis": people and what sets them apart."""
    plain = even(text)
    for zone in zones:
        for match in _WHOSE.finditer(plain, zone.start, zone.end):
            kept = _KEPT_BEFORE.search(match["before"])
            start = match.end("before") - (len(kept.group()) if kept else 0)
            found = stated(text, start, _trimmed(plain, match.end()))
            if found and not _COUNTED.search(found.text):
                yield found


def _named(text: str, zones: Sequence[Zone]) -> Iterator[Stated]:
    """ "obese children": people by an adjective alone, in the title or the methods."""
    plain = even(text)
    for zone in zones:
        for match in _NAMED.finditer(plain, zone.start, zone.end):
            if match["who"].split()[0].lower() not in _GENERAL and not re.search(
                rf"\d|\b{WORDS}\b|\bgroups?\b", match["who"]
            ):
                found = stated(text, match.start("who"), match.end("who"))
                if found:
                    yield found


def _trimmed(plain: str, end: int) -> int:
    """Without a conjunction, a comma or an opening number that the stretch happened to end on."""
    while True:
        shorter = re.sub(
            r"(?:[\s,;]+(?:and|or|of|a|an|with|healthy|\w{3,}ly))?[\s,;.]*\Z", "", plain[max(0, end - 60) : end]
        )
        new = max(0, end - 60) + len(shorter)
        if new == end:
            return end
        end = new
