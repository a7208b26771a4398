"""Authors as reference managers write them, on one line each."""

import re

from evidence.bibliography import initials_of
from evidence.model import Author

_SHORT = re.compile(r"(\S(?:.{0,200}\S)?) ([A-Z](?:[.\s-]{0,2}[A-Z]){0,3}\.?)")  # Smith JA, van der Berg J.-P.
_GROUP_WORDS = re.compile(
    r"\b(?:group|committee|collaborat\w+|investigators|society|association|organi[sz]ation|institutes?|network"
    r"|consortium|task force|team|college|academy|agency|ministry|department|council|centers?|centres?|trialists)\b",
    re.I,
)
_SUFFIX = re.compile(r"(?:jr|sr|\d(?:st|nd|rd|th)|i{2,3}|iv)\.?", re.I)
_LONGEST = 2000  # characters of one name


def author_of(name: str) -> Author:
    """ "Family, Given, Suffix"; without a comma a group, or in the short form "Family FG" a person.

    A comma at the end marks a group (EndNote).
    """
    name = " ".join(name[:_LONGEST].split())
    if name.endswith(",") and "," not in name[:-1]:
        return Author(collective=name[:-1].strip())
    if "," not in name or _is_group(name):
        return _without_comma(name)
    family, *rest = (part.strip() for part in name.split(","))
    given, suffix = ", ".join(rest), ""
    if len(rest) == 2:
        given, suffix = rest if not _SUFFIX.fullmatch(rest[0]) else (rest[1], rest[0])
    return person(family, given, suffix)


def person(family: str, given: str, suffix: str = "") -> Author:
    """A person whose initials are those of the given names."""
    return Author(family, given, initials_of(given), suffix=suffix)


def _without_comma(name: str) -> Author:
    short = _SHORT.fullmatch(name)
    if short and not _is_group(name):
        return Author(short[1], "", "".join(c for c in short[2] if c.isalpha()))
    is_one_name = " " not in name and not (name.isupper() and len(name) > 1)
    return Author(family=name) if is_one_name else Author(collective=name)


def _is_group(name: str) -> bool:
    return _GROUP_WORDS.search(name) is not None and name.count(",") != 1
