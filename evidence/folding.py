"""One spelling for characters that look or mean the same, with the way back to where they stood."""

import re
import unicodedata
from dataclasses import dataclass

_DASH = "\N{MINUS SIGN}\N{HYPHEN BULLET}"
_LIKE = {
    "\N{FRACTION SLASH}": "/",
    "\N{DIVISION SLASH}": "/",
    "\N{BIG SOLIDUS}": "/",
    "\N{ONE DOT LEADER}": ".",
    "\N{MIDDLE DOT}": ".",
    "\N{BULLET OPERATOR}": ".",
    "\N{HYPHENATION POINT}": ".",
    "\N{ARABIC DECIMAL SEPARATOR}": ".",
    "\N{RATIO}": ":",
    "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    "\N{LEFT DOUBLE QUOTATION MARK}": '"',
    "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
}


@dataclass(frozen=True, slots=True)
class Folded:
    """A text in one spelling. `places[i]` is the offset, in the text as it was, of its character i."""

    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of `text` (not empty) stood."""
        return self.places[start], self.places[end - 1] + 1

    def without(self, pattern: re.Pattern[str]) -> "Folded":
        """The same with matches blanked out: what stands around them keeps its place, and does not touch."""
        return Folded(pattern.sub(lambda found: "\n" * len(found[0]), self.text), self.places)


def fold(text: str) -> Folded:
    """Digits of any script, full-width letters, all dashes and all spaces become ASCII; what is not seen is left out."""
    if text.isascii() and text.isprintable():
        return Folded(text, tuple(range(len(text))))
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for letter in unicodedata.normalize("NFKC", character):
            plain = _plain(letter)
            letters.append(plain)
            places.extend([place] * len(plain))
    return Folded("".join(letters), tuple(places))


def _plain(letter: str) -> str:
    """One character or none."""
    if letter.isascii() and letter.isprintable():
        return letter
    if letter in _LIKE:
        return _LIKE[letter]
    category = unicodedata.category(letter)
    if category == "Nd":
        return str(unicodedata.decimal(letter))
    if category == "Pd" or letter in _DASH:
        return "-"
    if category.startswith("Z") or letter in "\t\n\r\v\f\x85":
        return " "
    return "" if category in ("Cf", "Cc", "Mn", "Me") else letter
