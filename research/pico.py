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
    r"reliev\w*|alleviat\w*|work|help|lead|cut\w*|raise\w*"
)
_ACTION = re.compile(rf"\b(?:do|does|did|can|could|will)\s+(?!be\b)(.+?)\s+({_VERBS})\b\s*([^,?]*)", re.IGNORECASE)
# "Is X effective (in Y)", "Is X better than Z for Y", "Is X associated with Y"
_PRAISED = re.compile(
    r"(?:^|,)\s*(?:is|are|was|were)\s+(?P<given>(?!there\b)[^,?]+?)\s+(?:(?:more|less|as|equally|similarly|significantly|also|still|really)\s+)*"
    r"(?P<said>effective|efficient|efficacious|useful|beneficial|helpful|better|superior|inferior|safe|safer|indicated|recommended|approved)\b"
    r"(?P<rest>[^,?]*)",
    re.IGNORECASE,
)
_FOR = re.compile(
    r"\b(?:for|at|in)\s+(?P<aim>(?:reducing|preventing|improving|lowering|decreasing|slowing|increasing)\s+[^,?]+)",
    re.IGNORECASE,
)
_BETTER_FOR = re.compile(
    r"\b(?:for|at)\s+(?!(?:the )?(?:treatment|management|therapy|prevention) of\b)(?P<aim>[^,?]+)$", re.IGNORECASE
)
_LINKED = re.compile(
    r"(?:^|,)\s*(?:is|are|was|were)\s+(?P<given>(?!there\b)[^,?]+?)\s+(?:(?:significantly|causally|also)\s+)?(?:associated|correlated|linked)\s+(?:with|to)\s+"
    r"(?P<aim>[^,?]+)",
    re.IGNORECASE,
)
_HARMS_OF = re.compile(
    r"\b(?:(?:adverse|side|harmful|toxic) (?:effects?|events?|reactions?)|harms?|toxicit\w+|complications?|contraindications?)\s+"
    r"(?:of|from|with|to)\s+(?P<given>[^,?]+?)(?=\s+(?:in|for|during|among)\s|,|\?|$)",
    re.IGNORECASE,
)
_EFFECT_OF = re.compile(
    r"\b(?:effects?|efficacy|effectiveness|safety|benefits?|role|impact)\s+of\s+(.+?)\s+(?:on|in|for)\s+([^,?]+)",
    re.IGNORECASE,
)


def read_pico(question: str) -> dict[str, str]:
    """The four parts; each is a stretch of the question as it was typed."""
    population = _POPULATION.search(question)
    comparator = _COMPARATOR.search(question)
    given, outcome = _acted(question)
    return {
        "population": _tidy(population.group(1)) if population else "",
        "intervention": _tidy(_COMPARATOR.split(given)[0]),
        "comparator": _tidy(comparator.group(1)) if comparator else "",
        "outcome": _tidy(_POPULATION.sub("", _COMPARATOR.sub("", outcome))),
    }


def _acted(question: str) -> tuple[str, str]:
    """(what is given or met with, what it is asked to do), each "" where the words do not show it."""
    harms = _HARMS_OF.search(question)
    if harms:
        return harms["given"], ""
    action = _ACTION.search(question) or _EFFECT_OF.search(question)
    if action:
        return action.group(1), action.group(action.lastindex or 1)
    linked = _LINKED.search(question)
    if linked:
        return linked["given"], linked["aim"]
    praised = _PRAISED.search(question)
    if not praised:
        return "", ""
    # "for asthma" says in whom; only a comparison, or a verb, makes it what is hoped for
    aim = _FOR.search(praised["rest"]) or (
        _BETTER_FOR.search(praised["rest"]) if _COMPARATOR.search(question) else None
    )
    return praised["given"], aim["aim"] if aim else ""


def _tidy(text: str) -> str:
    return text.strip(" \t.;:")
