"""Entries whose title stands in quotation marks behind the authors: Chicago, MLA, IEEE.

Chicago  Adler, Mia, and Ruth S. Bose. “Title.” Fict Med 12, no. 3 (2011): 45-52.
MLA      Adler, Mia, et al. "Title." Fict Med, vol. 12, no. 3, 2011, pp. 45-52.
IEEE     M. Adler and R. Bose, “Title,” Fict Med, vol. 12, 2011.
"""

import re
from dataclasses import dataclass

_BEFORE = 600  # characters of authors before a title; ten full names have about 200
_OPENS = re.compile(r"(?:(?<=[.,)] )|(?<=^))[\"“„]")
_CLOSES = re.compile(r"[.,?!…]+[\"”“](?![\w])|[\"”](?=[.,;] |$)")
_YEAR = re.compile(r"[(\[]? ?(?:1[89]|20)\d\d[a-z]? ?[)\]]?[ .,]*\Z")
_GIVEN_FIRST = re.compile(r"(?:[^\W\d_]\.[ -]?){1,4}(?P<family>[^\W\d_][^,]*?)(?: and | & |,|$| et al)")
_ET_AL = re.compile(r",? et al\.?\Z", re.I)
_LONGEST = 150  # characters of an organisation's name
_MOST = 400  # characters of a title


@dataclass(frozen=True, slots=True)
class Quoted:
    """`words[start:end]` is the title with its quotation marks."""

    start: int
    end: int
    title: str


def quoted_title(words: str) -> Quoted | None:
    """The first quotation that ends as titles do, with a stop inside its marks or a comma or stop behind them."""
    given_first = bool(_GIVEN_FIRST.match(words))
    for opening in _OPENS.finditer(words, 0, _BEFORE):
        if words[: opening.start()].endswith(", ") and not given_first:
            continue  # a quotation inside a title: Regarding Article, "..."
        closing = _CLOSES.search(words, opening.end() + 1, opening.end() + _MOST)
        if closing:
            question = "?" if closing.group()[0] == "?" else ""
            return Quoted(opening.start(), closing.end(), words[opening.end() : closing.start()] + question)
    return None


def without_year(head: str) -> str:
    """What stands before the title, without the year at its end: "Smith, J. (2020)"."""
    return _YEAR.sub("", head).strip()


def first_author(head: str) -> tuple[str, ...]:
    """The family name that comes first before the title, or the organisation; () where nothing stands there."""
    names = _ET_AL.sub("", without_year(head).strip(" .,"))
    if match := _GIVEN_FIRST.match(names):
        return (match["family"].strip(),)
    first = names.partition(",")[0].strip()
    return (first,) if 0 < len(first) <= _LONGEST and not any(c.isdigit() for c in first) else ()
