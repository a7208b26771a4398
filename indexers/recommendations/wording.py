"""What a sentence that recommends looks like, and the verbs by which NICE says how strongly."""

import re

RECOMMENDS = re.compile(
    r"\b(?:recommend(?:s|ed)?|suggest(?:s|ed)?|advise[sd]?|propose[sd]?|should|must|offer|consider|prefer(?:red)?|avoid|against"
    r"|(?:do|does|need) not|(?:is|are|be) (?:reasonable|indicated|appropriate|useful|beneficial|preferred|potentially harmful"
    r"|not (?:recommended|indicated|useful|beneficial))|(?:may|might|can) be (?:considered|reasonable|useful|used|beneficial|offered)"
    r"|use|give|start|stop|perform|screen|treat|initiate|administer|insufficient)\b",
    re.I,
)

SAYS_SO = re.compile(
    r"\b(?:recommends?|suggests?|advises?|proposes?)\b|\b(?:is|are) (?:not )?(?:recommended|suggested)\b"
    r"|\bevidence is insufficient\b",
    re.I,
)  # no other wording leaves it open whether a sentence recommends

_PLAIN = (
    "offer|consider|advise|refer|ask|assess|measure|monitor|discuss|explain|give|use|provide|ensure|start|stop|continue|"
    "review|take|carry out|arrange|inform|tell|encourage|check|diagnose|treat|think about|be aware|recognise|record|"
    "perform|test|suspect|repeat|increase|reduce|seek|follow|include|make|admit|exclude|identify|support|avoid|base|"
    "confirm|prescribe|prepare|maintain|manage|set|agree|involve|help|begin|switch|add|look|plan"
)
_FIRST = re.compile(rf"(?:do not|never|only)?\s*(?:routinely\s+)?(?:{_PLAIN})\b", re.I)
_ANYWHERE = re.compile(
    rf"\bmust(?: not)?\b|(?<=[,;:]\s)(?:do not\s+)?(?:routinely\s+)?(?:{_PLAIN})\b|\bshould(?: not)?\b", re.I
)


# verbs that differ in strength, where a sentence may begin another clause with them
_WEIGHED = re.compile(
    r"(?:^|[,;:]\s+|\b(?:and|but|or|then)\s+)((?:do not\s+|never\s+)?(?:routinely\s+)?(?:offer|consider))\b|\b(must(?: not)?)\b",
    re.I,
)


def nice_strength(text: str) -> str:
    """The verb that says how strongly ("offer", "do not offer", "consider", "must"), lower case; "" where none does, or
    where it says so with several that differ: "Offer A, but do not offer B".

    NICE, Developing NICE guidelines: the manual, 9.1: strength is in the wording.
    """
    weighed = {_plain(next(filter(None, match.groups()))) for match in _WEIGHED.finditer(text)}
    first = _FIRST.match(text)
    if first:
        weighed.add(_plain(first.group()))
    if len(weighed) > 1:
        return ""
    must = re.search(r"\bmust(?: not)?\b", text)
    if must:
        return must.group()
    match = first or _ANYWHERE.search(text)
    return _plain(match.group()) if match else ""


def _plain(verb: str) -> str:
    return " ".join(verb.lower().split())
