"""Inline markup to plain text: no word lost, no word glued, no number changed.

PubMed's texts allow b, i, u, sup, sub and MathML (DTD pubmed_250101). The rules:

- b, i, u and unknown inline elements vanish, their text stays; line breaks, paragraphs and list items become a space.
- sup: `^` goes before it where it would otherwise run into a number: after a digit (or a point or comma, which would
  read as a decimal) if it begins with a digit or a signed digit: 10<sup>3</sup> is "10^3", 10<sup>-6</sup> "10^-6".
  Elsewhere it is appended: m<sup>2</sup> is "m2", Ca<sup>2+</sup> "Ca2+", CD4<sup>+</sup> "CD4+", 5<sup>th</sup> "5th".
- sub is appended: "HbA1c", "H2O"; only between two digits `_` keeps the numbers apart.
- A digit that follows a sup or sub ending in a digit is set off by a space: mc<sup>2</sup>155 is "mc2 155".
- MathML: see `indexers.pubmed.mathml`.
- Runs of ASCII white space become one space, at both ends none. Thin and no-break spaces stay as they are.
"""

import re

from lxml.etree import _Element as Element

from indexers.pubmed.mathml import NAMESPACE as MATHML
from indexers.pubmed.mathml import linear
from indexers.pubmed.outcome import BlanksLostError
from indexers.pubmed.tree import blanks_lost

_SPACES = re.compile(r"[ \t\r\n]+")
_ASCII_SPACE = " \t\r\n"
_NUMBER = re.compile(r"[+\-\u2010-\u2015\u2212]?\s*\d")
_BLOCKS = frozenset({"br", "break", "p", "list", "list-item", "title", "sec", "disp-formula", "tr", "td", "table"})


def collapse(text: str) -> str:
    """`text` with runs of ASCII white space as one space, and none at its ends."""
    if text.isalnum():  # one word, as most names and numbers are
        return text
    text = text.strip(_ASCII_SPACE)
    if "  " in text or "\n" in text or "\t" in text or "\r" in text:  # XML allows no other white space in ASCII
        return _SPACES.sub(" ", text)
    return text


def flatten(element: Element | None) -> str:
    """The plain text of an element, its tail left out; "" for None.

    Raises BlanksLostError where a QuickParser may have dropped white space that sets words apart.
    """
    if element is None:
        return ""
    if not len(element):
        text = element.text
        return "" if text is None else text if text.isalnum() else collapse(text)
    out: list[str] = []
    _walk(element, out)
    return collapse("".join(out))


def _walk(element: Element, out: list[str]) -> None:
    """Append the text of `element` to `out`: non-empty strings only."""
    if element.text:
        out.append(element.text)
    elif len(element):  # only there can libxml2 have dropped white space that sets words apart
        _with_blanks(element)
    pending = ""  # a superscript that goes on in the next sibling: 10<sup>-</sup><sup>6</sup>
    for child in element:
        tag = _name(child)
        if tag == "sup":
            pending += _inner(child)
            following = child.getnext()
            if not child.tail and following is not None and _name(following) == "sup":
                continue
            _script(pending, "^", out)
            pending = ""
        elif tag == "sub":
            _script(_inner(child), "_", out)
        else:
            _inline(child, tag, out)
        if child.tail:
            if tag in ("sup", "sub") and _ends_in_digit(out) and child.tail[0].isdecimal():
                out.append(" ")
            out.append(child.tail)


def _inline(child: Element, tag: str, out: list[str]) -> None:
    if tag == "math":
        _with_blanks(child)
        out.append(linear(child) or " ")
    elif tag in _BLOCKS:
        out.append(" ")
        _walk(child, out)
        out.append(" ")
    elif tag:
        _walk(child, out)


def _with_blanks(element: Element) -> None:
    """Raises BlanksLostError if it may be without white space that it had."""
    if blanks_lost(element):
        raise BlanksLostError


def _script(text: str, mark: str, out: list[str]) -> None:
    """Append a sup (`mark` is ^) or a sub (`mark` is _)."""
    bare = text.lstrip(_ASCII_SPACE)
    before = out[-1][-1] if out else ""
    if mark == "^":
        runs_on = (before.isdecimal() or before in (".", ",")) and _NUMBER.match(bare) is not None
    else:
        runs_on = before.isdecimal() and bare[:1].isdecimal()
    if runs_on:
        out.append(mark + bare)
    elif text:
        out.append(text)


def _inner(child: Element) -> str:
    out: list[str] = []
    _walk(child, out)
    return "".join(out)


def _ends_in_digit(out: list[str]) -> bool:
    return bool(out) and out[-1][-1].isdecimal()


def _name(element: Element) -> str:
    """The tag without its namespace; "" for a comment, an entity or a processing instruction."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    return tag[len(MATHML) :] if tag.startswith(MATHML) else tag.rpartition("}")[2]
