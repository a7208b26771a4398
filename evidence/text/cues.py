"""Words that say what part a result plays and which way it points, at their offsets; what they mean is not decided here."""

import re
from dataclasses import dataclass

_WRITTEN = {
    "primary": r"(?:co-?)?primary (?:[\w-]+ ){0,3}?(?:outcomes?|end-?points?|analys[ie]s|measures?|efficacy|objectives?)"
    r"|main (?:outcomes?|end-?points?)(?: measures?)?",
    "secondary": r"secondary (?:[\w-]+ ){0,3}?(?:outcomes?|end-?points?|analys[ie]s|measures?|objectives?)",
    "subgroup": r"sub-?groups?|stratified by|post[ -]hoc|exploratory analys[ie]s",
    "sensitivity analysis": r"sensitivity analys[ie]s",
    "intention to treat": r"intention[ -]to[ -]treat|ITT",
    "per protocol": r"per[ -]protocol",
    "adjusted": r"(?:multivaria\w+[ -])?adjusted|after adjust\w+|adjusting for",
    "no difference": r"no (?:statistically )?(?:significant(?:ly)? )?(?:\w+ )?(?:differen\w+|effects?|change|association|benefit)"
    r"|(?:did|does|do|was|were|is) not (?:\w+ )?(?:differ\w*|significant\w*|associated|improve\w*|reduce\w*|increase\w*)"
    r"|non-?significant\w*|similar(?:ly)?|comparable|not (?:statistically )?(?:significant|different)",
    "non-inferior": r"non-?inferior(?:ity)?",
    "increased": r"increas\w+|higher|greater|more|rose|rais\w+|elevat\w+|longer|prolong\w+|doubled|tripled",
    "decreased": r"decreas\w+|reduc\w+|lower(?:ed|s)?|fewer|less|fell|shorter|declin\w+|halved|dropped",
    "compared": r"versus|vs\b\.?|compared (?:with|to)|relative to|in comparison (?:with|to)|than|against",
}
_CUE = re.compile(
    r"\b(?:" + "|".join(rf"(?P<c{k}>{written})" for k, written in enumerate(_WRITTEN.values())) + r")(?!\w)",
    re.IGNORECASE,
)
_KINDS = tuple(_WRITTEN)


@dataclass(frozen=True, slots=True)
class Cue:
    """`kind` is one of primary, secondary, subgroup, ..., no difference, increased, decreased, compared."""

    kind: str
    start: int
    end: int


def cues(text: str) -> list[Cue]:
    """The cues of `text` in order, none inside another; the first kind wins where two could be meant."""
    return [Cue(_KINDS[int(str(m.lastgroup)[1:])], m.start(), m.end()) for m in _CUE.finditer(text)]
