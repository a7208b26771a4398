"""One spelling for characters that print alike, for comparison only: what is shown and stored stays as it was written.

    dashes and minus signs -> -        every white space -> one space      curly quotes -> ' and "
    ligatures, full width  -> letters  0·79 -> 0.79                        α -> alpha, μg -> ug
    79 percent, 79 %       -> 79%      10² -> 10^2, m² -> m2               soft hyphens, zero-width marks -> nothing

Accented letters are taken apart (Unicode NFD), so that both ways of writing them agree. What NFKC would turn into other
digits (½ into 1⁄2, ① into 1) is left alone: a number may never change.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_SPECIAL = re.compile(  # a single space is left where it is: it is most of what there is
    r"(?<=\d)\s*+(?P<percent>%|[Pp]er\s?cent\b)|(?P<space> \s++|[^\S ]\s*+)|(?P<plusminus>\+/[-−–])|(?P<char>[^\x00-\x7f]|[`])"
)
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63\uff0d"
_SINGLE = "\u2018\u2019\u201a\u201b\u2032`\u00b4\u02b9\u02bc"
_DOUBLE = "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb"
_TILDES = "\u223c\u02dc\u301c\uff5e"
_MIDDLE_DOTS = "\u00b7\u2027\u2219\u22c5"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_PLAIN = (
    dict.fromkeys(_DASHES, "-")
    | dict.fromkeys(_SINGLE, "'")
    | dict.fromkeys(_DOUBLE, '"')
    | dict.fromkeys(_TILDES, "~")
    | dict.fromkeys(_INVISIBLE, "")
    | {"⩽": "≤", "≦": "≤", "⩾": "≥", "≧": "≥", "œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE"}
)


_EVEN = str.maketrans(
    dict.fromkeys(_DASHES, "-")
    | dict.fromkeys(_SINGLE, "'")
    | dict.fromkeys(_MIDDLE_DOTS, ".")
    | dict.fromkeys("\n\t\r\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f", " ")
    | {"⩽": "≤", "≦": "≤", "⩾": "≥", "≧": "≥"}
)


@lru_cache(maxsize=64)  # each reader of a document asks for the same text
def even(text: str) -> str:
    """`text` with plain dashes, quotes, points and spaces, character for character: offsets stay as they are."""
    return text.translate(_EVEN)


def fold(text: str) -> str:
    """`text` with one spelling for what prints alike."""
    return _SPECIAL.sub(lambda match: _folded(match, text), text)


def fold_with_map(text: str) -> tuple[str, list[int]]:
    """`fold(text)`, and for each of its characters the offset in `text` of what it came from (never decreasing)."""
    pieces: list[str] = []
    origin: list[int] = []
    at = 0
    for match, start in _specials(text):
        new = _folded(match, text)
        pieces += (text[at : match.start()], new)
        origin += range(at, match.start())
        origin += [start] * len(new)
        at = match.end()
    pieces.append(text[at:])
    origin += range(at, len(text))
    return "".join(pieces), origin


def _specials(text: str) -> Iterator[tuple[re.Match[str], int]]:
    """What is folded, and where it stands without the space before a per cent sign."""
    for match in _SPECIAL.finditer(text):
        yield match, match.start(str(match.lastgroup))


def _folded(match: re.Match[str], text: str) -> str:
    kind = match.lastgroup
    if kind == "char":
        return _folded_char(match.group(), text, match.start())
    return {"percent": "%", "space": " ", "plusminus": "±"}[str(kind)]


def _folded_char(char: str, text: str, at: int) -> str:
    """The characters whose folding depends on their neighbours; all others by table."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if char in _MIDDLE_DOTS:
        return "." if after.isdecimal() and (before.isdecimal() or not before.isalnum()) else "·"
    if char in "\u00b5\u03bc":
        return "u" if after.isalpha() else "mu"
    raised = _raised(char)
    if raised:
        return raised if before.isalpha() or _raised(before) else _mark(char) + raised
    return _by_table(char)


def _mark(char: str) -> str:
    return "^" if unicodedata.decomposition(char).startswith("<super>") else "_"


@lru_cache(maxsize=4096)
def _raised(char: str) -> str:
    """The digit or sign of a superscript or subscript: never put next to a number without a mark between."""
    kind, _, code = unicodedata.decomposition(char).partition(" ") if char else ("", "", "")
    if kind not in ("<super>", "<sub>") or " " in code:
        return ""
    plain = chr(int(code, 16))
    return {"\u2212": "-"}.get(plain, plain) if plain.isdecimal() or plain in "+\u2212" else ""


@lru_cache(maxsize=4096)
def _by_table(char: str) -> str:
    if char in _PLAIN:
        return _PLAIN[char]
    compatible = _compatible(char)
    return "".join(_greek(part) for part in compatible)


def _compatible(char: str) -> str:
    """NFKD for letters, ligatures and full-width forms; the character itself where that would make digits."""
    taken_apart = unicodedata.normalize("NFKD", char)
    if unicodedata.decomposition(char).startswith(("<super>", "<sub>", "<circle>")) or taken_apart[0].isspace():
        return char
    makes_digits = any(part.isdigit() for part in taken_apart) and not char.isdecimal()
    is_symbol = unicodedata.category(char)[0] == "S" and not taken_apart.isascii()
    return char if makes_digits or is_symbol else taken_apart.replace("\u2212", "-")


def _greek(char: str) -> str:
    """alpha for α, Delta for Δ; any other character as it is."""
    if not "\u0391" <= char <= "\u03c9":
        return char
    name = unicodedata.name(char, "").removeprefix("GREEK ").partition(" LETTER ")
    letter = name[2].removeprefix("FINAL ")
    return (letter.lower() if name[0] == "SMALL" else letter.capitalize()) if letter.isalpha() else char
