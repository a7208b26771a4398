"""What a yes/no question asks: its words, which way it points, and what kind of relation it asks about."""

import re
from dataclasses import dataclass
from functools import lru_cache

from evidence.text.words import content_words, stem
from research.reading.verdict.cues import DOWN, UP

_EMPTY = frozenset(["yes", "no", "patient", "patients", "treatment", "disease", "true", "false", "please"])
_NEGATIVE = re.compile(
    r"\b(?:not|no|ineffective|unsafe|independent|contraindicated|lack|without|unlikely|harmless|unaffected|never|non)\b",
    re.IGNORECASE,
)
_SCOPE = re.compile(
    r"\b(?:only|always|all|every|exclusively|sole|solely|never|any|completely|fully|must|necessary|required|sufficient)\b",
    re.IGNORECASE,
)
_RELATIONS = {
    "linked": r"\b(?:associat|correlat|relat|link|predict|influenc|affect|impact|risk|depend|determin|role|involv|play|contribut)\w*",
    "differs": r"\b(?:differ\w*|compar\w*|better|superior\w*|versus|vs|than|advantage|inferior)\b",
    "same": r"\b(?:same|similar|equivalent|equal\w*|as \w+ as|compatible)\b",
    "works": r"\b(?:effective|efficac\w+|benefi\w+|useful|help|treat\w*|improv\w*|recommend\w*|indicated|approved|used|work)\b",
    "safe": r"\b(?:safe\w*|harm\w*|toxic\w*|adverse|well tolerated|feasible|possible)\b",
    "needed": r"\b(?:need\w*|necessary|should|justified|required|routine\w*|warranted|mandatory|worth\w*)\b",
    "common": r"\b(?:rare|common|frequent|prevalent|uncommon)\b",
    "exists": r"\b(?:there (?:is|are|any|a|an)|(?:is|are) there|exist|available|clinical trials?|been)\b",
    "causes": r"\b(?:caus\w+|induc\w*|lead|trigger|mediat\w*|regulat\w*|activat\w*|promot\w*)\b",
    "is a": r"^(?:is|are) .*\b(?:an?|the)\b",
}
_RELATION = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _RELATIONS.items()}


@dataclass(frozen=True, slots=True)
class Asked:
    """A yes/no question (or a statement, for training), taken apart."""

    stems: frozenset[str]
    way: str  # "up", "down", "both", "none": the direction of its own words
    negative: bool  # "is X ineffective": a denial in a sentence may mean yes
    scope: bool  # "only", "always", "all"
    relations: tuple[str, ...]  # keys of what is asked, ("other",) where none fits


@lru_cache(maxsize=512)
def read_asked(question: str) -> Asked:
    """Take a question apart by its words."""
    relations = tuple(name for name, pattern in _RELATION.items() if pattern.search(question))
    return Asked(
        frozenset(stem(w) for w in content_words(question) if w not in _EMPTY),
        way(question),
        bool(_NEGATIVE.search(question)),
        bool(_SCOPE.search(question)),
        relations or ("other",),
    )


def way(text: str) -> str:
    """Whether its words point up, down, both ways, or "none"."""
    up, down = bool(UP.search(text)), bool(DOWN.search(text))
    return "both" if up and down else "up" if up else "down" if down else "none"
