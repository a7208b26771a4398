"""Lines -> one text: a hyphen at a line's end goes where it broke a word, and stays where the word has one of its own.

What the document itself writes elsewhere decides (measured in benchmarks/pdf.py):

- before a capital or a digit, after a digit, and in a word that has another hyphen, it stays: Mann-Whitney, COVID-19,
  12-week, state-of-the-art;
- if one of "randomised" and "random-ised" occurs elsewhere in the document, as that does, the commoner one;
- if both parts are words of the document it stays: double-blind;
- after a word that is nearly always followed by one (non-, self-, well-) it stays;
- else it goes.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BROKEN = re.compile(r"([^\W_]+(?:-[^\W_]+)*)-$")
_FIRST = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_HYPHENS = str.maketrans(dict.fromkeys("\u2010\u2011\u00ad", "-"))
_KEEPS = frozenset(
    ("non", "self", "well", "ex", "quasi", "all", "half", "cross", "double", "single", "long", "short", "high", "low")
)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """How often the document has each word, those broken at line ends left out; hyphenated ones are words as well."""

    counts: Counter[str]

    @classmethod
    def of(cls, lines: Iterable[str]) -> "Vocabulary":
        """The words of all lines but the first and the last of each that could be a part of a broken one."""
        counts: Counter[str] = Counter()
        broken = False
        for line in lines:
            plain = line.translate(_HYPHENS).lower()
            words = _WORD.findall(plain)
            words = words[1:] if broken else words
            broken = plain.endswith("-")
            counts.update(words[:-1] if broken else words)
        return cls(counts)

    def keeps(self, before: str, after: str) -> bool:
        """Whether "before-after" has its hyphen by itself."""
        if not after[:1].islower() or "-" in before or any(map(str.isdigit, before)):
            return True
        joined, apart = self.counts[f"{before}{after}".lower()], self.counts[f"{before}-{after}".lower()]
        if joined != apart:
            return apart > joined
        if before.lower() in _KEEPS:
            return True
        return self.counts[before.lower()] > 0 and self.counts[after.lower()] > 0


def joined(text: str, line: str, words: Vocabulary) -> tuple[str, str]:
    """`text`, perhaps without its last hyphen, and what of a space goes between it and the next line."""
    if not text:
        return text, ""
    broken = _BROKEN.search(text[-80:].translate(_HYPHENS))
    first = _FIRST.match(line.translate(_HYPHENS))
    if broken and first:
        return (text, "") if words.keeps(broken[1], first[0]) else (text[:-1], "")
    if re.search(r"\d[–-]$", text) and line[:1].isdigit():
        return text, ""
    if text.endswith("/") and not text.endswith(" /"):
        return text, ""
    return text, "" if _is_wide(text[-1]) and _is_wide(line[:1]) else " "


def _is_wide(letter: str) -> bool:
    """Of a script that is written without spaces (Chinese, Japanese)."""
    return "\u3000" <= letter <= "\u9fff" or "\uf900" <= letter <= "\ufaff"
