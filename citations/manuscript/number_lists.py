"""The numbers of "1,3-5"."""

import re

from citations.manuscript.found import Cited

MOST = 100  # sources between the ends of one range; more is no citation
_PART = re.compile(r"(\d{1,5}(?::\d{1,3})?)(?:\s?-\s?(\d{1,5}))?")


def numbers_of(written: str) -> tuple[str, ...] | None:
    """Every number that is meant, in order, each once; None where a range is too long to be one of sources."""
    found: dict[str, None] = {}
    for first, last in _PART.findall(written):
        if not last:
            found.setdefault(first if ":" in first else str(int(first)))
            continue
        low, high = int(first.partition(":")[0]), int(last)
        if high - low > MOST:
            return None
        found.update(dict.fromkeys(map(str, range(low, high + 1) if low <= high else (low, high))))
    return tuple(found)


def cited_numbers(written: str) -> tuple[Cited, ...]:
    """As above; () for none."""
    return tuple(Cited(number=number) for number in numbers_of(written) or ())
