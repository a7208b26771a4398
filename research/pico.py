"""Population, intervention, comparator and outcome, as far as the words of a question show them; "" otherwise."""

import re

_POPULATION = re.compile(
    r"\b(?:in|among|for)\s+((?:adult|adults|children|patients?|people|persons|women|men|older|elderly|infants|neonates|"
    r"adolescents|pregnant|the elderly)\b[^,?]*?)(?=,|\?|\s+(?:do|does|is|are|can|should|what|which|how)\b|$)",
    re.IGNORECASE,
)
_COMPARATOR = re.compile(
    r"\b(?:than|versus|vs\.?|compared (?:with|to)|instead of|rather than)\s+(?:with\s+)?([^,?]+?)"
    r"(?=,|\?|\s+(?:in|for|among|on|to)\s|\s+(?:reduce|prevent|improve|increase|decrease|cause|affect|treat)s?\b|$)",
    re.IGNORECASE,
)
_VERBS = (
    r"caus\w*|reduc\w*|increas\w*|prevent\w*|improv\w*|lower\w*|decreas\w*|slow\w*|treat(?:s|ed|ing)?|affect\w*|protect\w*|"
    r"work|help|lead|cut\w*|raise\w*"
)
_ACTION = re.compile(rf"\b(?:do|does|did|can|could|will)\s+(.+?)\s+({_VERBS})\b\s*([^,?]*)", re.IGNORECASE)
_EFFECT_OF = re.compile(
    r"\b(?:effects?|efficacy|effectiveness|safety|benefits?|role|impact)\s+of\s+(.+?)\s+(?:on|in|for)\s+([^,?]+)",
    re.IGNORECASE,
)


def read_pico(question: str) -> dict[str, str]:
    """The four parts; each is a stretch of the question as it was typed."""
    population = _POPULATION.search(question)
    comparator = _COMPARATOR.search(question)
    action = _ACTION.search(question) or _EFFECT_OF.search(question)
    outcome = action.group(action.lastindex or 1) if action else ""
    return {
        "population": _tidy(population.group(1)) if population else "",
        "intervention": _tidy(_COMPARATOR.split(action.group(1))[0]) if action else "",
        "comparator": _tidy(comparator.group(1)) if comparator else "",
        "outcome": _tidy(_POPULATION.sub("", _COMPARATOR.sub("", outcome))),
    }


def _tidy(text: str) -> str:
    return text.strip(" \t.;:")
