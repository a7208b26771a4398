"""Sentences that define the thing a question asks about: "X is a ...", "X, defined as ...", "X refers to ..."."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from evidence.text.words import content_words, stem
from research.reading.verdict.weigh import Statement

_ASKS = re.compile(
    r"\b(?:please|define|definition|describe|what|who|is|are|does|do|meant?|means?|stands?|for|by|the|an?|of|term|disease|syndrome)\b|\?",
    re.I,
)
_DEFINES = (  # after the thing; the first form is worth most
    (
        re.compile(
            r",?\s*(?:(?:is|are|was) )?(?:also )?(?:defined as|characteri[sz]ed by|refers? to|means?|denotes?)\b", re.I
        ),
        1.0,
    ),
    (re.compile(r"\s+(?:is|are) (?:now |usually |generally )?(?:an?|the|one of|a type of)\b", re.I), 0.9),
    (re.compile(r",\s*(?:an?|the)\s", re.I), 0.6),
    (re.compile(r"\s+(?:is|are)\b(?! (?:not|unknown|unclear))", re.I), 0.4),
)
_BETWEEN = re.compile(
    r"(?:\s+(?:disease|syndrome|disorder|scale|score|test))?(?:\s*\([^)]{1,60}\))?(?:\s+(?:disease|syndrome))?"
)


@dataclass(frozen=True, slots=True)
class Definition:
    """A defining sentence. `start` and `end` are the thing's place in the document's text; `score` 0 to 1."""

    statement: Statement
    start: int
    end: int
    score: float


def definitions(question: str, statements: Sequence[Statement]) -> list[Definition]:
    """The sentences that define the question's thing, best first; then the earlier in its document, then by id."""
    thing = " ".join(_ASKS.sub(" ", question).split())
    found = [d for s in statements if (d := _definition(thing, s))]
    return sorted(found, key=lambda d: (-d.score, d.statement.start, d.statement.document_id))


def _definition(thing: str, statement: Statement) -> Definition | None:
    """The best form that follows the thing; a little less where the sentence begins with something else."""
    best: Definition | None = None
    for start, end in _mentions(thing, statement.text):
        between = _BETWEEN.match(statement.text, end)
        after = between.end() if between else end
        worth = next(
            (w for form, w in _DEFINES if form.match(statement.text, after) or form.match(statement.text, end)), 0.0
        )
        worth *= 1.0 if start <= 8 else 0.7  # 8: an article or a label stands before it
        if worth and (best is None or worth > best.score):
            best = Definition(statement, statement.start + start, statement.start + end, worth)
    return best


def _mentions(thing: str, sentence: str) -> list[tuple[int, int]]:
    """Where the thing's words stand in one run, whatever their endings."""
    wanted = [stem(w) for w in content_words(thing)]
    if not wanted:
        return []
    pattern = r"[\s-]+".join(re.escape(w[: max(3, len(w))]) + r"\w{0,3}" for w in re.findall(r"\w+", " ".join(wanted)))
    return [m.span() for m in re.finditer(rf"\b{pattern}", sentence, re.IGNORECASE)]
