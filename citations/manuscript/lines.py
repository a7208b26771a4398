"""Lines and paragraphs of plain text and Markdown, with their offsets."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from citations.manuscript.headings import is_section_name

ITEM = re.compile(r" {0,9}(?:[-*+•·▪◦‣] +|\(?\d{1,4}[.)] +|\[\d{1,4}\][.:]? +|[a-z]\) +)")
_BULLET = re.compile(r"[-*+•·▪◦‣] ")
_STOPPED = re.compile(r"[.!?:;,)\]”\"'][\s\d,\[\]⁰¹²³⁴⁵⁶⁷⁸⁹⁻-]*\Z")
_LONG_LINE = 120  # characters; no one wraps lines wider by hand, so such a line is a paragraph


@dataclass(frozen=True, slots=True)
class Line:
    """`view[start:end]` without its line end and outer blanks; `indent` counts the blanks before it."""

    start: int
    end: int
    text: str
    indent: int


def lines(view: str) -> Iterator[Line]:
    """Every line, empty ones too."""
    at = 0
    for raw in view.split("\n"):
        text = raw.strip()
        indent = len(raw) - len(raw.lstrip())
        start = at + indent if text else at
        yield Line(start, start + len(text), text, indent)
        at += len(raw) + 1


def paragraphs(all_lines: list[Line]) -> Iterator[list[Line]]:
    """Lines up to the next empty one, cut before items of a list, at section names, and at each line that is a paragraph."""
    group: list[Line] = []
    for line in all_lines:
        if group and (not line.text or _begins(line, group)):
            yield group
            group = []
        if line.text:
            group.append(line)
    if group:
        yield group


def _begins(line: Line, group: list[Line]) -> bool:
    """Whether a line begins something new although no empty line stands before it."""
    last = group[-1]
    if is_section_name(line.text) or (len(group) == 1 and is_section_name(last.text)):
        return True
    if ITEM.match(line.text) and (
        _BULLET.match(line.text) or ITEM.match(group[0].text) or _STOPPED.search(last.text[-40:])
    ):
        return True  # but not where a wrapped line happens to begin with "[3] showed"
    return max(len(last.text), len(line.text)) > _LONG_LINE and bool(_STOPPED.search(last.text[-40:]))


def is_title(group: list[Line]) -> bool:
    """One short line that no stop ends: a heading of plain text."""
    if len(group) != 1:
        return False
    text = group[0].text
    if is_section_name(text):
        return True
    words = text.split()
    return (
        len(text) <= 100 and len(words) <= 14 and not _STOPPED.search(text[-12:]) and not ITEM.match(text)
        and text[0].isalnum() and not text[0].islower() and not any(c.isdigit() for c in words[-1])
    )  # fmt: skip
