"""A claim turned round, for training: its first word of direction exchanged, a denial taken out, or one put in.

These words make training claims alone; no figure of the judge looks them up.
"""

import re

_PAIRS = """
    increase decrease | increases decreases | increased decreased | increasing decreasing | higher lower | high low | more less
    greater smaller | promotes inhibits | promote inhibit | promoted inhibited | induces prevents | induce prevent
    induced prevented | activates inactivates | activation inhibition | activate inhibit | enhances impairs
    enhanced impaired | enhance impair | improves worsens | improve worsen | improved worsened
    upregulated downregulated | upregulation downregulation | longer shorter | positive negative | positively negatively
    presence absence | gain loss | dependent independent | early late | effective ineffective | better worse
    superior inferior | causes prevents | cause prevent | stimulates suppresses | stimulate suppress | reduces increases
    reduce increase | reduced increased | reduction increase | lowers raises | suppressed stimulated | blocks promotes
    impairment improvement | essential dispensable | required dispensable | sensitive resistant
    susceptibility resistance | risk protection | protects harms | protect harm | strong weak | stronger weaker
    fewer more | lack presence | lacking having | deficient sufficient | common rare | likely unlikely | able unable
    severe mild
"""
_DENIAL = re.compile(r"\b(?:(?:do|does|did) not |not |no |cannot )", re.IGNORECASE)
_AUXILIARY = re.compile(r"\b(?:is|are|was|were|can|may|will|has|have|does|do|did|could|should|might)\b", re.IGNORECASE)


def _others() -> dict[str, str]:
    found: dict[str, str] = {}
    for one, other in (pair.split() for line in _PAIRS.strip().splitlines() for pair in line.split("|")):
        found.setdefault(one, other)
        found.setdefault(other, one)
    return found


_OTHERS = _others()


def opposite(claim: str) -> str:
    """The claim turned round; "" where nothing in it can be turned."""
    if denial := _DENIAL.search(claim):
        return claim[: denial.start()] + ("can " if denial.group().lower() == "cannot " else "") + claim[denial.end() :]
    for word in re.finditer(r"[A-Za-z]+", claim):
        if other := _OTHERS.get(word.group().lower()):
            return claim[: word.start()] + other + claim[word.end() :]
    if auxiliary := _AUXILIARY.search(claim):
        return f"{claim[: auxiliary.end()]} not{claim[auxiliary.end() :]}"
    return ""
