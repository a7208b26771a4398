"""The numbers under which a study itself is registered, never those of the trials that it speaks of."""

import re
from collections.abc import Iterator, Sequence

from evidence.model import Document
from evidence.text.registrations import Registration, registrations
from evidence.text.sentences import sentences
from research.reading.facts.zones import Zone
from research.same_trial import MOST

_HEADED = re.compile(r"\bregist(?:ration|ry|ered)\b", re.IGNORECASE)
_SAYS_SO = re.compile(
    r"\bregist(?:ration|ry|ered|er)\b|\bclinicaltrials?\.gov|\bidentifier\b|\btrial (?:number|id)\b|\bprospero\b",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\b(?:(?:this|the|our) (?:\w+ ){0,3}(?:study|trial|protocol|review)|(?:was|is|were"
    r"|been) (?:\w+ ){0,3}registered|trial registration|registered (?:at|with|in|on|as))\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:ongoing|under way|underway|future|other|previous|earlier|results of|awaited|parent)\b", re.IGNORECASE
)
_ELSEWHERE = frozenset({"BACKGROUND"})


def own_registrations(
    document: Document, abstract: Sequence[Zone], body: Sequence[Zone], *, synthesis: bool
) -> tuple[str, ...]:
    """The record's own, then those of a section on registration, of the abstract and of the methods, each once.

    Of a synthesis only the review's own number is read from prose. A list of more than `MOST` is nobody's own.
    """
    stated = [r for text in document.registrations for r in registrations(text)]
    kept = [*document.registrations] if not stated else [r.number for r in stated]
    prose = [*_headed(document), *_of_abstract(document.text, abstract), *_of_methods(document.text, body)]
    wanted = list(dict.fromkeys(r.number for r in prose if not synthesis or r.kind == "review"))
    return tuple(dict.fromkeys([*kept, *(wanted if len(wanted) <= MOST else ())]))


def _headed(document: Document) -> Iterator[Registration]:
    for section in document.sections:
        if _HEADED.search(section.label):
            yield from registrations(document.text[section.start : section.end])


def _of_abstract(text: str, zones: Sequence[Zone]) -> Iterator[Registration]:
    """In a sentence on registration, or in methods and results, where a study names itself: "... trial (NCT00262600)"."""
    for zone in zones:
        if zone.category == "REGISTRATION":
            yield from registrations(text[zone.start : zone.end])
            continue
        for start, end in sentences(text, zone.start, zone.end) if zone.category not in _ELSEWHERE else ():
            said = text[start:end]
            about_itself = _SAYS_SO.search(said) or zone.category in ("METHODS", "RESULTS", "OBJECTIVE")
            if about_itself and not _OTHERS.search(said):
                yield from registrations(said)


def _of_methods(text: str, zones: Sequence[Zone]) -> Iterator[Registration]:
    for zone in zones:
        if zone.category == "METHODS" and registrations(text[zone.start : zone.end]):
            for start, end in sentences(text, zone.start, zone.end):
                said = text[start:end]
                if _SAYS_SO.search(said) and _OWN.search(said) and not _OTHERS.search(said):
                    yield from registrations(said)
