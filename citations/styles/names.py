"""The authors of a reference: persons by commas, groups by semicolons, the rest under "et al"."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from citations.styles.text import flat
from evidence.model import Author

ET_AL = "et al"
_APART = re.compile(r"[\s.\-‐]+")
ORDINALS = {"II": "2nd", "III": "3rd", "IV": "4th"}  # NLM prints the second, the AMA the first
ROMANS = {ordinal: roman for roman, ordinal in ORDINALS.items()}


def listed(authors: Iterable[Author], most: int, first: int, suffixes: dict[str, str]) -> str:
    """All names up to `most` persons; of more, the `first` and "et al". Groups are counted by themselves, so that the
    group that answers for a trial is named after a cut, too: "A X, B X, et al; SPRINT Research Group"."""
    named = [(name, bool(a.collective)) for a in authors if (name := _name(a, suffixes))]
    text, after_group = "", False
    for name, is_group in _cut(named, most, first):
        apart = "; " if (after_group or is_group) and name != ET_AL else ", "
        text, after_group = (f"{text}{apart}{name}" if text else name), is_group
    return text


def _cut(named: list[tuple[str, bool]], most: int, first: int) -> Iterator[tuple[str, bool]]:
    total, seen = Counter(is_group for _, is_group in named), Counter[bool]()
    for name, is_group in named:
        seen[is_group] += 1
        if total[is_group] <= most or seen[is_group] <= first:
            yield name, is_group
        elif seen[is_group] == first + 1:
            yield ET_AL, is_group


def _name(author: Author, suffixes: dict[str, str]) -> str:
    if author.collective:
        return flat(author.collective).rstrip(".")
    suffix = flat(author.suffix).rstrip(".")
    parts = (flat(author.family), _initials(author), suffixes.get(suffix, suffix))
    return " ".join(part for part in parts if part)


def _initials(author: Author) -> str:
    """Without stops; where the record has none, the first letters of the given names."""
    if author.initials:
        return _APART.sub("", flat(author.initials))
    return "".join(word[0].upper() for word in _APART.split(flat(author.given)) if word)
