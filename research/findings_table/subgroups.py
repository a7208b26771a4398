"""Whether a sentence states the finding of a part of a study, or of another way to count, and not the study's own."""

import re

from evidence.model import Document
from research.findings_table.words import PLAIN
from research.reading.focus import Focus
from research.reading.terms import stems

_OTHER_COUNT = re.compile(
    r"\b(?:sub-?groups?|sub-?sets?|sub-?analys[ei]s|per[- ]protocol|as[- ]treated|on[- ]treatment|post[- ]?hoc"
    r"|sensitivity analys[ei]s|"
    r"landmark|interactions?|non-?users|strat(?:um|a|ified by)|at baseline|baseline (?:differences?"
    r"|characteristics|values?)|quartiles?|tertiles?|quintiles?|interim|(?:low|high)(?:er)? (?:baseline|plasma"
    r"|serum|expression|levels? of)|indirect comparisons?|mediat\w+|(?:largest|greatest|strongest|smallest"
    r"|highest|lowest) (?:effects?|reduction|benefit|increase|risk)"
    r"|(?:one|another|a single|the largest)\s(?:[\w-]+\s){0,4}?(?:trial|study|rct))\b",
    re.IGNORECASE,
)
_PART = re.compile(
    r"(?:(?:^|,\s|\b(?:but)\s)(?:the |all )?|\b(?:in|among|amongst|for|within|of)\s+(?:the |all |both )?)"
    r"(?P<who>(?:(?:women|men|(?:non-?)?responders|males?|females?|boys|girls|smokers|non-?smokers|diabetics"
    r"|children|infants|adolescents|elderly|"
    r"younger|older)\b|(?:those|patients|participants|people|individuals|subjects|adults|persons|studies|trials)\s"
    r"(?:aged|with|without|who|whose|at|on|of|over|under|treated|using|taking|that|which|published"
    r"|conducted|older|younger|from|not|only|enrolled)\b|(?:[\w-]+ )?(?:[\d,]+ )?(?:diabetics?|smokers|women|men)\b)[^,;:()]{0,60})",
    re.IGNORECASE,
)
# "At 30-50 mL/min, ...", "Below 65 years, ...", "For NYHA class III, ...": a range that opens the sentence
_RANGE = re.compile(
    r"^(?:At|Below|Above|Under|Over|Between|With|In|For) [^,;:]{0,40}?"
    r"(?:\d+(?:\.\d+)? ?(?:[-\u2013]|to|and) ?\d+(?:\.\d+)?|[<>\u2264\u2265]? ?\d+(?:\.\d+)?)"
    r" ?(?:m[lL]/min|years? (?:old|of age)|kg/m|mm ?Hg|mmol|mg/d[lL]|%|points)[^,;:]{0,30},"
)
# "With a previous stroke, ...", "When hypertension was present, ...", "in Asian patients only", "when eGFR was below 30"
_CONDITION = re.compile(
    r"^(?:With|Without|When|Where|At|Of) (?!respect|regard|a median|a mean|the (?:exception|end)|end |\d|the \d|discharge|least)"
    r"(?P<first>[^,;:()]{3,60}),|\bin (?P<only>(?:[\w-]+ ){1,3})only\b"
    r"|\b(?:when|if|where|provided) (?P<when>[\w-]+ (?:was|were|is|are|had) [^,;:()]{0,60})"
)
_HALF = 0.5


def is_of_a_part(document: Document, sentence: str, question: str, focus: Focus) -> bool:
    """Whether the sentence speaks of a group that neither the question nor the title names, or counts otherwise."""
    other = _OTHER_COUNT.search(sentence)
    if other and not stems(other.group()) & stems(question):
        return True
    if _RANGE.match(sentence):
        return True
    known = stems(f"{question} {document.title}") | focus.intervention | focus.comparator | focus.outcome
    conditions = (stems(next(filter(None, m.groups()), "")) for m in _CONDITION.finditer(sentence))
    if any({s for s in named if not s.isdigit()} - known - PLAIN for named in conditions):
        return True
    return any(not _is_known(stems(m["who"]), known) for m in _PART.finditer(sentence))


def _is_known(who: frozenset[str], known: frozenset[str]) -> bool:
    named = {s for s in who if not s.isdigit()} - stems(
        "patients participants people individuals subjects treated using taking"
    )
    return not named or len(named & known) >= _HALF * len(named)
