"""Whether a reference as written is of the record that it names.

A real PMID of another paper is the commonest fabrication. What sources write differently is forgiven: a subtitle left
out, an abbreviated title, accents, the year of print or of the first online version.
"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from citations.manuscript.model import Reference
from citations.manuscript.names import PARTICLES, fold_name
from evidence.model import Document
from evidence.work_key import plain, title_letters

ALIKE = 0.8  # of the letters, in order; two editions of one guideline have more, two papers of one group have less
SHORTEST = 12  # letters; the head of a shorter title is no proof
LONG = 24  # letters; the head of a title that is so long may hold a slip of the pen
NEARLY = 0.92  # of the letters of such a head
YEARS = 1  # between print and first online version

_SPELLED_OUT = re.compile(r"([aou])e|(?<=a)a")
_ENGLISH = re.compile(r"\b(?:the|of|with|and|from|by|among|after|using|treatment|patients|versus|study|trial)\b", re.I)
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
    phrases = tuple(filter(None, (_author(reference, document), _years(reference, document))))
    is_same = bool(reference.title and document.title) and same_title(reference.title, document)
    if reference.title and document.title and not (is_same or _tells_nothing(reference, document, phrases)):
        phrase = f"the title given is “{reference.title}”, the record's is “{document.title}”"
        return Disagreement((phrase,), is_another=True)
    return Disagreement(phrases, is_another=not is_same) if phrases else None


def _tells_nothing(reference: Reference, document: Document, phrases: tuple[str, ...]) -> bool:
    """A title cut short, or one in the article's own language where the record has the English one alone."""
    if _begins(reference.title, document):
        return True
    is_translated = bool(document.languages) and "eng" not in document.languages and not document.vernacular_title
    can_tell = bool(reference.authors and document.authors and reference.year) and not phrases
    return is_translated and can_tell and not _ENGLISH.search(reference.title)


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
    head = long[: len(short)]
    if len(short) >= LONG and _same_digits(short, head) and _near(short, head, NEARLY):
        return True
    return _digits(one) == _digits(other) and _near(one, other, ALIKE)  # "type 1" and "type 2" are apart


def _same_digits(one: str, other: str) -> bool:
    """The last number of a head may be cut."""
    a, b = _digits(one), _digits(other)
    cut = bool(a and b) and (a[-1].startswith(b[-1]) or b[-1].startswith(a[-1]))
    return a == b or (cut and a[:-1] == b[:-1])


def _near(one: str, other: str, least: float) -> bool:
    """Whether at least this share of the letters agrees, in order."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.quick_ratio() >= least and matcher.ratio() >= least


def _digits(letters: str) -> list[str]:
    return re.findall(r"\d+", letters)


def _author(reference: Reference, document: Document) -> str:
    """The first author given must be one of the record's; a person and a group cannot be compared."""
    people = [author.family for author in document.authors if author.family]
    groups = [author.collective for author in document.authors if author.collective]
    if not reference.authors or not (people or groups):
        return ""
    first = reference.authors[0]
    if not _letters(first) or any(_same_name(first, each) for each in (*people, *groups)):
        return ""
    if not (groups if _is_group(first) else people):
        return ""
    return f"the first author given is {first}, the record's is {(people or groups)[0]}"


def _same_name(one: str, other: str) -> bool:
    """ "Berg" and "van den Berg", "Garcia" and "Garcia-Lopez", "O'Brien" and "OBrien", "Mueller" and "Müller"."""
    a, b = _letters(one), _letters(other)
    if a.replace(" ", "") == b.replace(" ", ""):
        return True
    if _is_group(one) and _is_group(other):
        return a in b or b in a
    return len(a) > 2 and (a in b.split() or b in a.split())


def _is_group(name: str) -> bool:
    """A name of three words that are no particles is an organisation's."""
    return len([word for word in fold_name(name).split() if word not in PARTICLES]) > 2


def _letters(name: str) -> str:
    """Without accents; ae, oe, ue and aa are how ä, ö, ü and å are often written."""
    flat = " ".join(_WORD.findall(plain(fold_name(name))))
    return _SPELLED_OUT.sub(r"\1", flat)


def _years(reference: Reference, document: Document) -> str:
    year = document.published.year
    if not reference.year[:4].isdecimal() or year is None or abs(int(reference.year[:4]) - year) <= YEARS:
        return ""
    return f"the year given is {reference.year}, the record's is {year}"
