"""The evidence table: indexed facts, and stretches of text as the record states them; empty where it does not."""

import re

from evidence.model import Claim, Document
from evidence.report import Row
from evidence.text.effects import effects
from research.reading.terms import Terms, stems

_PEOPLE = re.compile(
    r"\b(?:\d[\d,\u2009\u202f ]*\d|\d+)\s+(?:[\w-]+\s+){0,4}?(?:patients|participants|adults|people|persons|women|men|"
    r"children|individuals|subjects|veterans|residents|infants|adolescents|trials|studies)\b",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    r"((?:[\w-]+ ){0,4}[\w-]+) (versus|vs\.?|compared with|compared to|or) ((?:[\w-]+ ?){1,4}?)(?= for| in| on| among| after|[.,:;]|$)",
    re.IGNORECASE,
)


def row(document: Document, claim: Claim, terms: Terms, level: int | None, outcome: str) -> Row:
    """One line; `effect` is the estimate of the sentence cited, else the record's estimate nearest to the question."""
    people = _PEOPLE.search(document.text, len(document.title)) or _PEOPLE.search(document.text)
    against = _AGAINST.search(document.title)
    return Row(
        document.id,
        short_name(document),
        document.design,
        level,
        document.published.year,
        people.group() if people else "",
        against.group().strip() if against else "",
        outcome,
        _effect(document, claim, terms),
    )


def short_name(document: Document) -> str:
    """As studies are spoken of: "Smith 2020", "SAMPLE Investigators 2019", or the title's beginning."""
    year = f" {document.published.year}" if document.published.year else ""
    if document.authors:
        first = document.authors[0]
        return f"{first.family or first.collective}{year}"
    title = document.title if len(document.title) <= 50 else document.title[:47].rsplit(" ", 1)[0] + "..."
    return title + year


def _effect(document: Document, claim: Claim, terms: Terms) -> str:
    for text in (claim.text, *_by_relevance(document, terms)):
        found = effects(text)
        if found:
            return text[found[0].start : found[0].end]
    return ""


def _by_relevance(document: Document, terms: Terms) -> list[str]:
    from evidence.text.sentences import sentences

    texts = [document.text[s:t] for s, t in sentences(document.text, len(document.title))]
    return [t for t in sorted(texts, key=lambda t: -terms.coverage(stems(t))) if terms.coverage(stems(t)) >= 0.5]
