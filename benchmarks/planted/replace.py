"""Words of a sentence put for others, at word borders, with the capital kept."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from benchmarks.planted.model import Pairs

_ARTICLE = re.compile(r"\b(an?) \Z", re.IGNORECASE)
_VOWELS = frozenset("aeiou")


@dataclass(frozen=True, slots=True)
class Put:
    """`text` with `old`, which stood from `start` to `end` of the sentence, put as `new`."""

    text: str
    old: str
    new: str
    start: int
    end: int

    @property
    def what(self) -> str:
        """What was changed, for reading by eye."""
        return f"{self.old} -> {self.new}"


def put(text: str, start: int, end: int, new: str) -> Put:
    """`text` with `text[start:end]` put as `new`; no two spaces are left where nothing is put."""
    made = text[:start] + new + text[end:]
    return Put(made if new else re.sub(r" {2,}", " ", made), text[start:end], new, start, end)


def each_put(text: str, pairs: Pairs, *, exact: bool = False) -> Iterator[Put]:
    """One `Put` for each place where the left words of a pair stand whole; hyphenated compounds are left alone.

    Capitals count only with `exact`: mM is not mm.
    """
    instead = {old if exact else old.casefold(): new for old, new in pairs}
    for match in _pattern(tuple(instead), exact).finditer(text):
        found = match.group() if exact else match.group().casefold()
        new = instead[found] if exact else _like(match.group(), instead[found])
        yield _with_article(text, match.start(), match.end(), new)


def _with_article(text: str, start: int, end: int, new: str) -> Put:
    """An increase -> a decrease."""
    article = _ARTICLE.search(text, max(0, start - 4), start)
    if article is None or (text[start].lower() in _VOWELS) == (new[:1].lower() in _VOWELS):
        return put(text, start, end, new)
    fitting = article[1][0] + ("n" if new[:1].lower() in _VOWELS else "")
    return put(text, article.start(), end, f"{fitting} {new}")


def both_ways(pairs: Iterable[tuple[str, str]]) -> Pairs:
    """The pairs, and the pairs from right to left; the first of two with the same left words counts."""
    found: dict[str, str] = {}
    for old, new in pairs:
        found.setdefault(old, new)
        found.setdefault(new, old)
    return tuple(found.items())


@lru_cache(maxsize=64)
def _pattern(words: tuple[str, ...], exact: bool) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(
        r"(?<![\w-])(?:" + "|".join(map(re.escape, longest_first)) + r")(?![\w-])", 0 if exact else re.IGNORECASE
    )


def _like(old: str, new: str) -> str:
    return new[:1].upper() + new[1:] if old[:1].isupper() else new
