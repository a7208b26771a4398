"""Which way a sentence points on the question's outcome, by its words alone: narrow, and silent where it may mislead."""

import re
from dataclasses import dataclass
from typing import Literal

from evidence.report import Direction
from research.reading.focus import Focus
from research.reading.terms import stems

_NONE = re.compile(
    r"\b(?:no (?:statistically |clear |clinically )?(?:significant |important |meaningful |measurable )?(?:difference|effect|"
    r"benefit|reduction|increase|change|association|improvement|evidence (?:of|that|for))|(?:did|does|do|was|were|is|are|has|"
    r"have|had) not\b[^.;,]{0,40}?\b(?:reduc\w*|increas\w*|lower\w*|improv\w*|differ\w*|prevent\w*|affect\w*|associat\w*|"
    r"significan\w*|superior|decreas\w*|chang\w*|rais\w*)|not (?:significantly |statistically )?(?:different|associated|superior|"
    r"reduced|increased|significant)|fail(?:s|ed|ure)? to \w+|without (?:an? |any )?(?:significant )?(?:increas\w*|reduction|"
    r"excess|more|rise|change|difference|effect|decrease)|similar (?:rates?|risks?|incidence|between|in both)|neither\b|"
    r"non-?significant|comparable (?:rates?|risks?)|not effective|ineffective)",
    re.IGNORECASE,
)
# a statement on whether an effect is the same everywhere, not on the effect
_EVEN = re.compile(
    r"\b(?:differ|vary|varies|varied|differed|modif\w+|interaction|heterogene\w+)\b.{0,40}?\b(?:by|across|according to|among|between)\b"
    r"|\bconsistent across\b|\bacross (?:all )?subgroups\b"
    r"|\b(?:similar|same|comparable)\b.{0,50}\bin (?:both (?:sexes|men|women)|women|men|(?:older|younger)\b|(?:all )?subgroups)",
    re.IGNORECASE,
)
_BETWEEN_ARMS = re.compile(
    r"\bbetween (?:the )?(?:two |treatment |study )?(?:groups?|arms?|treatments?|drugs?)\b", re.IGNORECASE
)
_LESS = re.compile(
    r"\b(?:reduc\w+|lower\w*|fewer|less|decreas\w+|declin\w+|halv\w+|prevent(?:s|ed)|protect\w+|smaller|fell)\b",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"\b(?:increas(?!ingly)\w+|higher|more|greater|elevat\w+|rais(?:es|ed)|worse\w*|doubl\w+|excess|rose)\b",
    re.IGNORECASE,
)
_WAYS: dict[Direction, re.Pattern[str]] = {"less": _LESS, "more": _MORE}
_CLAUSE = re.compile(r"[;,:]\s+|\s(?:and|but|whereas|while|although|at the (?:price|cost) of)\s|\s(?=without\s)")
_WORD = re.compile(r"\w[\w-]*")
# what stands before the side that another is measured against
_REFERENCE = re.compile(
    r"\b(?:than|versus|vs\.?|against|compared (?:with|to)|relative to|over|instead of|rather than)\s+(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
# the same, or what another treatment is added to: before the intervention it says that another's effect is meant
_YARDSTICK = re.compile(
    r"\b(?:than|versus|vs\.?|against|compared (?:with|to)|relative to|beyond|contrast to|needs? for|requirements? (?:for|of)|"
    r"instead of|rather than|add(?:ed|ing|ition)\b[^.;,]{0,80}?"
    r"\bto)\s+(?:(?!no\b|not\b|without\b)[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
_ALIKE = re.compile(
    r"\b(?:similar\w*|comparable|equivalent|equal\w*|same|as (?:effective|safe)|(?:not |non-?)inferior|between)\b",
    re.IGNORECASE,
)
_NOTHING_GIVEN = re.compile(
    r"\b(?:placebo|controls?|untreated|no (?:treatment|therapy|prophylaxis)|usual care|sham|non-?users?)\b",
    re.IGNORECASE,
)
_NOT_IN_CONTROLS = re.compile(
    r"\bno (?:\w+ )?(?:change|difference|effect|increase|reduction) (?:in|with|on|for) (?:the )?(?:placebo|controls?)\b",
    re.IGNORECASE,
)
_APART = re.compile(r"[;:]|\b(?:where|which|who|because|since|as well as|but|while|whereas|although)\b", re.IGNORECASE)
_ALONE = re.compile(r"[\w-]+\W{1,3}(?:treatment |therapy )?alone\b", re.IGNORECASE)
_COMPARATIVE = re.compile(r"\b(?:higher|lower|fewer|less|more|greater|smaller|worse)\b", re.IGNORECASE)
# "patients with higher mortality risk": who they are, not what happened to them
_WHO = re.compile(
    r"\b(?:patients|people|those|adults|participants|individuals|subjects|women|men|persons)\s+(?:with|at|who ha(?:ve|d))\s+"
    r"(?:an? )?(?:higher|lower|increased|reduced|elevated|greater|more|fewer) (?:[\w-]+ ){0,3}?(?:risk|scores?|levels?|rates?)\b",
    re.IGNORECASE,
)
# what is asked, awaited or planned was not found
_OPEN = re.compile(
    r"\b(?:whether|hypothes\w+|aim(?:s|ed)? to|sought to|designed to|to (?:assess|evaluate|determine|examine|investigate|compare|study)|"
    r"(?:study|trial|review|analysis) (?:compares|examines|evaluates|assesses|tests)|"
    r"(?:was|were) (?:\w+ly )?(?:assessed|evaluated|investigated|examined|studied|compared)|"
    r"(?:under)?powered|to detect|assum(?:e|es|ed|ing)|attempt(?:s|ed)? to|titrated|"
    r"unclear|unknown|uncertain\w*|inconclusive|conflicting|"
    r"contradictory|controversial|insufficient|not (?:yet )?(?:known|clear|established)|"
    r"(?:but|although|while|whereas) (?:one|another|some|a few|other) (?:study|trial|studies|trials))\b",
    re.IGNORECASE,
)
# what is given for a purpose has not been found to serve it
_PURPOSE = re.compile(
    r"\b(?:used|taken|attempt\w*|in order|intended|efforts?|strateg\w+|goals?|proposed)\b[^.;,]{0,60}?\bto (?:help )?"
    r"(?:reduc|lower|prevent|decreas|improv|increas|minimi[sz]|avoid|treat)\w*",
    re.IGNORECASE,
)
_RELIEF = re.compile(r"\b(?:relie(?:f|ved?|ving)|pain-?free)\b", re.IGNORECASE)  # more of it is less of the outcome
# the reverse of what is asked about: "vitamin D deficiency increases the risk of fracture"
_WITHOUT_IT = re.compile(
    r"\b(?:deficien\w+|insufficien\w+|inadequa\w+|lack|absence|withdraw\w*|discontinu\w+|stopp(?:ed|ing)|cessation|non-?use\w*|"
    r"non-?adheren\w+|untreated)\b",
    re.IGNORECASE,
)
# "in those who reduced their alcohol intake": less of what is asked about; not "reduced by", "lower with"
_LESS_OF_IT = re.compile(
    r"\b(?:reduc(?:ed?|es|ing|tions? (?:in|of))|(?:decreases?|declines?|fall) (?:in|of)|lower(?:ed|ing)?|less|decreas(?:ed|es|ing)|"
    r"restrict\w*|limit(?:ed|ing)|low|"
    r"abstinence from|abstain\w* from|loss of(?: the)?)\s+"
    r"(?:(?!(?:by|with|in|on|under|among|for|than|to|and|or|from|after|when|during)\b)[\w'-]+\s+){0,3}$",
    re.IGNORECASE,
)
_WANES = re.compile(
    r"(?:\W+[\w-]+){0,3}?\W+(?:decreas\w+|declin\w+|fell|falls?|drop\w*)\s+(?:with|over|during)\b", re.IGNORECASE
)
# "people with fracture of the hip had reduced levels": of whom, not what came of it
_HAVING = re.compile(
    r"\b(?:patients|people|persons|those|adults|participants|individuals|subjects|women|men|children|cases)\s+(?:with|having|who "
    r"(?:have|had))\s+"
    r"(?P<what>(?:(?!(?:had|have|has|were|was|is|are|in|on|at|after|to|receiving|given|treated|"
    r"taking|who|compared|than)\b)[\w'-]+ ?){1,6})",
    re.IGNORECASE,
)
ABOUT = 0.7  # share of the intervention that a sentence must name to speak of it: "dialysis" is not its dose
NAMES_OUTCOME = 0.6  # share of the outcome that a clause must name: "bone" alone is not bone loss


@dataclass(frozen=True, slots=True)
class Heard:
    """A direction with no other reading against it yet; `refused` where something speaks against any: say nothing then."""

    direction: Direction = ""
    refused: bool = False


REFUSED = Heard(refused=True)


def findings_only(sentence: str) -> str:
    """The sentence with who the patients are blanked out, as long as before."""
    return _WHO.sub(lambda m: m.group().split()[0].ljust(len(m.group())), sentence)


def by_words(sentence: str, focus: Focus) -> Heard:
    """ "none" where the clause on the outcome says that there is no effect; else the way that it points; else ""."""
    if _says_no_finding(sentence, focus):
        return REFUSED
    sentence = _without_whom(findings_only(sentence), focus)
    clauses = _CLAUSE.split(sentence)
    most = max(map(focus.on_outcome, clauses))
    if not focus.outcome or most < NAMES_OUTCOME:
        return REFUSED
    read = [_in_clause(c, focus) for c in clauses if focus.on_outcome(c) == most]
    if len({way for way, _ in read if way}) > 1:
        return REFUSED
    way, word = next((r for r in read if r[0]), read[0])
    if not way:
        return REFUSED if _speaks_of_a_way(sentence) or not focus.comparator else Heard()
    if way == "none":
        return REFUSED if not focus.comparator and _likens_treatments(sentence) else Heard("none")
    return _from_the_intervention(way, word, sentence, focus)


def _in_clause(clause: str, focus: Focus) -> tuple[Direction, str]:
    """The way that a clause points and the word that says so, the nearest to the outcome; ("", "") for none."""
    denied = _NONE.search(clause)
    if denied:
        return "none", denied.group()
    at = focus.outcome_at(clause) or 0
    words = [(abs(m.start() - at), way, m.group()) for way, pattern in _WAYS.items() for m in pattern.finditer(clause)]
    return min(words)[1:] if words else ("", "")


def _from_the_intervention(way: Direction, word: str, sentence: str, focus: Focus) -> Heard:
    """Turned round where the sentence speaks of the comparator's side."""
    spoken_of = _spoken_of(sentence, focus)
    if spoken_of == "intervention":
        return Heard(way)
    # "more bleeding with warfarin" compares; "warfarin increased bleeding" does not
    if spoken_of == "comparator alone" and not _COMPARATIVE.fullmatch(word):
        return Heard()
    return Heard("more" if way == "less" else "less")


def _says_no_finding(sentence: str, focus: Focus) -> bool:
    """What is open, a purpose, of the treatment's lack, or of how even an effect is."""
    if _OPEN.search(sentence) or _PURPOSE.search(sentence) or _RELIEF.search(sentence):
        return True
    if any(not stems(m.group()) & (focus.intervention | focus.comparator) for m in _WITHOUT_IT.finditer(sentence)):
        return True
    if _comes_later(sentence, focus) or _is_yardstick(sentence, focus) or _is_less_of_it(sentence, focus):
        return True
    return bool(_EVEN.search(sentence)) and not _BETWEEN_ARMS.search(sentence)


def _is_less_of_it(sentence: str, focus: Focus) -> bool:
    """Whether the treatment itself was reduced, where the question does not ask about its reduction."""
    places = [m for m in _WORD.finditer(sentence) if stems(m.group()) & focus.intervention]
    if any(_WANES.match(sentence, m.end()) for m in places):
        return True
    return any(
        found is not None and not stems(found.group()) & focus.intervention and not stems(found.group()) & focus.outcome
        for found in (_LESS_OF_IT.search(sentence[: m.start()]) for m in places)
    )


def _comes_later(sentence: str, focus: Focus) -> bool:
    """Whether both sides are named only after the outcome, and apart from it: "... reduced bleeding, whereas aspirin ..."."""
    outcome, own = focus.outcome_at(sentence) or 0, _first(sentence, focus.intervention | focus.comparator)
    return own is not None and outcome < own and bool(_APART.search(sentence, outcome, own))


def _is_yardstick(sentence: str, focus: Focus) -> bool:
    """Whether another treatment is measured against the one asked about, and no comparator is: "a and b against a alone"."""
    own = focus.intervention - focus.comparator
    if stems(sentence) & (focus.comparator - focus.intervention):
        return False
    named = [m for m in _WORD.finditer(sentence) if stems(m.group()) & own]
    return any(
        _YARDSTICK.search(sentence[: m.start()]) or (m is not named[0] and _ALONE.match(sentence, m.start()))
        for m in named
    )


def _likens_treatments(sentence: str) -> bool:
    """Whether two treatments are found alike: neither is without effect. Against no treatment it would say so."""
    return (bool(_ALIKE.search(sentence)) and not _NOTHING_GIVEN.search(sentence)) or bool(
        _NOT_IN_CONTROLS.search(sentence)
    )


def _speaks_of_a_way(sentence: str) -> bool:
    """Whether there are words of less or more: the clause on the outcome has none, so they may be of something else."""
    return any(p.search(sentence) for p in _WAYS.values())


def _without_whom(sentence: str, focus: Focus) -> str:
    """Without the condition that the patients have, where neither side is named in it."""

    def blank(match: re.Match[str]) -> str:
        of_a_side = stems(match["what"]) & (focus.intervention | focus.comparator)
        return match.group() if of_a_side else match.group()[: -len(match["what"])].ljust(len(match.group()))

    return _HAVING.sub(blank, sentence)


def _spoken_of(sentence: str, focus: Focus) -> Literal["intervention", "comparator", "comparator alone"]:
    """Whose outcome a sentence states: "warfarin caused more ... than apixaban" says less of apixaban."""
    own, other = focus.intervention - focus.comparator, focus.comparator - focus.intervention
    first_own, first_other = _first(sentence, own), _first(sentence, other)
    if first_other is None or (first_own is not None and first_own < first_other):
        return "intervention"
    if _REFERENCE.search(sentence[:first_other]) and " than " not in sentence[first_other : first_own or first_other]:
        return "intervention"
    return "comparator" if first_own is not None else "comparator alone"


def _first(sentence: str, side: frozenset[str]) -> int | None:
    """Where a side is first named."""
    return next((m.start() for m in _WORD.finditer(sentence) if stems(m.group()) & side), None)
