"""What one entry of a reference list states. Styles: Vancouver and AMA, APA and Harvard, Nature, Chicago, MLA, bare links.

A field is left empty where the style does not show where it ends: a wrong title would be taken for a wrong citation.
"""

import re
from dataclasses import dataclass

from citations.manuscript.identifiers import identifiers, of_address
from citations.manuscript.quoted_titles import Quoted, first_author, quoted_title, without_year

_YEAR = r"(?:1[89]|20)\d\d"
_YEAR_IN_BRACKETS = re.compile(rf"[(\[] ?({_YEAR})([a-z]?)(?:[,;/-][^()\[\]]{{0,40}})?[)\]]")
_YEAR_OF_ISSUE = re.compile(
    rf"(?<![\d/.-])({_YEAR})([a-z]?)(?: ?[A-Z][a-z]{{2,8}}\.?(?: \d{{1,2}}(?:-\d{{1,2}})?)?)? ?[;:]"
)
_YEAR_OF_VOLUME = re.compile(rf"(?<![\d/.-])({_YEAR})([a-z]?)(?: [A-Z][a-z]{{2,8}}\.?(?: \d{{1,2}})?)?; ?\w{{0,9}}\d")
_ANY_YEAR = re.compile(rf"(?<![\w/.:-])({_YEAR})([a-z]?)(?![\w/-])")
_INITIALS = r"(?:(?:[^\W\d_a-z]\.[ -]?){1,4}(?=[,;(&]|and\b)|[^\W\d_a-z]{1,4})"  # C. T. or CT
_FAMILY = r"[^\W\d_][\w'.-]*(?: [^\W\d_][\w'.-]*){0,4}?"
_VANCOUVER = re.compile(
    rf"({_FAMILY}) {_INITIALS}(?: (?:Jr|Sr|2nd|3rd|II|III))?\.?(?=[,.;:]|$| et al| ?[&(]| and [A-ZÀ-Þ])"
)
_INVERTED = re.compile(rf"({_FAMILY}), ?((?:[^\W\d_]\.[ -]?){{1,4}}|[^\W\d_a-z]{{1,3}}(?=[ ,.&(;]|$))")
_SEPARATOR = re.compile(r"[,;]? *(?:&|and|und|et(?! al\b)|y)? *(?=\S)")
_QUOTED = re.compile(r"[\"“„]([^\"“”„]{3,400})[,.?]?[\"”“]|['‘]((?:[^'’]|['’](?![,.])){3,400})['’](?=[,.])")
_STOP = re.compile(r"[.?!](?:\s+|$)")
_MARKUP = re.compile(r"\*\*|__|(?<!\w)[*_]|[*_](?!\w)|<[^<>]{1,100}>|`")
_PUBLISHED = re.compile(
    r"(?:\[internet\]|\[preprint\]|\(review\)|\[published online[^\]]{0,60}\]|\[[^\]]{0,20}cited[^\]]{0,40}\])", re.I
)
_BACKLINK = re.compile(r"\^(?: [a-z]\b)* *")
_RETRIEVED = re.compile(
    r"\b(?:retrieved|accessed|abgerufen|zugriff|cited|viewed)\b[ :](?:on |am )?[^.;\])]{0,40}(?:(?:19|20)\d\d)?", re.I
)
_LINKED = re.compile(r"\[([^\[\]]{8,400})\]\(")
_JOURNAL_END = re.compile(rf"[,.;]? ?(?:(?<!\d){_YEAR}\b|\(?{_YEAR}\)?|vol\b|\d+ ?[(:;,]|\d+\b)", re.I)
_MOST = 4000  # characters of an entry that are looked at
_AUTHORS = 60  # names that are read


@dataclass(frozen=True, slots=True)
class Fields:
    """As in `Reference`; `letter` tells the year's works apart (2019a)."""

    pmid: str = ""
    pmcid: str = ""
    doi: str = ""
    url: str = ""
    title: str = ""
    authors: tuple[str, ...] = ()
    year: str = ""
    letter: str = ""
    journal: str = ""


@dataclass(frozen=True, slots=True)
class _Year:
    start: int
    end: int
    year: str
    letter: str
    in_brackets: bool


def fields_of(seen: str, links: tuple[str, ...] = ()) -> Fields:
    """The fields of an entry as it is viewed, its number cut off; `links` are the addresses behind its words."""
    flat = " ".join(seen[:_MOST].split())
    found = _identified(flat, links)
    plain = _RETRIEVED.sub("", _PUBLISHED.sub("", _BACKLINK.sub("", _MARKUP.sub("", flat), count=1)))
    words = _without_identifiers(plain)
    quoted = quoted_title(words)
    year = _year(f"{words[: quoted.start]} {words[quoted.end :]}" if quoted else words)
    authors, title, journal = _around(words, quoted) if quoted else _by_stops(words, year)
    linked = _LINKED.search(flat)
    return Fields(
        **found,
        title=title or (_titled(linked[1]) if linked else ""),
        authors=authors,
        year=year.year if year else "",
        letter=year.letter if year else "",
        journal=journal,
    )


def _around(words: str, quoted: Quoted) -> tuple[tuple[str, ...], str, str]:
    """Authors, title and journal of an entry that has its title in quotation marks."""
    head = without_year(words[: quoted.start])
    for pattern in (_INVERTED, _VANCOUVER):
        names, at = _listed(head, pattern)
        if names and at >= len(head):
            break
    else:
        names = first_author(head)
    journal = _journal(words[quoted.end :])
    return names, _titled(quoted.title, 2 if journal else 3), journal


def _by_stops(words: str, year: _Year | None) -> tuple[tuple[str, ...], str, str]:
    """Authors, title and journal of an entry whose parts end with full stops."""
    authors, after = _authors(words, year)
    title, journal = _title(words, after, year, bool(authors))
    return authors, title, journal


def _identified(flat: str, links: tuple[str, ...]) -> dict[str, str]:
    """The first of each kind: what is printed before what only a link says."""
    found: dict[str, str] = {}
    for each in identifiers(flat):
        found.setdefault("url" if each.style == "link" else each.style, each.value)
    for address in links:
        style, value = of_address(address)
        found.setdefault("url" if style == "link" else style, value)
    return found


def _without_identifiers(plain: str) -> str:
    """The entry up to where identifiers and addresses begin; one that begins with them is read behind them."""
    first = next(iter(identifiers(plain)), None)
    if first is None:
        return plain
    if first.start > 15:
        return plain[: first.start].rstrip(" [(<")
    return plain[first.end :].lstrip(" .,;:)]>-")


def _year(words: str) -> _Year | None:
    """ "2020;12" of Vancouver, (2020) of APA and Nature, "2020:" and the like, else the last number that can be a year."""
    if match := _YEAR_OF_VOLUME.search(words):
        return _Year(match.start(), match.end(2), match[1], match[2], False)
    if match := _YEAR_IN_BRACKETS.search(words):
        return _Year(match.start(), match.end(), match[1], match[2], True)
    match = _YEAR_OF_ISSUE.search(words) or next(reversed(list(_ANY_YEAR.finditer(words))), None)
    return _Year(match.start(), match.end(2), match[1], match[2], False) if match else None


def _authors(words: str, year: _Year | None) -> tuple[tuple[str, ...], int]:
    """Family names and where the rest begins; an organisation before a full stop or a year in brackets is one."""
    for pattern in (_INVERTED, _VANCOUVER):
        names, at = _listed(words, pattern)
        if names:
            return names, at
    if year and year.in_brackets and 2 < year.start <= 400:
        return _spelled(words[: year.start].strip(" .,")), year.end
    match = re.match(r"([^\W\d_][\w'-]+), [^\W\d_][\w'-]+[^.]{0,200}\. ", words)  # Smith, John, and Amy Jones.
    if match and (_AND_FULL.search(match[0]) or len(match[0].split()) <= 4):
        return (match[1],), match.end()
    return _organisation(words)


def _spelled(names: str) -> tuple[str, ...]:
    """ "Müller, Karl; Weiß, Jan" or "Groß, Petra" by family names; anything else is an organisation."""
    parts = [part.strip() for part in names.split(";")]
    pairs = [part.split(", ") for part in parts]
    if all(len(p) == 2 and len(p[0].split()) <= 3 and len(p[1].split()) <= 2 for p in pairs):
        return tuple(p[0] for p in pairs)
    return (names,) if len(names) <= 150 and len(parts) == 1 else ()


_AND_FULL = re.compile(r", (?:and|et al)\b|, et al")


def _organisation(words: str) -> tuple[tuple[str, ...], int]:
    """ "World Health Organization. Title. Geneva: WHO; 2021." """
    stop = _STOP.search(words)
    if stop is None or stop.start() > 100 or stop.end() >= len(words):
        return (), 0
    name = words[: stop.start()]
    capitals = sum(w[:1].isupper() for w in name.split())
    small = sum(w in ("of", "for", "the", "and", "on", "in", "to", "&") for w in name.split())
    if 2 <= len(name.split()) <= 10 and capitals >= 2 and capitals + small == len(name.split()):
        return (name,), stop.end()
    return (), 0


def _listed(words: str, pattern: re.Pattern[str]) -> tuple[tuple[str, ...], int]:
    """Names one after the other from the entry's beginning."""
    names: list[str] = []
    at = 0
    while len(names) < _AUTHORS and (match := pattern.match(words, at)):
        names.append(match[1].strip())
        at = match.end()
        separator = _SEPARATOR.match(words, at)
        following = separator.end() if separator else at
        if not pattern.match(words, following) or words.startswith("et al", following):
            break
        at = following
    if not names:
        return (), 0
    rest = re.match(
        r"[,;.]? *(?:\.\.\.|…)?[,;]?(?: *(?:,? *& *|,? *\band )?et al\.?)?(?: *,? *eds?\.?| \(eds?\.\))?[ .:,;]*",
        words[at : at + 60],
    )
    at += rest.end() if rest else 0
    stop = _title_end(words[at : at + 200])
    parted = rest.group().strip() if rest else ""
    if stop and (
        parted == "," or parted.endswith(";")
    ):  # a group behind the people: "Adler M, et al; Sample Committee. "
        return (*names, words[at : at + stop.start()]), at + stop.end()
    return tuple(names), at


def _title(words: str, after: int, year: _Year | None, has_authors: bool) -> tuple[str, str]:
    """Title and journal from behind the authors, or behind the year where that stands first."""
    start = after
    if year and has_authors and after - 2 <= year.start <= after + 4:
        start = year.end
    rest = words[start:].lstrip(" .,:)")
    if quoted := _QUOTED.match(rest):
        journal = _journal(rest[quoted.end() :])
        return _titled(quoted[1] or quoted[2], 2 if journal else 3), journal
    if not has_authors:
        return (_titled(rest[: stop.start()]), "") if (stop := _STOP.search(rest)) else ("", "")
    stop = _title_end(rest)
    if stop is None:
        return "", ""
    end = stop.start() + (stop.group()[0] == "?")
    journal = _journal(rest[stop.end() :])
    return _titled(rest[:end], 2 if journal else 3), journal


def _title_end(rest: str) -> re.Match[str] | None:
    """The first stop that is not an abbreviation's or a number's: titles hold "vs." and "St."."""
    for stop in _STOP.finditer(rest):
        last = rest[: stop.start()].rpartition(" ")[2]
        if last.lower() in ("vs", "v", "st", "no", "dr", "e.g", "i.e") or (len(last) == 1 and last.isalpha()):
            continue
        return stop
    return None


def _titled(raw: str, least: int = 3) -> str:
    """A title of three words or more, of two where a journal follows; fewer are more likely something else."""
    flat = " ".join(raw.split()).strip(" .,\"“”'")
    return flat if len(flat.split()) >= least and len(flat) <= 400 else ""


def _journal(rest: str) -> str:
    """What stands before the year or the volume."""
    rest = rest.lstrip(" ,.")
    match = _JOURNAL_END.search(rest[:200])
    name = rest[: match.start()].strip(" .,;(:").removeprefix("In: ") if match else ""
    return name if 0 < len(name) <= 120 and name[:1].isupper() else ""
