"""Words as they are compared: folded, lower case, without accents or stop words; and a light stem.

A compound gives itself in one piece, then its parts: "IL-6" and "IL6" share il6, "TNF-α", "TNF-alpha" and "TNFα" share
tnfalpha, "placebo-controlled" shares words with "placebo" and with "controlled". Decimals stay whole.
"""

import re
import unicodedata
from functools import lru_cache

from evidence.text.spelling import american
from evidence.text.typography import fold

_STOP = """
    a an the of and or in on at to for with by from as is are was were be been being do does did has have had this that
    these those it its their there which what who whom when where why how than then not no nor but if into about between
    during after before over under can could should would will may might must i we you they he she his her our your them
    us also such other more most some any each
"""
STOP_WORDS = frozenset(_STOP.split())
_WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:-[^\W_]+)*")
_IRREGULAR = (("yses", "ysis"), ("gnoses", "gnosis"), ("stases", "stasis"), ("theses", "thesis"), ("ies", "y"))
_VOWEL = re.compile(r"[aeiouy]")


def content_words(text: str) -> list[str]:
    """The words in order, with repeats; single letters are left out, single digits kept."""
    folded = fold(text).lower()
    if (
        folded.isascii() and "_" not in folded
    ):  # a word's spelling then depends on the word alone: each is looked up once
        return [part for word in _WORD.findall(folded) for part in _parts_in_american(word)]
    return [part for word in _WORD.findall(_without_marks(american(folded))) for part in _parts(word)]


@lru_cache(maxsize=65_536)
def _parts_in_american(word: str) -> tuple[str, ...]:
    return _parts(american(word))


def _parts(word: str) -> tuple[str, ...]:
    """A compound in one piece, then its parts, less what says nothing."""
    if "-" not in word:
        return () if word in STOP_WORDS or _is_letter(word) else (word,)
    parts = word.split("-")
    return ("".join(parts), *(part for part in parts if part not in STOP_WORDS and not _is_letter(part)))


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """One form for the plural, -ed, -ing and a final e: reduce, reduces, reduced, reducing. Names with digits stay."""
    if not word.isalpha() or len(word) < 4:
        return word
    for ending, new in _IRREGULAR:
        if word.endswith(ending):
            return word[: -len(ending)] + new
    return _without_e(_without_suffix(_singular(word)))


def _is_letter(part: str) -> bool:
    """A single letter of an alphabet says nothing alone; a single ideograph is a word."""
    return len(part) == 1 and part.isascii() and part.isalpha()


def _without_marks(text: str) -> str:
    """Without the accents that folding has taken off their letters."""
    return text if text.isascii() else "".join(c for c in text if not unicodedata.combining(c))


def _singular(word: str) -> str:
    """An s that is not the word's own (virus, sepsis, illness)."""
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def _without_suffix(word: str) -> str:
    """Without -ed or -ing where a syllable of three letters or more is left; stopped gives stop, falling gives fall."""
    for ending in ("ed", "ing"):
        left = word.removesuffix(ending)
        if left != word and len(left) > 2 and _VOWEL.search(left) and not word.endswith("eed"):
            doubled = left[-1] == left[-2] and (left[-1] not in "lsz" or len(left) > 6)
            return left[:-1] if doubled else left
    return word


def _without_e(word: str) -> str:
    return word[:-1] if word.endswith("e") and len(word) > 4 else word
