"""Whether two records name one journal: by ISSN, else by title or abbreviation, loosely.

Libraries write one journal in many ways: "N Engl J Med" and "The New England journal of medicine", "BMJ" and "BMJ
(Clinical research ed.)", "JAMA" and "Journal of the American Medical Association". A print and an online edition have
two ISSNs, so ISSNs that differ say nothing where names can be compared.
"""

import re
from dataclasses import dataclass

from evidence.model import Journal
from evidence.work_key import plain

_UNSAID = frozenset(
    ("the", "of", "and", "for", "in", "on", "an", "de", "des", "du", "la", "le", "les", "der", "die", "das", "und")
)
_PLACE = re.compile(r"\([^()]*\)")  # Lancet (London, England)
_SUBTITLE = re.compile(r"\s*[:=]\s")  # Stroke : a journal of cerebral circulation
_ACRONYM = range(3, 7)  # letters of a name that may be another's initials
_LEAST = 3  # letters of a contraction, and of a name of one word that is cut short
_NAME_LENGTH = 300  # characters of a name that count


@dataclass(frozen=True, slots=True)
class Journals:
    """The names of a record's journal, as words, and its ISSN; what is not stated is empty."""

    issn: str = ""
    names: tuple[tuple[str, ...], ...] = ()


def journals_of(journal: Journal) -> Journals:
    """What a record says of its journal, as it is compared."""
    names = (_words(name) for name in (journal.title, journal.abbreviation))
    return Journals(re.sub(r"\W", "", journal.issn).upper(), tuple(dict.fromkeys(name for name in names if name)))


def same_journal(one: Journals, two: Journals) -> bool | None:
    """Whether both are of one journal; None where one says nothing that the other's can be compared with."""
    if one.issn and one.issn == two.issn:
        return True
    if one.names and two.names:
        return any(_alike(a, b) or _alike(b, a) for a in one.names for b in two.names)
    return False if one.issn and two.issn else None


def _words(name: str) -> tuple[str, ...]:
    """Words in plain lower case, without a place, a subtitle, articles and the like."""
    bare = _SUBTITLE.split(_PLACE.sub(" ", name[:_NAME_LENGTH]).strip())[0]
    words = re.findall(r"\w+", plain(bare.replace("'", "").replace("’", "")))
    return tuple(word for word in words if word not in _UNSAID) or tuple(words)


def _alike(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether `short` is `long`, its abbreviation word by word, or its initials."""
    if "".join(short) == "".join(long):
        return True
    if len(short) == 1 and len(long) > 1:
        return len(short[0]) in _ACRONYM and short[0] == "".join(word[0] for word in long)
    if len(short) != len(long) or (len(short) == 1 and len(short[0]) < _LEAST):
        return False
    return all(map(_shortens, short, long))


def _shortens(short: str, long: str) -> bool:
    """ "med" of "medicine"; also "natl" of "national", whose letters follow each other in it."""
    if long.startswith(short):
        return True
    letters = iter(long)
    return len(short) >= _LEAST and short[0] == long[0] and all(letter in letters for letter in short)
