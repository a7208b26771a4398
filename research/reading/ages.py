"""Ages in questions and sentences, in years: whether a statement is about people of the age that is asked about."""

import re
from dataclasses import dataclass

OLDEST = 120
_TO = r"\s?(?:-|\u2013|\u2014|to|and|through|until)\s?"
_ASKED = re.compile(
    r"\b(?:aged?|age of)\s(?P<one>\d{1,3})\b(?!\s?(?:%|mg|weeks?|months?))|\b(?P<old>\d{1,3})[- ]years?[- ]old\b",
    re.IGNORECASE,
)
_WHO = r"(?:adults|people|persons|patients|women|men|children|individuals|participants|those|aged?) (?:aged )?"
_NO_AGE = (  # what follows a figure that is no age
    r"(?!\.?\d| ?(?:%|mg|mm|g\b|kg|m?[lL]\b|patients|people|women|men|weeks|months|days|hours|times))"
)
_NAMED = re.compile(
    rf"\b(?:aged?|ages)(?: (?:of|between|from))?\s(?P<low>\d{{1,3}}){_TO}(?P<high>\d{{1,3}})\b"
    rf"|\b(?P<low2>\d{{1,3}}){_TO}(?P<high2>\d{{1,3}})\s?(?:years|y) (?:of age|old)\b"
    r"|\b(?:aged? )?(?P<from>\d{1,3}) (?:years )?(?:and|or) (?:older|over|above)\b"
    rf"|\b(?:older than|(?:over|above) the age of|{_WHO}(?:over|above)) (?P<above>\d{{1,3}}){_NO_AGE}"
    rf"|\b(?:younger than|(?:under|below) the age of|{_WHO}(?:under|below)) (?P<below>\d{{1,3}}){_NO_AGE}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Span:
    """From `low` to `high` years, both included."""

    low: int
    high: int

    def overlaps(self, other: "Span") -> bool:
        """Whether some age is in both."""
        return self.low <= other.high and other.low <= self.high


def ages_asked(question: str) -> Span | None:
    """The age or range of ages that a question names; None where it names none."""
    named = ages_named(question)
    if named:
        return named[0]
    match = _ASKED.search(question)
    if not match:
        return None
    age = int(match["one"] or match["old"])
    return Span(age, age) if age <= OLDEST else None


def ages_named(text: str) -> list[Span]:
    """The ranges of ages that a text names, in order."""
    found = []
    for m in _NAMED.finditer(text):
        low = m["low"] or m["low2"] or m["from"] or m["above"]
        high = m["high"] or m["high2"] or m["below"]
        span = Span(int(low or 0), int(high or OLDEST))
        if span.low <= span.high <= OLDEST:
            found.append(span)
    return found


def of_that_age(question: str, text: str) -> bool | None:
    """Whether a text is about people of the age asked about; None where one of the two names no age."""
    asked, named = ages_asked(question), ages_named(text)
    return any(span.overlaps(asked) for span in named) if asked and named else None
