"""Short forms that a text defines for itself: "Duchenne muscular dystrophy (DMD)".

After Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical text", PSB 2003:
the letters of the bracketed form are looked for from the right in the words before the bracket, the first at the
beginning of a word.
"""

import re
from collections.abc import Mapping

_BRACKET = re.compile(r"\(([A-Za-z][\w./+-]{1,9})(?:[;,][^()]{0,60})?\)")
_LETTER = re.compile(r"[A-Za-z0-9]")
SPARE = 5  # words more than letters that a long form may have, at most twice the letters
DEFINED_WITHIN = 12_000  # characters: short forms are defined early
LONGEST = 100  # characters of a long form


def short_forms(text: str) -> dict[str, str]:
    """Short form to long form, as first defined; {} where nothing is."""
    found: dict[str, str] = {}
    for match in _BRACKET.finditer(text):
        short = match[1].rstrip(".")
        if short in found or not (any(c.isupper() for c in short)) or len(short) < 2:
            continue
        long = _long_form(short, text[max(0, match.start() - LONGEST) : match.start()])
        if long:
            found[short] = long
    return found


def spelt_out(text: str, forms: Mapping[str, str]) -> str:
    """The text, and after it the other form of each short or long form that it uses: to compare words by, not to show."""
    added, small = [], text.lower()
    for short, long in forms.items():
        one = short[:-1] if short.endswith("s") and short[:-1].isupper() else short  # DOACs are defined, one is a DOAC
        has_short = one in text and bool(re.search(rf"(?<!\w){re.escape(one)}s?(?!\w)", text))
        has_long = long.lower() in small
        if has_short != has_long:
            added.append(long if has_short else short)
    return " ".join((text, *added))


def meant(text: str, whole: str) -> str:
    """A sentence spelt out by what its document defines near its beginning; `whole` is the document's text."""
    return spelt_out(text, short_forms(whole[:DEFINED_WITHIN]))


def _long_form(short: str, before: str) -> str:
    """The words before the bracket that the letters stand for; "" where they do not."""
    letters = [c.lower() for c in short if _LETTER.match(c)]
    words = before.split()[-min(len(letters) + SPARE, 2 * len(letters)) :]
    window = " ".join(words)
    lowered, at = window.lower(), len(window)
    for place in range(len(letters) - 1, -1, -1):
        at -= 1
        while at >= 0 and (lowered[at] != letters[place] or (place == 0 and at > 0 and lowered[at - 1].isalnum())):
            at -= 1
        if at < 0:
            return ""
    long = window[at:]
    return long if len(long) > len(short) and short.lower() not in long.lower().split() else ""
