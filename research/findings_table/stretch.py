"""The words of a cell: a short, contiguous stretch around figures whose brackets are closed."""

LONGEST = 220  # characters of a cell
REST_OF_BRACKET = 60  # characters after an estimate within which its bracket closes: "; I2 = 22%; high certainty)"
_PAIRS = {")": "(", "]": "["}


def stretch(text: str, starts: list[int], end: int) -> tuple[int, int] | None:
    """From the first of `starts` from which a closed stretch of at most 220 characters reaches `end`, or None."""
    for start in starts:
        stop = _closed_end(text, start, end)
        if stop is not None and stop - start <= LONGEST:
            return start, stop
    return None


def _closed_end(text: str, start: int, end: int) -> int | None:
    """Where a stretch that must reach `end` closes its brackets; None where it closes one that it did not open."""
    still_open = _open_in(text[start:end])
    stop = end
    while still_open:
        more = _open_in(text[start : stop + 1]) if stop < len(text) else None
        if more is None or stop - end >= REST_OF_BRACKET:
            return None
        stop, still_open = stop + 1, more
    return None if still_open is None else stop


def _open_in(part: str) -> list[str] | None:
    """The brackets that are open at the end; None where one closes that was not opened."""
    held: list[str] = []
    for character in part:
        if character in "([":
            held.append(character)
        elif character in _PAIRS and (not held or held.pop() != _PAIRS[character]):
            return None
    return held
