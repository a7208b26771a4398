"""One pattern for a list of names that looks at each letter once: names that begin alike share their beginning.

Python's `re` tries the branches of "a|b|c" one after the other, and slowly where case is ignored.
"""

import re
from collections.abc import Iterable
from itertools import groupby


def any_of(names: Iterable[str]) -> str:
    """A pattern without groups of its own for any of the names, as they are written; a longer one goes before its beginning."""
    found = sorted(set(names) - {""})
    return _branches(found) if found else r"(?!)"  # which matches nowhere


def lowered(text: str) -> str:
    """In lower case, character for character: offsets stay as they are."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(c if len(c.lower()) != 1 else c.lower() for c in text)


def _branches(names: list[str]) -> str:
    """For sorted names; an empty one ends here."""
    parts = []
    for head, group in groupby(filter(None, names), key=lambda name: name[0]):
        ends = [name[1:] for name in group]
        parts.append(re.escape(head) + (re.escape(ends[0]) if len(ends) == 1 else _branches(ends)))
    inner = parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"
    if "" not in names:
        return inner
    return f"(?:{inner})?"
