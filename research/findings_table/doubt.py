"""Sentences that name the question's words and yet state no finding of the study on them: they fill no cell.

What is supposed, planned or hoped for, what others found, animals, and people who were not given the treatment.
"""

import re

from research.reading.entities.candidates import is_drug
from research.reading.focus import Focus
from research.reading.terms import stems

_SUPPOSED = re.compile(
    r"^(?:if|assuming|suppos(?:e|ing)|were)\b|\b(?:would|should|assum(?:e[ds]?|ing)|powered|sample[- ]size|expect(?:ed|ation)"
    r"|believed?|thought|hoped|postulat\w+|hypothes\w+|claim(?:s|ed)? that|simulat(?:ed|ion)s?|refuted|disproven?"
    r"|disappear(?:s|ed)|attenuated|no longer|vanished|only in|only when|far from)\b"
    r"|\b(?:rather than|instead of) \w+ing\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:and|with) (?:colleagues|co-?workers|associates)\b"
    r"|\b(?:stud(?:y|ies)|trial|review|meta-analysis|analysis|report) by (?:the )?[A-Z]"
    r"|\b(?:[Uu]nlike|[Ii]n contrast (?:to|with)|[Cc]ontrary to) (?:\w+ )?(?:the |an? )?[A-Z][\w-]*(?:\s[\w-]+)? (?:trial|study)\b"
    r"|\b[Oo]bservational (?:data|evidence)\b|\b(?:[Pp]revious|[Ee]arlier) (?:HR|RR|OR|(?:hazard|odds|risk|rate) ratio|estimate)s?\b"
)
_ANIMALS = re.compile(
    r"\b(?:mice|mouse|murine|rats?|rabbits?|pigs?|piglets?|swine|dogs?|monkeys?|macaques?|zebrafish|in vitro)\b", re.I
)
_LIMIT = re.compile(
    r"\b(?:upper|lower)(?:[- ](?:limit|bound|boundary|end|confidence)\b|\b[^.;]{0,20}? (?:limit|bound)\b)"
    r"|\bmargin\b|\bthreshold\b|\bpowered\b|\bto detect\b|\bfor (?:each|every)\b|\b(?:each|every) (?:additional )?\d"
    r"|\bper (?:unit|SD|standard deviation|doubling|\d+(?:\.\d+)?[- ]?(?:mg|g|kg|mmol|mm ?Hg|points?|cm|years?))\b(?!\W{0,2}(?:day|d\b))",
    re.IGNORECASE,
)
_NOT_GIVEN = re.compile(
    r"\b(?:not (?:be(?:en|ing) )?(?:given|receiving|taking|on|using|treated with|prescribed|exposed to)|never|absence of|lack of"
    r"|no|without|non-?use(?:rs)?(?: of)?|past|former)\s+(?:(?:the|any|prior|regular|use of|treatment with|exposure to|intake of) )*"
    r"([\w-]+)",
    re.IGNORECASE,
)
_MATTER_OF = re.compile(  # "aspirin resistance": a trait, not a treatment
    r"\b([\w-]+)[ -](?:resistance|resistant|withdrawal|cessation|allergy|hypersensitivity|intolerance|intolerant|levels?"
    r"|concentrations?|non-?users?|non-?adherence|overdose|poisoning|failure)\b",
    re.IGNORECASE,
)
_WITH = re.compile(
    r"\b([\w-]+)(?:(?: group)? (?:plus|combined with|in combination with|together with|and) |\s?[+/]\s?|-)([\w-]+)",
    re.IGNORECASE,
)
_SURE_JOINT = re.compile(r"plus|combin|together|\+", re.IGNORECASE)
_PREDICTED = re.compile(r"\bpredict(?:s|ed|ing|or of)\s+((?:[\w-]+ ){0,2}[\w-]+)", re.IGNORECASE)
_CAUSES = re.compile(  # what another thing than the treatment was linked with: "age was associated with stroke"
    r"^(?:[\w-]+ ){1,4}?(?:was|were|is|are) (?:\w+ ){0,2}?(?:associated|correlated|linked) with\b", re.IGNORECASE
)
_WORD = re.compile(r"[\w-]+")


def is_supposed(sentence: str) -> bool:
    """Whether it is supposed, planned, taken back, or found by others, not by the study that says it."""
    return bool(_SUPPOSED.search(sentence) or _OTHERS.search(sentence))


def is_of_animals(text: str, question: str) -> bool:
    """Whether a title or sentence names animals or cells, and the question does not."""
    return any(not stems(m.group()) & stems(question) for m in _ANIMALS.finditer(text))


def states_a_limit(before: str) -> bool:
    """Whether the words before a figure make of it a bound, a margin, or the effect of one unit more."""
    return bool(_LIMIT.search(before))


def is_of_the_untreated(sentence: str, focus: Focus) -> bool:
    """Whether its subject is not the treatment: those who had none of it, resistance to it, another cause among its users."""
    own = focus.intervention - focus.comparator
    named = [m[1] for p in (_NOT_GIVEN, _MATTER_OF, _PREDICTED) for m in p.finditer(sentence)]
    if any(stems(words) & own and not stems(words) & focus.outcome for words in named):
        return True
    cause = _CAUSES.match(sentence)
    return bool(cause and not stems(cause.group()) & (own | focus.outcome) and stems(sentence) & own)


def is_joined_to_another(sentence: str, focus: Focus) -> bool:
    """Whether the treatment was given with another that the question does not name: "aspirin plus clopidogrel"."""
    own, asked = focus.intervention - focus.comparator, focus.intervention | focus.comparator | focus.outcome
    for match in _WITH.finditer(sentence):
        sides = stems(match[1]), stems(match[2])
        if bool(sides[0] & own) == bool(sides[1] & own):
            continue
        other, word = (sides[1], match[2]) if sides[0] & own else (sides[0], match[1])
        sure = _SURE_JOINT.search(match.group()) and not other & _CARE
        if other and not other & asked and (sure or is_drug(word)):
            return True
    return False


_CARE = stems("usual standard care placebo control conventional best supportive background routine")


def names_another_drug(sentence: str, focus: Focus) -> bool:
    """Whether it names a drug that is not asked about, and not the one that is."""
    own, asked = focus.intervention - focus.comparator, focus.intervention | focus.comparator
    if not own or stems(sentence) & own:
        return False
    return any(is_drug(w.group()) and not stems(w.group()) & asked for w in _WORD.finditer(sentence))
