"""Characters that stand for the same in a citation mark: one spelling, character for character, so that offsets hold."""

import re
from string import ascii_letters

_SPACES = (
    "\t\x0b\x1f\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u200c\u200d"
    "\u2060\u202f\u205f\u3000\ufeff\u00ad"
)
_LINES = "\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_VIEW = str.maketrans(
    dict.fromkeys(_SPACES, " ")
    | dict.fromkeys(_LINES, "\n")
    | dict.fromkeys(_DASHES, "-")
    | dict.fromkeys("\u2018\u2019\u02bc\u2032", "'")
    | {
        "【": "[",
        "】": "]",
        "［": "[",
        "］": "]",
        "（": "(",
        "）": ")",
        "，": ",",
        "；": ";",
        "\u02d2": ",",
        "\u2e34": ",",
    }
    | {chr(0xFF10 + digit): str(digit) for digit in range(10)}
    | {chr(0xFEE0 + ord(sign)): sign for sign in f"{ascii_letters}:./"}
)
_LONE_RETURN = re.compile(r"\r(?!\n)")
RAISED_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_RAISE = str.maketrans("0123456789-–−‐‑+()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻⁻⁻⁻⁺⁽⁾")  # a comma has no raised form: it stays
_LOWER = str.maketrans(RAISED_DIGITS + "⁻", "0123456789-")
_RAISABLE = re.compile(r"[\d\s,;()+–−‐‑-]+")


def view(text: str) -> str:
    """`text`, as long as it was, with plain spaces, dashes, brackets and digits, and "\\n" for every line end."""
    return _LONE_RETURN.sub("\n", text.translate(_VIEW)).replace("\r", " ")


def raised(text: str) -> str:
    """A superscript as it can stand in plain text: 1,3-5 is ¹,³⁻⁵; what has no raised form (th, [1]) stays as it is."""
    return text.translate(_RAISE) if _RAISABLE.fullmatch(text) else text


def lowered(text: str) -> str:
    """The plain digits and dashes of raised ones."""
    return text.translate(_LOWER)
