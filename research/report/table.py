"""The evidence table: indexed facts, and stretches of text as the record states them; empty where it does not."""

import re

from evidence.model import Claim, Document
from evidence.report import Row
from evidence.text.effects import effects
from evidence.text.sentences import sentences
from research.reading.focus import Focus
from research.reading.terms import stems

_FILLER = r"(?!(?:we|were|was|who|of|in|from|and|with|to|years?|countries|centres|centers|sites|hospitals|weeks|months)\b)[\w-]+"
_MORE = r"(?!(?:starting|who|in|from|on|were|was|for|treated|receiving|taking|undergoing|without|a|an|the|and)\b)[\w-]+"
_PEOPLE = re.compile(
    r"\b\d{1,3}(?:[,\u2009\u202f\u00a0 ]\d{3})+(?!\d)|\b\d+",
)
_WHO = re.compile(
    rf"\s+(?:{_FILLER}\s+){{0,4}}?(?:patients|participants|adults|people|persons|women|men|children|individuals|subjects|"
    r"veterans|residents|infants|adolescents|volunteers)\b"
    rf"(?:\s+(?:with|aged|at)(?:\s+{_MORE}){{1,6}})?",
    re.IGNORECASE,
)
_SIDE = r"(?:[\w-]+ ){0,3}[\w-]+"
_AGAINST = re.compile(
    rf"{_SIDE} (?:versus|vs\.?|compared with|compared to|or) {_SIDE}?(?= for\b| in\b| on\b| among\b| after\b|[.,:;]|$)",
    re.IGNORECASE,
)
LONGEST = 220  # characters of a cell
ABSTRACT = 8_000  # characters, more than an abstract has
REST_OF_BRACKET = 60  # characters after an estimate within which its bracket closes: "; I2 = 22%; high certainty)"
NAMED = 0.6  # share of the outcome's weight that a sentence must name for its estimate to be shown


def row(document: Document, claim: Claim, focus: Focus, level: int | None, outcome: str) -> Row:
    """One line; `effect` is an estimate for the outcome, of the sentence cited or else of the record."""
    return Row(
        document.id,
        short_name(document),
        document.design,
        level,
        document.published.year,
        outcome,
    )


def _people(document: Document) -> str:
    """A study's largest group, of its abstract; for whom a guideline is. Further in, others' figures stand."""
    if document.organisation or document.design == "guideline":
        return document.population if len(document.population) <= LONGEST else ""
    start = len(document.title) if document.text.startswith(document.title) else len(document.text)
    return population(document.text[start:ABSTRACT])


def short_name(document: Document) -> str:
    """As studies are spoken of: "Smith 2020", "SAMPLE Investigators 2019", or the title's beginning."""
    year = f" {document.published.year}" if document.published.year else ""
    if document.authors:
        first = document.authors[0]
        return f"{first.family or first.collective}{year}"
    title = document.title if len(document.title) <= 50 else document.title[:47].rsplit(" ", 1)[0] + "..."
    return title + year


def comparison(title: str, focus: Focus) -> str:
    """The two sides as a title names them; joined by a mere "or" only where one is the question's comparator."""
    against = _AGAINST.search(title)
    if not against or (" or " in against.group() and not focus.comparator & stems(against.group())):
        return ""
    return against.group().strip()


def population(text: str) -> str:
    """The largest number of people that the text names, as it names them."""
    found = []
    for number in _PEOPLE.finditer(text):
        who = _WHO.match(text, number.end())
        if who:
            found.append((int(re.sub(r"\D", "", number.group())), -number.start(), number.group() + who.group()))
    return max(found)[2] if found else ""


def _effect(document: Document, claim: Claim, focus: Focus) -> str:
    if len(document.text) > ABSTRACT:  # a full text speaks of other studies' effects too
        return stated_effect(claim.text, focus)
    own = [document.text[s:t] for s, t in sentences(document.text, len(document.title))]
    named = sorted(own, key=lambda text: -focus.on_outcome(text))
    for text in (claim.text, *(t for t in named if focus.outcome and focus.on_outcome(t) >= NAMED)):
        stated = stated_effect(text, focus)
        if stated:
            return stated
    return ""


def stated_effect(text: str, focus: Focus) -> str:
    """From the outcome's name to the end of the first estimate after it; the estimate alone where the outcome is not named."""
    found = effects(text)
    at = focus.outcome_at(text)
    after = [e for e in found if at is not None and e.start >= at]
    if after and at is not None and after[0].end - at <= LONGEST:
        return _closed(text, at, after[0].end)
    return _closed(text, found[0].start, found[0].end) if len(found) == 1 else ""


def _closed(text: str, start: int, end: int) -> str:
    """With the bracket that closes one opened inside."""
    part = text[start:end]
    closing = text.find(")", end, end + REST_OF_BRACKET) + 1
    return text[start:closing] if closing and part.count("(") > part.count(")") else part
