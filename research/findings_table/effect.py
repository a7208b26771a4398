"""The finding of a document for the outcome asked about: an estimate of effect, else the values of two arms."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from evidence.model import Document, Kind, Plan
from evidence.report import Estimate, Stated
from evidence.text.arms import Arms, arms
from evidence.text.findings import Finding, Reading, read
from evidence.text.measures import NULL, named
from evidence.text.short_forms import meant
from evidence.text.typography import even
from research.findings_table.attribution import Name, in_bracket, is_listed, is_of_outcome, names_another
from research.findings_table.doubt import (
    is_joined_to_another,
    is_of_animals,
    is_of_the_untreated,
    is_supposed,
    states_a_limit,
)
from research.findings_table.places import ABSTRACT, Place
from research.findings_table.sides import ABOUT, compares_as_asked, is_about_how, is_turned_round, names_exactly
from research.findings_table.stretch import stretch
from research.findings_table.subgroups import is_of_a_part
from research.reading.focus import WHOLE, Focus

_EFFECTS = frozenset({"HR", "RR", "OR", "IRR", "PR", "RD", "RRR", "MD", "SMD"})
_ACCURACY = frozenset({"sensitivity", "specificity", "AUC", "LR_pos", "LR_neg", "PPV", "NPV"})
_NAMED_WITHIN = 160  # characters before an estimate in which its measure is named
HEART_RATE = 30  # from which "HR" is no hazard ratio
_PRIMARY = re.compile(r"\bprimary\b", re.IGNORECASE)
_SECONDARY = re.compile(r"\b(?:secondary|exploratory|tertiary)\b", re.IGNORECASE)
_RESPECTIVELY = re.compile(r"\brespectively\b", re.IGNORECASE)
_CLAUSE = re.compile(r"; |, (?:and|but|while|whereas) ")
_SET_AGAINST = re.compile(r"\b(?:vs?\.?|versus|than|compared|against)(?=\s|$)", re.IGNORECASE)
_GROUP = re.compile(r"\b(?:group|groups|arm|arms|placebo|controls?|allocated|assigned|randomi[sz]ed)\b", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_UNIT = re.compile(
    r"\s?(?:%|per cent|percent(?:age points?)?|mm ?Hg|k?g(?:/m2)?|m?[lL]|days?|weeks?|months?|years?|hours?|min(?:utes)?)(?![\w/])"
)
_TIME = re.compile(r"(?:day|week|month|year|hour|h|min|minute|s|second)s?")
_LASTING = re.compile(
    r"\b(?:time|duration|length|stay|survival|days|hours|age|latency|interval|delay)\b", re.IGNORECASE
)
_AGAINST = re.compile(
    r"[^.;]{0,40}?\b(?:vs\.?|versus)\s+(?:the )?(?:[A-Za-z-]+ ){0,2}[(\d]", re.IGNORECASE
)  # a third value follows
_OTHER_P = re.compile(r"one-(?:sided|tailed)|;\s*[A-Za-z]{2,}|[\w)] (?:while|whereas|but)\b", re.IGNORECASE)
_PAIR = 2  # figures that "respectively" may share out between two arms


@dataclass(frozen=True, slots=True)
class Found:
    """What one sentence states: the cell, the estimate or the arms that it was read from."""

    place: Place
    effect: Stated
    estimate: Estimate | None = None
    finding: Finding | None = None
    arms: Arms | None = None  # offsets count in the place's text


def find_effect(document: Document, read_in: list[Place], focus: Focus, plan: Plan) -> Found | None:
    """The first estimate of an effect in the order of the places, primary before secondary; else the first two arms."""
    if not focus.outcome or not is_named_exactly(document, plan):
        return None
    found: list[Found] = []
    for place in read_in:
        if not _is_on_the_question(document, place, focus, plan):
            continue
        stated = _all_in(place, focus, plan.outcome, plan.kind, is_turned_round(document, place.text, focus))
        if stated is None:
            break  # what comes after several for one outcome is of a part of the study
        found += stated
    return min(found, key=_rank, default=None)


def _is_on_the_question(document: Document, place: Place, focus: Focus, plan: Plan) -> bool:
    return (
        focus.on_outcome(meant(place.text, document.text)) >= WHOLE  # "recurrence" too of "breast cancer recurrence"
        and compares_as_asked(document, place.text, focus)
        and not is_about_how(f"{document.title} {place.text}", plan.question)
        and not is_of_a_part(document, place.text, plan.question, focus)
        and not is_supposed(place.text)
        and not is_of_animals(f"{document.title} {place.text}", plan.question)
        and not is_of_the_untreated(place.text, focus)
        and not is_joined_to_another(place.text, focus)
    )


def is_named_exactly(document: Document, plan: Plan) -> bool:
    """Whether the document's title and abstract keep the letters and numbers of the question's names."""
    text = document.text[:ABSTRACT]
    return all(names_exactly(part, text) for part in (plan.intervention, plan.comparator, plan.outcome))


def _is_fit(finding: Finding, outcome: str) -> bool:
    """An effect has an interval or a p value ("HR (at 8:00" is a heart rate); one in days is of how long something lasts."""
    if finding.measure in _EFFECTS and not (finding.interval or finding.p):
        return False
    if finding.measure == "HR" and finding.estimate.value >= HEART_RATE:
        return False
    return not _TIME.fullmatch(finding.unit) or bool(_LASTING.search(outcome))


def _rank(found: Found) -> tuple[bool, bool, bool, int]:
    """Estimates first, then the cited; primary before secondary; sorting keeps the order of the text."""
    text = found.place.text
    said = -1 if _PRIMARY.search(text) else int(bool(_SECONDARY.search(text)))
    return found.estimate is None, not found.place.is_cited, not (found.finding and found.finding.interval), said


def _all_in(place: Place, focus: Focus, outcome: str, kind: Kind, is_turned: bool) -> list[Found] | None:
    """What a sentence states for the outcome; None where it states several of one measure: of times, doses or groups.

    `is_turned`: it sets the comparator's side against the intervention's, so that an estimate is the other way round.
    """
    reading = read(place.text)
    wanted = _ACCURACY if kind == "diagnosis" else _EFFECTS
    estimates = [f for f in reading.findings if f.measure in wanted]
    if len(estimates) > 1 and _RESPECTIVELY.search(place.text):
        estimates = []
    own = [(f, _name(place, f.start, _end_of(f), reading, focus)) for f in estimates]
    own = [(f, name) for f, name in own if not _AGAINST.match(place.text, f.end)]
    of_outcome = [(f, name) for f, name in own if name and _is_fit(f, outcome)]
    if len(of_outcome) > 1 and kind != "diagnosis" and len({f.measure for f, _ in of_outcome}) < len(of_outcome):
        return None
    if kind != "diagnosis" and any(_goes_on(place.text, f, estimates, focus) for f, _ in of_outcome):
        return None
    if is_turned:
        of_outcome = []
    of_outcome = [
        (f, name) for f, name in of_outcome if not states_a_limit(place.text[_clause(place.text, f.start) : f.start])
    ]
    pair = _pair_of_outcome(place, reading, focus)
    stated = [found for f, name in of_outcome if (found := _estimated(place, f, name, pair))]
    return stated or _of_arms(place, pair, focus)


def _goes_on(text: str, finding: Finding, estimates: list[Finding], focus: Focus) -> bool:
    """Whether another estimate of the measure follows for no other outcome: for another dose, time or adjustment."""
    after = next((f for f in estimates if f.start >= finding.end), None)
    if after is None or after.measure != finding.measure or is_listed(text, _end_of(after)):
        return False
    return not names_another(text[_end_of(finding) : after.start], focus)


def _clause(text: str, at: int) -> int:
    return max((m.end() for m in _CLAUSE.finditer(text, 0, at) if not in_bracket(text, m.start())), default=0)


def _name(place: Place, start: int, end: int, reading: Reading, focus: Focus) -> Name | None:
    return is_of_outcome(even(place.text), start, end, reading.findings, focus)


def _end_of(finding: Finding) -> int:
    return max(finding.end, finding.p.end if finding.p else 0)


def _estimated(place: Place, finding: Finding, name: Name, pair: tuple[Arms, Name] | None) -> Found | None:
    names = (finding.measure, "difference") if finding.measure in ("MD", "RD") else (finding.measure,)
    mentioned = [m for m in named(even(place.text)) if m.measure in names]
    before = [m for m in mentioned if finding.start - _NAMED_WITHIN <= m.start and m.end <= finding.start]
    if not before:
        return None
    behind = name.start > finding.start
    end = _with_unit(place.text, _end_of(finding))
    end = max(end, name.end) if behind else end
    starts = [] if behind else [_beginning(place.text, min(name.start, before[-1].start))]
    span = stretch(place.text, [*starts, before[-1].start], end)
    arms_too = pair[0] if pair else None
    return Found(place, _stated(place, *span), estimate_of(finding), finding, arms_too) if span else None


def _beginning(text: str, at: int) -> int:
    """Where the clause begins if a figure stands in it before `at`: no arm's value is cut off; else `at`."""
    clause = _clause(text, at)
    return clause if _DIGIT.search(text, clause, at) else at


def _pair_of_outcome(place: Place, reading: Reading, focus: Focus) -> tuple[Arms, Name] | None:
    """Two arms, where the sentence sets one pair only against each other for the outcome."""
    counted = Reading(tuple(f for f in reading.findings if f.share and f.share.total), reading.p_values)
    set_against = arms(place.text, reading) or arms(place.text, counted)
    pairs = [(a, _name(place, a.start, a.end, reading, focus)) for a in set_against]
    own = [(_with_own_p(place.text, a, focus), name) for a, name in pairs if name]
    if len(own) != 1 or _AGAINST.match(place.text, own[0][0].second.end):
        return None
    return None if _RESPECTIVELY.search(place.text) and len(reading.findings) > _PAIR else own[0]


def _with_own_p(text: str, pair: Arms, focus: Focus) -> Arms:
    """Without a p value of another outcome ("; death was rarer (P = .01)") or of one side only."""
    gap = text[pair.second.end : pair.p.start] if pair.p else ""
    is_others = names_another(gap, focus) or _OTHER_P.search(gap)
    return replace(pair, p=None) if is_others else pair


def _of_arms(place: Place, pair: tuple[Arms, Name] | None, focus: Focus) -> list[Found]:
    if pair is None or focus.on_intervention(place.text) < ABOUT or not _tells_arms(place.text, pair[0]):
        return []
    both, name = pair
    starts = [0, min(name.start, both.start), both.start]  # the arms' names stand before their values
    span = stretch(place.text, starts, _with_unit(place.text, both.end))
    return [Found(place, _stated(place, *span), arms=both)] if span else []


def _tells_arms(text: str, pair: Arms) -> bool:
    """Whether two values are of two arms and not of two outcomes."""
    between = text[pair.first.end : pair.second.start]
    return bool(_SET_AGAINST.search(between) or len(_GROUP.findall(text)) > 1)


def _with_unit(text: str, end: int) -> int:
    unit = _UNIT.match(text, end)
    return unit.end() if unit else end


def _stated(place: Place, start: int, end: int) -> Stated:
    return Stated(place.text[start:end], place.start + start, place.start + end)


def estimate_of(finding: Finding) -> Estimate:
    """The finding's values as written; a range or quartiles are no interval of an estimate."""
    interval = finding.interval if finding.interval and finding.interval.kind not in ("IQR", "range") else None
    level: Decimal | None = interval.level.value if interval and interval.level else None
    return Estimate(
        finding.measure,
        finding.estimate.value,
        interval.low.value if interval else None,
        interval.high.value if interval else None,
        level,
        finding.unit,
        _crosses(finding) if interval else None,
    )


def _crosses(finding: Finding) -> bool | None:
    """None where a limit is written as the value of no effect itself: which side it was on is rounded away."""
    interval, null = finding.interval, NULL.get(finding.measure)
    if interval and null is not None and null in (interval.low.value, interval.high.value):
        return None
    return finding.crosses_no_effect
