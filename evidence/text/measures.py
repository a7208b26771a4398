"""The measures of effect and accuracy that are read from abstracts, and how they are written."""

import re

_WRITTEN = {  # the longer names first: an incidence rate ratio is not a rate ratio
    "SMD": r"standardi[sz]ed mean differences?|SMD",
    "MD": r"(?:weighted )?mean differences?|W?MD",
    "IRR": r"(?:incidence )?rate ratios?|a?IRR",
    "HR": r"(?:sub(?:distribution )?)?hazards? ratios?|[as]?HRs?",
    "RR": r"(?:relative risks?(?! reduction)|risk ratios?)|a?RRs?",
    "OR": r"odds ratios?|a?ORs?",
    "RD": r"(?:absolute )?risk differences?|RD",
    "NNT": r"numbers? needed to treat|NNT",
    "sensitivity": r"sensitivity",
    "specificity": r"specificity",
}
_MENTION = re.compile(
    r"(?<![\w-])(?:" + "|".join(rf"(?P<{name}>(?i:{written}))" for name, written in _WRITTEN.items()) + r")(?![\w-])"
)


def mentions(text: str) -> list[tuple[str, int, int]]:
    """(measure, start, end) of each mention; an abbreviation counts only in capitals ("or" is a conjunction)."""
    found = []
    for match in _MENTION.finditer(text):
        word = match.group()
        if len(word) > 5 or word.lstrip("as").rstrip("s").isupper():
            found.append((str(match.lastgroup), match.start(), match.end()))
    return found
