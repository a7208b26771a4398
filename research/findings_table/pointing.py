"""Which way the outcome asked about went, as the sentence says and its figures do not deny; else nothing."""

import re
from collections.abc import Set

from evidence.model import Document, Plan
from evidence.report import Direction, Estimate
from evidence.text.measures import NULL
from research.findings_table.attribution import NAMED, is_of_another, names_intervention
from research.findings_table.doubt import is_joined_to_another, is_of_animals, is_of_the_untreated, is_supposed
from research.findings_table.effect import Found, is_named_exactly
from research.findings_table.places import Place
from research.findings_table.risk import is_low
from research.findings_table.sides import compares_as_asked, is_about_how, is_spoken_of, joins_both
from research.findings_table.subgroups import is_of_a_part
from research.reading.focus import WHOLE, Focus
from research.reading.ways.by_words import by_words
from research.reading.ways.way import direction

# a change from before, which says nothing of a difference from another treatment
_FROM_BEFORE = re.compile(
    r"\b(?:compared (?:with|to)|from|than|versus|relative to) (?:the |their )?(?:baseline|before|pre-?\w+)\b"
    r"|\bfrom [<>~]?\d[^;()]{0,30}? to \d|\bafter (?:treatment|attending)\b",
    re.IGNORECASE,
)
_UNDER_BOTH = re.compile(
    r"\b(?:in|of|for) (?:both|all|each)(?: of)?(?: the)?(?: \w+)? (?:groups?|arms?|treatments?|drugs)\b"
    r"|\bboth (?:groups|arms|treatments|interventions)\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\bbetween[- ](?:the )?(?:two )?(?:groups?|arms?)\b|\bno (?:significant )?difference", re.IGNORECASE
)
_NOT_SURE = re.compile(
    r"\b(?:trend(?:s|ed|ing)?|tend(?:s|ed|ency)?|numerically|slightly|borderline|may|might|could)\b", re.IGNORECASE
)
_NOT_FOUND = re.compile(  # what is planned, hoped for or not borne out
    r"\b(?:will be|underway|ongoing|planned|not support|to be determined|hypothes\w+|aim(?:s|ed)?|whether"
    r"|sensitive to|cost-effectiveness|non-?respon\w+|why"
    r"|necessarily|seems?|potential(?:ly)?|(?:less|no more|not more) (?:effective|efficacious|successful|able))\b",
    re.IGNORECASE,
)


def pointing(document: Document, said: Place, found: Found | None, focus: Focus, plan: Plan) -> Direction:
    """Less or more of the outcome, or no difference; "" where words and figures disagree or speak of another comparison."""
    if (
        not focus.outcome
        or not focus.intervention
        or focus.on_outcome(said.text) < NAMED
        or not is_named_exactly(document, plan)
    ):
        return ""
    if not compares_as_asked(document, said.text, focus) or is_of_a_part(document, said.text, plan.question, focus):
        return ""
    if is_about_how(f"{document.title} {said.text}", plan.question):
        return ""
    if not focus.comparator and not names_intervention(document.title, focus):
        return ""  # a word in passing on what another study, or a part of this one, was about
    is_tested = found is not None and found.estimate is not None and found.estimate.crosses_no_effect is not None
    if not (focus.comparator or is_tested) and not _names_all(said.text, focus):
        return ""  # without another side and without a figure, only a sentence on just what is asked is believed
    if not is_spoken_of(said.text, focus, document.title if is_tested else ""):
        return ""
    if (
        is_supposed(said.text)
        or is_of_animals(f"{document.title} {said.text}", plan.question)
        or is_joined_to_another(said.text, focus)
    ):
        return ""
    if is_of_the_untreated(said.text, focus):
        return ""
    if not said.is_result or (found is None and is_of_another(said.text, focus)):
        return ""
    says = direction(said.text, focus)
    if not _is_of_the_comparison(said.text, says, focus):
        return ""
    return agreed(says, by_words(said.text, focus).direction, found) if found else says


def _names_all(sentence: str, focus: Focus) -> bool:
    return focus.on_intervention(sentence) >= WHOLE and focus.on_outcome(sentence) >= WHOLE


def _is_of_the_comparison(sentence: str, says: Direction, focus: Focus) -> bool:
    """Whether a change is one against the other side: not from before, not under both, not a mere tendency."""
    if focus.comparator and _FROM_BEFORE.search(sentence) and not _BETWEEN.search(sentence):
        return False
    if _NOT_FOUND.search(sentence):
        return False
    if says not in ("less", "more"):
        return True
    if _NOT_SURE.search(sentence):
        return False
    return not focus.comparator or not (joins_both(sentence, focus) or _UNDER_BOTH.search(sentence))


def agreed(says: Direction, worded: Direction, found: Found) -> Direction:
    """What the sentence says if the figures bear it out; "none" where an interval crosses no effect.

    `says` is the guarded reading, `worded` the bare words': a change that they claim against the figures is left open.
    """
    tested = is_difference(found)
    if tested is False:
        return "none" if says in ("none", "") and worded in ("none", "") else ""
    if tested is True and says == "none":
        return ""
    away = _way(found.estimate) if found.estimate else ""
    return says if not away or says in ("", "none") or says == away else ""


def borne_out(ways: Set[Direction], found: Found | None) -> Direction:
    """The one way in which all statements of a document point, if the interval of its estimate says the same; else ""."""
    if len(ways) != 1 or found is None or found.estimate is None:
        return ""
    way = next(iter(ways))
    crosses = found.estimate.crosses_no_effect
    if crosses is None:
        return ""
    return way if way == ("none" if crosses else _way(found.estimate)) else ""


def is_difference(found: Found) -> bool | None:
    """Whether the interval, else the p value, says that there is a difference; None where neither tells."""
    if found.estimate and found.estimate.crosses_no_effect is not None:
        return not found.estimate.crosses_no_effect
    p = (found.finding.p if found.finding else None) or (found.arms.p if found.arms else None)
    return is_low(p) if p else None


def _way(estimate: Estimate) -> Direction:
    """Which way an estimate lies from no effect; "" for measures that have none, and differences."""
    if estimate.measure not in NULL or estimate.measure in ("RRR", "RD", "MD", "SMD"):
        return ""  # reductions are often written without their sign
    null = NULL[estimate.measure]
    return "less" if estimate.value < null else "more" if estimate.value > null else ""
