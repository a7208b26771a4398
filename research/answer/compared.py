"""Whether an estimate is of what the question asks about: another treatment's figure is the worst that could be told."""

import re

from evidence.model import Document, Plan
from evidence.report import Row
from evidence.text.short_forms import meant
from evidence.text.words import content_words, stem
from research.outcomes import of_setting
from research.reading.terms import stems

# sides that stand for doing nothing more: measured against them, an effect is the treatment's own
_NOTHING_MORE = re.compile(
    r"\b(?:placebo|controls?|sham|usual|standard|untreated|non-?users?|nothing|no|without|not|dummy|waiting)\b",
    re.IGNORECASE,
)
# of a dose or a time: "RR per year of use"
_PER = re.compile(r"\bper (?:year|unit|SD|standard|additional|\d)|\b(?:for )?each\b|\bper-", re.IGNORECASE)
_EVERYBODY = "adult adults patient patients people persons women men older elderly children with who are the"
MOST_OF_IT = 0.6  # share of the words


def is_of_asked(plan: Plan, row: Row, document: Document) -> bool:
    """Whether the sentence of the estimate names what is given, whole, and sets it against what the question does."""
    if not plan.intervention or row.effect is None or row.said is None:
        return False
    if not _names(meant(row.said.text, document.text), plan.intervention):
        return False
    if _PER.search(row.effect.text):
        return False
    if not _in_the_setting(plan, row.said.text, document):
        return False
    if plan.comparator and not _NOTHING_MORE.search(plan.comparator):
        compared = row.comparison.text if row.comparison else ""
        return bool(stems(plan.comparator) & stems(f"{document.title} {row.said.text} {compared}"))
    return bool(plan.comparator) or row.comparison is None or bool(_NOTHING_MORE.search(row.comparison.text))


def _in_the_setting(plan: Plan, said: str, document: Document) -> bool:
    """Whether sentence or title name where or in whom the outcome is asked about: "mortality after myocardial infarction"."""
    asked = (stems(of_setting(plan.outcome)[1]) | stems(plan.population)) - stems(_EVERYBODY)
    held = stems(f"{document.title} {meant(said, document.text)}")
    return not asked or len(asked & held) >= MOST_OF_IT * len(asked)


def _names(text: str, part: str) -> bool:
    """Whether all words of a part of the question stand in a text, whatever their endings; a drug names its class."""
    wanted = {stem(w) for w in content_words(part)}
    return bool(wanted) and wanted <= stems(text) | {stem(w) for w in content_words(text)}
