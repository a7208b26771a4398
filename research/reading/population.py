"""Whether a sentence is about others than the question: animals or cells where people are asked about, children for adults.

By words alone; such a sentence is put last and never stands in the bottom line, but it is not hidden.
"""

import re

_ANIMALS = re.compile(
    r"\b(?:rats?|mice|mouse|murine|dogs?|canine|cats|feline|rabbits?|guinea pigs?|pigs?|piglets?|porcine|horses?|equine|sheep|"
    r"cattle|cows?|bovine|monkeys?|macaques?|zebrafish|hamsters?|[Ii]n vitro|cell lines?|cultured cells|xenografts?)\b"
)
_CHILDREN = re.compile(
    r"\b(?:child(?:ren|hood)?|p(?:a)?ediatric|infants?|neonat\w*|newborns?|adolescents?|teenagers?)\b", re.IGNORECASE
)
_ADULTS = re.compile(r"\b(?:adults?|elderly|older (?:people|adults|persons|men|women)|men|women)\b", re.IGNORECASE)


def off_population(question: str, text: str) -> bool:
    """Whether the text names a population that the question excludes or does not think of."""
    if _ANIMALS.search(text) and not _ANIMALS.search(question.lower()):
        return True
    asks_adults = bool(_ADULTS.search(question)) and not _CHILDREN.search(question)
    asks_children = bool(_CHILDREN.search(question)) and not _ADULTS.search(question)
    if asks_adults:
        return bool(_CHILDREN.search(text)) and not _ADULTS.search(text)
    return asks_children and bool(_ADULTS.search(text)) and not _CHILDREN.search(text)
