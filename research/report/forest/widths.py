"""How wide a text will be in a sans-serif that is not known, and how to shorten or break it; widths are in ems.

After the advance widths of DejaVu Sans, which is wider than Arial, Helvetica and Roboto: what fits here fits there.
"""

import unicodedata

_NARROW, _WIDE = frozenset("iljtfrI.,:;'!|()[] -/"), frozenset("mwMW@%&—…")
_CAPITALS = 0.72


def width(text: str) -> float:
    """In ems."""
    return sum(map(_advance, text))


def _advance(character: str) -> float:
    if character in _NARROW:
        return 0.41
    if character in _WIDE:
        return 0.99
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
        return 0.0
    if unicodedata.east_asian_width(character) in ("W", "F"):
        return 1.05  # an ideograph or an emoji is an em, and some fonts add a little
    return _CAPITALS if character.isupper() or ord(character) > 0x250 else 0.62


def shortened(text: str, room: float) -> str:
    """With an ellipsis where it is wider than `room`."""
    if width(text) <= room:
        return text
    while text and width(text) > room - width("…"):
        text = text[:-1]
    return text.rstrip() + "…"


def lines(text: str, room: float) -> list[str]:
    """Broken at spaces; a word that is wider than a line is shortened."""
    found = [""]
    for word in text.split():
        longer = f"{found[-1]} {word}".strip()
        if found[-1] and width(longer) > room:
            found.append(shortened(word, room))
        else:
            found[-1] = shortened(longer, room)
    return found
