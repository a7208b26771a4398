"""Where sentences begin and end, in medical prose.

One pass of a regular expression finds the full stops, question marks and line ends that could end a sentence; rules
then look at the word before and the character after. No step looks further than a word: time grows with the length.
"""

import re

from evidence.text.abbreviations import BEFORE_NUMBER, INITIAL_AFTER, MAY_BE_LAST, NEVER_LAST, STARTERS

WINDOW = 40  # characters before a stop that are looked at; longer words are nobody's abbreviation

# Stops with what closes after them, where white space, a line end or a capital ("performed.The") follows. The first
# character comes first, and what must stand before it is looked for behind it: so Python's engine skips the letters fast.
_CANDIDATE = re.compile(
    r"""[\n.!?。！？] (?: (?<=\n)
    | (?<=[.!?])(?<![.!?][.!?])[.!?]*+ ["'”’)\]»]*+ (?:\ ["”](?=\s))? (?:\[\d[\d,\s–-]{0,20}+\])? (?: (?=\s) | (?=[A-Z]) )
    | (?<=[a-z]{4}\.) \d{1,3} (?:[,–-]\d{1,3}){0,4} (?=\s+[A-Z])   # a reference mark: "patients.12 The"
    | (?<=\.)(?<![.!?]\.),(?=\ (?:Authors['’]\ conclusions?|Main\ results|Selection\ criteria|Objectives?|Results|Conclusions?)[,:]\ )
    | (?<=[。！？])[。！？]*+
    )""",
    re.VERBOSE,
)
_NEXT = re.compile(r"\s*+([\"'“‘(\[«]*+)(\S?)")
_WORD = re.compile(r"\w+(?:[-'’]\w+)*")
_LOWER_TERM = re.compile(r"[a-z]{1,6}[A-Z0-9]|[a-z]-[A-Z]|[a-z]{2,5}-\d|(?:alpha|beta|gamma|delta)-|[α-ω]|mi[Rr]-|pH\b")
_POINTS = re.compile(r"(?:^|[^A-Za-z])(?:[A-Za-z]\.)+[A-Za-z]{1,2}\Z")  # U.S, Ph.D, 95%C.I
_GLUED = re.compile(r"(?:[A-Z][a-z]+|[A-Z]{3,})(?:\s|[,:]\s?)")
_CONTINUES = frozenset(".,;:)]}=<>/%*&|–—-")  # what begins no sentence


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Spans of the sentences of `text[start:end]`: offsets into `text`, in order, covering all but white space."""
    stop = len(text) if end is None else min(end, len(text))
    spans: list[tuple[int, int]] = []
    begin = start
    for match in _CANDIDATE.finditer(text, start, stop):
        if match.end() > begin and _ends_here(text, begin, match):
            _add(spans, text, begin, match.end())
            begin = match.end()
    _add(spans, text, begin, stop)
    return spans


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    trimmed = piece.strip()
    if trimmed:
        begin = start + len(piece) - len(piece.lstrip())
        spans.append((begin, begin + len(trimmed)))


def _ends_here(text: str, begin: int, match: re.Match[str]) -> bool:
    """Whether the sentence that began at `begin` ends with this candidate."""
    mark = match.group()
    if mark[0] in "\n。！？" or mark[-1].isdigit():
        return True
    before = text[max(begin, match.start() - WINDOW) : match.start()]
    if match.end() < match.endpos and not text[match.end()].isspace():
        return _glued(text, match.end(), before)
    follows = _NEXT.match(text, match.end(), match.endpos)
    if follows is None or not follows.group(2):
        return True
    if mark[0] != ".":
        return not follows.group(2).islower()
    return _stop_ends(text, before, follows)


def _stop_ends(text: str, before: str, follows: re.Match[str]) -> bool:
    """A full stop, white space, something: the rules by what that something is."""
    char, at = follows.group(2), follows.start(2)
    words = before.split()
    last = words[-1].lstrip("([{\"'“‘") if words and not before[-1].isspace() else ""
    if char.islower():
        return bool(_LOWER_TERM.match(text, at)) and not _abbreviated(last)
    if char.isdigit():
        return _before_number(before, last, text, at)
    if char in _CONTINUES:
        return False
    if last.lower() in NEVER_LAST or _enumerates(words, last):
        return False
    if follows.group(1)[:1] in ("(", "[") and last.lower() == "al":
        return False  # Smith et al. (2020)
    return not _may_go_on(last) or _opens(text, at) or _names_a_thing(words)


def _before_number(before: str, last: str, text: str, at: int) -> bool:
    """A number follows: no new sentence after an abbreviation, an operator or a broken decimal ("P = . 05")."""
    if before.rstrip()[-1:] in tuple("=<>≤≥~±"):
        return False
    if last == "0" or (not last and text[at] == "0"):
        return False
    return not (_abbreviated(last) or last.lower() in BEFORE_NUMBER)


def _abbreviated(last: str) -> bool:
    return last.lower() in NEVER_LAST or _may_go_on(last)


def _may_go_on(last: str) -> bool:
    """Initials, U.S., et al.: a name may follow, or a new sentence."""
    return (len(last) == 1 and last.isalpha()) or last.lower() in MAY_BE_LAST or bool(_POINTS.search(last))


def _opens(text: str, at: int) -> bool:
    """Whether the word at `at` is one that sentences open with."""
    word = _WORD.match(text, at)
    return word is not None and len(word.group()) > 1 and word.group().lower() in STARTERS


def _names_a_thing(words: list[str]) -> bool:
    """Vitamin D, group A, phase I: a capital after a plain lower-case word is not somebody's initial."""
    if len(words) < 2 or len(words[-1]) != 1:
        return False
    previous = words[-2]
    return previous.isalpha() and previous.islower() and previous not in INITIAL_AFTER


def _enumerates(words: list[str], last: str) -> bool:
    """The number of an item, "three observations: 1. Masks", not the end of a sentence."""
    if not (last.isdigit() and len(last) < 3):
        return False
    return len(words) == 1 or (
        words[-2][-1] in ".:;" and words[-2].rstrip(".").lower() not in BEFORE_NUMBER | NEVER_LAST
    )


def _glued(text: str, at: int, before: str) -> bool:
    """No space after the stop: safe between a plain word or a bracket and a capitalised word ("done.The results")."""
    word = _GLUED.match(text, at)
    words = before.split()
    last = words[-1] if words and not before[-1].isspace() else ""
    if word is None or _abbreviated(last) or any(c in last for c in "./@_\\:"):
        return bool(word and last[:1].isdigit() and _opens(text, at))
    return len(last) > 1 and (last[-1].islower() or last[-1] in ")]%" or _opens(text, at))
