"""Claims that tell of a retraction: they may cite the article that is retracted.

"Retracted" is also what eyelids, chest walls and surgeons' hooks are, so an article, its authors or its journal must be
named. What a claim says beside the retraction has no ground in a retracted article.
"""

import re

_TOLD = re.compile(r"\b(?:retracted|retractions?|withdrawn)\b", re.I)
_WORK = r"(?:trial|study|paper|article|report|review|meta-analysis|publication|manuscript|letter|preprint|work)"
_NAMED = re.compile(rf"\b(?:{_WORK}s?|authors?|journals?|editors?|publishers?)\b", re.I)
_ONLY = re.compile(
    rf"(?:this|that|the|their|its|one|an|a)(?: (?:same|first|large|main|key|original|cited|landmark)){{0,2}} {_WORK}"
    r"(?: (?:was|is|has(?: since)? been))(?: (?:later|since|subsequently|now|then|formally))? retracted",
    re.I,
)
_DENIED = re.compile(r"\b(?:not|never) (?:yet |since |been |later ){0,2}retracted\b", re.I)


def speaks_of_retraction(claim: str) -> bool:
    """Whether it tells that an article was retracted."""
    return bool(_TOLD.search(claim) and _NAMED.search(claim))


def says_only_retracted(claim: str) -> bool:
    """Whether it says that and nothing else: no date, no reason, no finding, not by whom."""
    return bool(_ONLY.fullmatch(" ".join(claim.split()).rstrip(" .")))


def denies_retraction(claim: str) -> bool:
    """Whether it says that an article was not retracted."""
    return bool(_DENIED.search(claim) and _NAMED.search(claim))
