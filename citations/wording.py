"""Whether a claim says no more than a quote does: word for word, or in quotation marks inside a plain frame."""

import re

_QUOTED = re.compile(r"“([^“”]+)”|\"([^\"]+)\"")
_LONGEST_FRAME = 16  # words; a longer one has room for an assertion of its own
_TURNS = re.compile(
    r"\b(?:not|no|never|nor|false|wrong|untrue|incorrect\w*|contrary|against|despite|although|but|however|unlike|den(?:y|ies|ied)|"
    r"refut\w+|disprov\w+|contradict\w*|retract\w*|fail\w*|myth|mistaken\w*|disput\w+|reject\w*|rather|instead|because|"
    r"therefore|so|prov(?:e|es|ed|ing)|confirm\w*)\b|n't\b",
    re.IGNORECASE,
)


def says_no_more_than(claim: str, quote: str) -> bool:
    """The claim is the quote, or a short frame without a turn of meaning around it ("Smith 2020 reports: “...”")."""
    if _bare(claim) == _bare(quote):
        return True
    parts = [_bare(a or b) for a, b in _QUOTED.findall(claim)]
    frame = unquoted(claim)
    return _bare(quote) in parts and len(frame.split()) <= _LONGEST_FRAME and not _TURNS.search(frame)


def unquoted(claim: str) -> str:
    """The claim without what stands in quotation marks."""
    return _QUOTED.sub(" ", claim)


def _bare(text: str) -> str:
    """Without the final stop, which a sentence gains or loses in quotation."""
    return text.strip().removesuffix(".").rstrip()
