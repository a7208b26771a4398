"""The facts of one document, each in its own words."""

import re
from dataclasses import dataclass

from evidence.model import Document
from evidence.report import Stated
from research.reading.facts.follow_up import follow_up
from research.reading.facts.funding import funding
from research.reading.facts.own_registrations import own_registrations
from research.reading.facts.participants import participants
from research.reading.facts.population import population
from research.reading.facts.setting import setting
from research.reading.facts.synthesis import is_synthesis, rests_on
from research.reading.facts.zones import Zone, abstract_zones, body_zones

_PLANS = frozenset({"protocol"})  # nobody has taken part yet
_NOT_STUDIES = frozenset(
    {"guideline", "editorial", "letter", "comment", "news", "notice", "book-chapter", "narrative-review", "scoping-review",
     "case-report", "animal-study", "in-vitro"}
)  # fmt: skip
_NOT_PEOPLE = re.compile(r"\bmillions?\b|\bother\b|\banother\b|\d ?(?:m[gl]|g|kg|%)(?!\w)", re.IGNORECASE)
_NOT_PLACES = re.compile(r"\b(?:after|before|following|since)\b|\b(?:hospital|cent(?:re|er)|clinic)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class StudyFacts:
    """Every `Stated` is located, `document.text[start:end] == text`; None where the document does not say it plainly."""

    participants: Stated | None = None  # "1,234 patients"; of a synthesis "17 trials (12,345 participants)"
    population: Stated | None = None  # of a guideline: "adults with type 2 diabetes"
    setting: Stated | None = None  # "at 12 hospitals in Denmark"
    follow_up: Stated | None = None  # "median follow-up of 5.2 years"
    funding: Stated | None = None  # a sentence, at most 250 characters of it
    registrations: tuple[str, ...] = ()  # its own, as evidence.text.registrations spells them
    is_synthesis: bool = False  # a review of studies, whose numbers are not one trial's


def facts_of(document: Document) -> StudyFacts:
    """Read from the abstract first, then from methods and results of a full text; of a guideline only for whom it is."""
    abstract, body = abstract_zones(document), body_zones(document)
    if document.organisation or document.design in _NOT_STUDIES:
        return _no_study(document)
    synthesis = is_synthesis(document)
    how_many = _how_many(document, abstract, synthesis) or _how_many(document, body, synthesis)
    where = setting(document.text, abstract, document.title) or setting(document.text, body, of_people=True)
    return StudyFacts(
        participants=_unless(_NOT_PEOPLE, how_many),
        setting=None if synthesis else _unless(_NOT_PLACES, where),
        follow_up=None if synthesis else _how_long(document, abstract) or _how_long(document, body),
        funding=funding(document),
        registrations=own_registrations(document, abstract, body, synthesis=synthesis),
        is_synthesis=synthesis,
    )  # fmt: skip


def _unless(unlikely: re.Pattern[str], fact: Stated | None) -> Stated | None:
    """The fact, but for words of a kind that was seen to be read wrongly."""
    return None if fact is None or unlikely.search(fact.text) else fact


def _no_study(document: Document) -> StudyFacts:
    who = population(document) if document.organisation or document.design == "guideline" else None
    return StudyFacts(
        population=who, funding=funding(document), registrations=document.registrations, is_synthesis=True
    )


def _how_many(document: Document, zones: list[Zone], synthesis: bool) -> Stated | None:
    if document.design in _PLANS:
        return None
    return (
        rests_on(document.text, zones)
        if synthesis
        else participants(document.text, zones, only_sure=document.design == "case-control")
    )


def _how_long(document: Document, zones: list[Zone]) -> Stated | None:
    return None if document.design in _PLANS else follow_up(document.text, zones)
