"""Superscripts and subscripts in plain text, as `indexers.pubmed.markup` does it: no number changed, no word glued.

10<sup>9</sup> is "10^9", m<sup>2</sup> "m2", CO<sub>2</sub> "CO2". Pages also raise reference marks, which PubMed's
texts do not have: "[12]" where the mark is a link, "mortality^12" and "aspirin^a" where it follows a word.
"""

import re
from collections.abc import Sequence

_NUMBER = re.compile(r"[+\-\u2010-\u2015\u2212]?\s*\d")
_WORD = re.compile(r"[^\W\d_]{4,}$")  # longer than a unit
_MARK = re.compile(r"[\d,\s\u2010-\u2015-]+|[a-z]")
_NUMBERS = re.compile(r"[\d,\s\u2010-\u2015-]+")


def raised(before: str, text: str, linked: bool) -> str:
    """A superscript as it goes after `before`; `linked` if it holds a link, as a reference mark does."""
    if linked and _NUMBERS.fullmatch(text):
        return f"[{text}]"
    runs_on = before[-1:].isdecimal() or before[-1:] in (".", ",")
    if (runs_on and _NUMBER.match(text)) or (_WORD.search(before) and _MARK.fullmatch(text)):
        return f"^{text}"
    return text


def lowered(before: str, text: str) -> str:
    """A subscript: "_" keeps two numbers apart."""
    return f"_{text}" if before[-1:].isdecimal() and text[:1].isdecimal() else text


def set_apart(before: Sequence[str], tail: str) -> str:
    """What follows a script: a space keeps its first digit from the script's last, "mc2 155"."""
    return f" {tail}" if "".join(before)[-1:].isdecimal() and tail[:1].isdecimal() else tail
