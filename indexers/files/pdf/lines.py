"""A row of segments -> a line of text, with its scripts told apart as the rest of the project does it."""

from collections import Counter
from collections.abc import Iterable

from indexers.files.pdf.segments import Segment
from indexers.files.pdf.values import Line, Word
from indexers.files.scripts import lowered, raised, set_apart

SMALLER = 0.88  # of the line's size: a script is at most that
RAISED, LOWERED = 0.15, -0.05  # of the line's size: how far off its baseline a script stands
TOUCHING = 0.12  # of the size: words closer than this are pieces of one
_WIDE = (
    (0x1100, 0x11FF),
    (0x2E80, 0xA4CF),
    (0xAC00, 0xD7AF),
    (0xF900, 0xFAFF),
    (0xFF00, 0xFFEF),
)  # written without spaces


def line_of(row: Iterable[Segment]) -> Line:
    """The line that a row of segments makes; each segment is a cell."""
    parts = list(row)
    words = [word for part in parts for word in part.words]
    size = _usual(words)
    base = next(word.y for word in words if round(word.size, 1) == size)
    cells = tuple(_text(part.words, size, base) for part in parts)
    bold = sum(len(word.text) for word in words if word.bold)
    is_bold = bold * 2 > sum(len(word.text) for word in words)
    lead = "" if all(word.bold for word in words) else _text(tuple(_bold_start(words)), size, base)
    text = " ".join(cell for cell in cells if cell)
    return Line(text, words[0].x0, max(word.x1 for word in words), base, size, is_bold, cells, lead)


def _usual(words: list[Word]) -> float:
    """The size of most characters."""
    sizes: Counter[float] = Counter()
    for word in words:
        sizes[round(word.size, 1)] += len(word.text)
    return max(sizes, key=lambda size: (sizes[size], size))


def _bold_start(words: list[Word]) -> Iterable[Word]:
    for word in words:
        if not word.bold:
            return
        yield word


def _text(words: tuple[Word, ...], size: float, base: float) -> str:
    text, right, was_script = "", 0.0, False
    for word in words:
        offset = word.y - base
        small = word.size <= SMALLER * size
        is_raised = offset >= RAISED * size and (small or offset >= 0.25 * size)
        is_lowered = small and offset <= LOWERED * size
        apart = (
            bool(text)
            and word.x0 - right > TOUCHING * size
            and not (is_raised and word.x0 - right < 2 * TOUCHING * size)
        )
        if apart and not _unspaced(text[-1], word.text[0]):
            text += " " + word.text
        elif is_raised:
            text += raised(text[-8:], word.text, False) if not was_script else word.text
        elif is_lowered:
            text += lowered(text[-8:], word.text)
        else:
            text += set_apart(text[-8:], word.text) if was_script else word.text
        right, was_script = max(right, word.x1), is_raised or is_lowered
    return text


def _unspaced(before: str, after: str) -> bool:
    if before < "\u1100" or after < "\u1100":
        return False
    return all(any(low <= ord(letter) <= high for low, high in _WIDE) for letter in (before, after))
