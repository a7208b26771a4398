"""Authors and years: (Smith 2020), (Smith & Jones, 2020; Lee et al., 2019a), Smith et al. (2020)."""

import re
from collections.abc import Callable, Iterator

from citations.manuscript.found import Cited, Found, Span, whole
from citations.manuscript.identifiers import identifiers
from citations.manuscript.names import PARTICLES, has_et_al, is_name, mark_authors
from citations.manuscript.word_sets import word_set

_YEAR = r"(?:(?:18|19|20)\d\d[a-z]?|n\. ?d\.|in press|forthcoming)"
_YEARS = rf"{_YEAR}(?:(?:, ?| ?& ?|,? and |/)(?:(?:18|19|20)\d\d[a-z]?|[a-f](?![\w.])))*"
_GROUP = re.compile(r"[(\[]([^()\[\]]{5,800})[)\]]")
_LEAD = re.compile(
    r"(?:(?:see|e\.g\.,?|cf\.?|i\.e\.,?|for example,?|reviewed (?:in|by)|also|and|as in|adapted from|from|in"
    r"|but see|source:?|siehe|vgl\.|z\.\s?B\.)[ ,]+)+",
    re.I,
)
_ITEM = re.compile(rf"(?P<who>[^\d;]{{2,140}}?)[, ]*(?<![\w])\(?(?P<years>{_YEARS})\)?(?P<tail>(?:[,:;. ].*)?)", re.S)
_LOCATED = re.compile(
    r"[,:] ?(?:(?:pp?|S|chap|ch|para|fig|table|sec|vol)\.? ?)?\d[\d, -]*(?:ff?\.)?|[,:]? ?(?:for (?:a )?reviews?|and references therein)|"
)
_COMMA_CITED = re.compile(
    r"((?:18|19|20)\d\d[a-z]?), (?=[^\W\d_])(?!PMC|PMID|doi|pp?\.|pages?\b|chap|fig|table|vol|para|S\.|[a-f]\b)"
)
_YEARS_ALONE = re.compile(rf"\((?P<years>{_YEARS})(?P<tail>[,:][^()]{{0,40}})?\)")
_N = r"(?:(?:" + "|".join(sorted(map(re.escape, PARTICLES), key=len, reverse=True)) + r") ){0,3}[^\W\d_][\w'.-]*[\w'.]"
_PEOPLE = re.compile(
    rf"(?<![\w'-])(?P<who>(?:{_N}(?:, {_N}){{0,4}},? (?:and|&|und|et|y) )?{_N}(?:,? et al\.?| and colleagues"
    rf"| and co-?workers| u\. ?a\.)?)(?:'s?)?,? ?\Z", re.I
)  # fmt: skip
_BARE_YEAR = re.compile(r"(?<=[ ,])(?:18|19|20)\d\d[a-z]?(?![\w-])")
_BEFORE_BARE = re.compile(r"(?:\bet al\.?,?|(?:\band|&) [^\W\d_][\w'-]{0,40},?) \Z")
_WIDTH = 80  # characters before a year in which its authors are looked for
_REPORTS = re.compile(
    r" (?:also |have |has |recently |first )?(?:\w+(?:ed|es|s)\b|found|show|report|suggest|argue|wrote|saw|did|in\b|and\b)"
)
_PLACES = word_set(
    """china japan germany france italy spain canada australia india brazil usa uk us england scotland wales ireland sweden norway denmark
    finland switzerland netherlands belgium austria europe africa asia america london paris boston geneva beijing tokyo israel iran turkey
    egypt korea mexico chicago philadelphia wuhan toronto vienna berlin barcelona madrid rome milan sydney seattle""")  # fmt: skip
_BODIES = word_set(
    "WHO NICE CDC FDA EMA USPSTF SIGN AHA ACC ESC IARC NIH UNAIDS RCOG ACOG AAP ADA IDSA GINA GOLD KDIGO ASCO ESMO ECDC PHE UKHSA"
)

Known = Callable[[Cited], bool]


def year_mark(words: str) -> Cited | None:
    """ "Smith et al., 2020" as a whole; None for anything else."""
    item = _ITEM.fullmatch(words.replace("\n", " "))
    if item is None or item["tail"].strip(" .") or not is_name(item["who"].split(" ")[0]):
        return None
    authors = mark_authors(item["who"])
    return Cited(authors=authors, year=item["years"]) if authors and len(item["who"].split()) <= 8 else None


def bracketed_years(body: str, is_known: Known, is_strict: bool) -> Iterator[Found]:
    """Groups in brackets, every part of which must be a citation. `is_strict`: only those that the list has."""
    for match in _GROUP.finditer(body):
        if not re.search(r"\d{4}|n\. ?d\.|in press|forthcoming", match[1]):
            continue
        cited: list[Cited] = []
        parts = [p for p in _COMMA_CITED.sub(r"\1; ", " ".join(match[1].split())).split(";") if p.strip()]
        for part in parts:
            found = _item(part.strip(), cited, is_known, is_strict)
            if not found:
                break
            cited += found
        else:
            yield whole(match.start(), match.end(), "author-year", dict.fromkeys(cited))


def _item(part: str, before: list[Cited], is_known: Known, is_strict: bool) -> list[Cited]:
    """The sources that one part names; [] where it names none. A part with only an identifier belongs to the one before."""
    named = list(identifiers(part))
    if named and named[0].start <= 2 and before:
        return [Cited(identifier=each.key) for each in named]
    match = _ITEM.fullmatch(_LEAD.sub("", part, count=1) if _LEAD.match(part) else part)
    if match is None:
        return []
    authors = mark_authors(match["who"])
    tail = match["tail"]
    held = list(identifiers(tail))
    if not authors or not (held or _LOCATED.fullmatch(tail.rstrip(" .")) or has_et_al(match["who"])):
        return []
    cited = [Cited(authors=authors, year=year) for year in _years(match["years"])]
    if len(cited) == 1 and held:
        return [Cited(identifier=held[0].key, authors=authors, year=cited[0].year)]
    known = any(is_known(each) for each in cited)
    return cited if known or (not is_strict and _is_likely(match["who"], authors)) else []


def _is_likely(who: str, authors: tuple[str, ...]) -> bool:
    """Without an entry: no place, no trial's name in capitals, no more than three words for an organisation unlisted."""
    if has_et_al(who) or len(authors) > 1:
        return not any(name.lower() in _PLACES for name in authors)
    name = authors[0]
    if name.isupper():
        return name in _BODIES
    return name.lower() not in _PLACES and (len(name.split()) <= 3 or who.rstrip().endswith(","))


def _years(written: str) -> list[str]:
    """ "2019a, b, 2020" is 2019a, 2019b, 2020."""
    found: list[str] = []
    for year, letter, word in re.findall(
        r"(\d{4})([a-z]?)|(?<![\w.])(n\. ?d\.|in press|forthcoming|[a-z])(?!\w)", written
    ):
        if year:
            found.append(year + letter)
        elif len(word) == 1 and found:
            found.append(found[-1][:4] + word)
        elif len(word) > 1:
            found.append(word)
    return found


def narrated_years(body: str, is_known: Known, is_strict: bool) -> Iterator[Found]:
    """ "Smith et al. (2020) found": the names stay in the sentence, the year is cut."""
    for match in _YEARS_ALONE.finditer(body):
        before = body[max(0, match.start() - _WIDTH) : match.start()]
        last = before.rstrip()[-1:]
        for who, start in _tellers(before) if last.isalpha() or last in (".", "'", ",") else ():
            authors = mark_authors(who)
            cited = tuple(Cited(authors=authors, year=year) for year in _years(match["years"]))
            if not authors or not cited:
                continue
            known = any(map(is_known, cited))
            if known or (not is_strict and _is_told(who, authors, body[match.end() : match.end() + 40])):
                at = match.start() - len(before) + start
                cut: Span = (match.start(), match.end())
                yield Found(at, match.end(), "author-year", cited, (cut,))
                break


def _tellers(before: str) -> Iterator[tuple[str, int]]:
    """Who may be named right before a year: people, then up to seven words of an organisation, longest first."""
    flat = before.replace("\n", " ")
    if match := _PEOPLE.search(flat):
        who = match["who"]
        start = match.start("who")
        while who and not is_name(who.split(" ")[0]) and " " in who and who.split(" ")[0].lower() not in PARTICLES:
            start += len(who.split(" ")[0]) + 1  # "In Smith and Jones": the first word is no name
            who = who.partition(" ")[2]
        yield who, start
    words = [(m.group(), m.start()) for m in re.finditer(r"\S+", flat)][-7:]
    for place in range(len(words) - 1):
        start = words[place][1]
        if words[place][0][:1].isupper():
            yield flat[start:].strip(" ,").removesuffix("'s"), start


def _is_told(who: str, authors: tuple[str, ...], after: str) -> bool:
    if has_et_al(who) or len(authors) > 1:
        return _is_likely(who, authors)
    single = len(authors[0].split()) == 1 or authors[0].split()[0].lower() in PARTICLES
    return single and _is_likely(who, authors) and bool(_REPORTS.match(after.replace("\n", " ")))


def open_years(body: str, is_known: Known) -> Iterator[Found]:
    """ "as Smith et al. 2020 showed": without brackets only what the list has."""
    for match in _BARE_YEAR.finditer(body):
        before = body[max(0, match.start() - _WIDTH) : match.start()]
        for who, start in _tellers(before) if _BEFORE_BARE.search(before[-45:]) else ():
            cited = Cited(authors=mark_authors(who), year=match.group())
            if cited.authors and is_known(cited):
                yield Found(match.start() - len(before) + start, match.end(), "author-year", (cited,), (match.span(),))
                break
