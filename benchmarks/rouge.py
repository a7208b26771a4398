"""ROUGE-2 and ROUGE-SU4 (Lin 2004, "ROUGE: A package for automatic evaluation of summaries"), F1, on lower-case words.

No stemming and no stop-word list. Of several references the best counts, as Lin has it for pairwise comparison.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

SKIP = 4  # words that a skip-bigram may leave out between its two
Units = Counter[tuple[str, ...]]

_WORD = re.compile(r"[a-z0-9]+")


def rouge_2(text: str, references: Sequence[str]) -> float:
    """F1 of neighbouring pairs of words, 0 to 1; 0 where either side has none."""
    return _best(text, references, _bigrams)


def rouge_su4(text: str, references: Sequence[str]) -> float:
    """F1 of single words and of pairs with at most four words between, 0 to 1."""
    return _best(text, references, _skip_bigrams_and_words)


def _best(text: str, references: Sequence[str], units: Callable[[list[str]], Units]) -> float:
    own = units(_words(text))
    return max((_f1(own, units(_words(r))) for r in references), default=0.0)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _bigrams(words: list[str]) -> Units:
    return Counter(pairwise(words))


def _skip_bigrams_and_words(words: list[str]) -> Units:
    found: Units = Counter((w,) for w in words)
    for i, word in enumerate(words):
        found.update((word, other) for other in words[i + 1 : i + SKIP + 2])
    return found


def _f1(own: Units, other: Units) -> float:
    both, total = (own & other).total(), own.total() + other.total()
    return 2 * both / total if total else 0.0
