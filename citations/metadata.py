"""Whether a reference as written is of the record that it names.

A real PMID of another paper is the commonest fabrication. What sources write differently is forgiven: a subtitle left
out, an abbreviated title, accents, the year of print or of the first online version.
"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from citations.manuscript.model import Reference
from evidence.model import Document
from evidence.work_key import plain, title_letters

ALIKE = 0.8  # of the letters, in order; two editions of one guideline have more, two papers of one group have less
SHORTEST = 12  # letters; the head of a shorter title is no proof
LONG = 24  # letters; the head of a title that is so long may hold a slip of the pen
NEARLY = 0.92  # of the letters of such a head
YEARS = 1  # between print and first online version

_WORD = re.compile(r"[^\W_]+")
_ABOUT = re.compile(
    r"\W*(?:re\b ?:|(?:authors?'?s? |in )?(?:reply|response)\b(?= ?[:.]| to\b)|comment(?:s|ary)?\b(?= ?[:.]| (?:on|to)\b)"
    r"|erratum\b|corrigend(?:um|a)\b|correction\b(?= ?[:.]| to\b)|retraction\b(?= ?[:.]| (?:of|note)\b))", re.I
)  # fmt: skip
_SECOND = (
    (re.compile(r"\bIII\b", re.I), "3"),
    (re.compile(r"\bII\b", re.I), "2"),
)  # "phase II" is "phase 2", "part I" is not


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Phrases on what a reference states otherwise than the record; `is_another` where that makes it another paper."""

    phrases: tuple[str, ...]
    is_another: bool


def disagreement(reference: Reference, document: Document) -> Disagreement | None:
    """None where they agree, or where nothing is stated that could be compared. A title decides, where one is given."""
    titled = bool(reference.title and document.title)
    if titled and not same_title(reference.title, document) and _begins(reference.title, document):
        titled = False  # a title cut so short tells nothing
    elif titled and not same_title(reference.title, document):
        phrase = f"the title given is “{reference.title}”, the record's is “{document.title}”"
        return Disagreement((phrase,), is_another=True)
    phrases = tuple(filter(None, (_author(reference, document), _years(reference, document))))
    return Disagreement(phrases, is_another=not titled) if phrases else None


def same_title(title: str, document: Document) -> bool:
    """Whether they are one title, or one is the other's beginning."""
    titles = [each for each in (document.title, document.vernacular_title) if each]
    return any(_is_about(title) == _is_about(each) and _alike(_key(title), _key(each)) for each in titles)


def _is_about(title: str) -> bool:
    """Whether it names a letter or notice about another article, "Comment on: ..."; that is not the article."""
    return bool(_ABOUT.match(title))


def _key(title: str) -> str:
    for numeral, digit in _SECOND:
        title = numeral.sub(digit, title)
    return title_letters(title)


def _begins(title: str, document: Document) -> bool:
    return any(_key(each).startswith(_key(title)) for each in (document.title, document.vernacular_title) if each)


def _alike(one: str, other: str) -> bool:
    if not one or not other:
        return False
    short, long = sorted((one, other), key=len)
    if long.startswith(short) and len(short) >= SHORTEST:
        return True
    if len(short) >= LONG and _near(short, long[: len(short)], NEARLY):
        return True
    return _near(one, other, ALIKE)


def _near(one: str, other: str, least: float) -> bool:
    """Whether at least this share of the letters agrees, and every digit."""
    if _digits(one) != _digits(other):  # "type 1" and "type 2", "part I" apart
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.quick_ratio() >= least and matcher.ratio() >= least


def _digits(letters: str) -> list[str]:
    return re.findall(r"\d+", letters)


def _author(reference: Reference, document: Document) -> str:
    """The first author given must be one of the record's."""
    if not reference.authors or not document.authors:
        return ""
    first = _letters(reference.authors[0])
    families = {_letters(author.family or author.collective) for author in document.authors}
    if not first or any(first == family or _part_of(first, family) for family in families):
        return ""
    named = document.authors[0].family or document.authors[0].collective
    return f"the first author given is {reference.authors[0]}, the record's is {named}"


def _part_of(first: str, family: str) -> bool:
    """ "Berg" of "van den Berg", "Garcia" of "Garcia-Lopez"."""
    return len(first) > 2 and (first in family.split() or family in first.split())


def _letters(name: str) -> str:
    return " ".join(_WORD.findall(plain(name)))


def _years(reference: Reference, document: Document) -> str:
    year = document.published.year
    if not reference.year[:4].isdecimal() or year is None or abs(int(reference.year[:4]) - year) <= YEARS:
        return ""
    return f"the year given is {reference.year}, the record's is {year}"
