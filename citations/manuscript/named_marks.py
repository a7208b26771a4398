"""Marks that name their source: PMID: 123, PMC123, DOIs, addresses and links."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from citations.manuscript.author_years import year_mark
from citations.manuscript.drawn import Link
from citations.manuscript.found import Cited, Found, Span, whole
from citations.manuscript.identifiers import Identifier, identifiers, of_address
from citations.manuscript.model import MarkStyle
from citations.manuscript.number_lists import cited_numbers

_NUMBERS = re.compile(r"[\\\[\](⁽ ]{0,4}(\d{1,4}(?: ?[,;-] ?\d{1,4}){0,60})[\\\])⁾ ]{0,4}")
_LABEL = re.compile(
    r"(?:\W{0,2}(?:(?:view|see|read|on|via|full|the|free|original|open)[ -])*(?:pubmed(?: central)?|pmc|pmid:? ?\d*"
    r"|doi|doi:? ?10\.\S*|crossref|scopus"
    r"|google scholar|europe pmc|medline|cochrane library|sources?|links?|ref(?:erence)?|citation|full text|article|abstract|study|paper"
    r"|nejm|jama|bmj|lancet|nature|nih|cdc|who|here|web ?site|web)\W{0,2}(?: ?\d{1,3})?|\S{0,60}\.(?:gov|org|com"
    r"|net|edu|int|uk|eu|de|info|io)(?:/\S{0,300})?"
    r"|https?://\S{1,2000}|PMC ?\d{3,9}|10\.\d{4,9}/\S{1,200}|\+\d{1,2})",
    re.I,
)
_BETWEEN = re.compile(r"(?:[\s,;|·/]|and|&|or){1,8}")
_INTRO = re.compile(
    r"[(\[] {0,2}(?:(?:see|source|sources|ref|refs|reference|references|via|e\.g\.,?|from|link|links|cf\.?|study|citation)\b:? {0,2})?\Z",
    re.I,
)
_ADDRESS = re.compile(r"(?:https?:)?//|www\.|doi:|doi\.org/", re.I)
_INTRO_WIDTH = 20  # characters before an identifier in which its bracket opens


@dataclass(frozen=True, slots=True)
class _Atom:
    """What names one source, or several of one kind."""

    start: int
    end: int
    style: MarkStyle
    cited: tuple[Cited, ...]
    around: tuple[Span, ...] = ()  # () where all is cut; what is cut where the words belong to the sentence


def link_marks(body: str, links: Iterable[Link], remarks: set[str]) -> Iterator[Found]:
    """Links and the marks of notes. A link's words stay in the sentence, unless they are a label such as "PubMed"."""
    atoms: list[_Atom] = []
    for link in links:
        if not body[link.start : link.end].strip():
            continue  # not in the body
        if link.label:
            number = link.label.casefold()
            note = link.label.startswith("^")
            cited = () if link.label in remarks else (Cited(number=number),)
            if note:
                yield whole(link.start, link.end, "footnote", cited)
            else:
                atoms.append(_linked(body, link, cited))
        elif _ADDRESS.match(link.url):
            atoms.append(_linked(body, link, (_cited_by(link.url),)))
        elif number_mark := _numbered(body, link):
            yield number_mark
    yield from _clustered(body, atoms)


def _cited_by(url: str) -> Cited:
    style, value = of_address(url)
    return Cited(identifier=value if style == "link" else f"{style}:{value}")


def _linked(body: str, link: Link, cited: tuple[Cited, ...]) -> _Atom:
    """A link with an address: its words are a number, an author and year, a label, or part of the sentence."""
    shown = body[link.shown_start : link.shown_end].strip()
    numbers = _NUMBERS.fullmatch(shown)
    wanted = cited_numbers(numbers[1]) if numbers else ()
    if len(wanted) == 1:
        cited = (Cited(wanted[0].number, cited[0].identifier),)
    elif named := year_mark(shown.strip("()[] ")):
        cited = (Cited(cited[0].number, cited[0].identifier, named.authors, named.year),)
    elif shown and not _LABEL.fullmatch(shown):
        around = ((link.start, link.shown_start), (link.shown_end, link.end))
        return _Atom(link.start, link.end, "link", cited, around)
    return _Atom(link.start, link.end, "link", cited)


def _numbered(body: str, link: Link) -> Found | None:
    """[1](#ref1): a number that leads to a place in the same text."""
    numbers = _NUMBERS.fullmatch(body[link.shown_start : link.shown_end].strip())
    cited = cited_numbers(numbers[1]) if numbers else ()
    if not cited or not link.url.startswith("#"):
        return None
    start, end = link.start, link.end
    if body[max(0, start - 5) : start] == "<sup>" and body[end : end + 6] == "</sup>":
        start, end = start - 5, end + 6
    return whole(start, end, "numeric", cited)


def identifier_marks(body: str) -> Iterator[Found]:
    """Identifiers and addresses in the running text."""
    return _clustered(body, _atoms(identifiers(body)))


def _atoms(found: Iterable[Identifier]) -> list[_Atom]:
    """ "PMIDs 1, 2" is one atom with two sources."""
    atoms: list[_Atom] = []
    for each in found:
        cited = (Cited(identifier=each.key),)
        if atoms and atoms[-1].end == each.start and each.style == atoms[-1].style == "pmid":
            last = atoms.pop()
            atoms.append(_Atom(last.start, each.end, "pmid", last.cited + cited))
        else:
            atoms.append(_Atom(each.start, each.end, each.style, cited))
    return atoms


def _clustered(body: str, atoms: list[_Atom]) -> Iterator[Found]:
    """Those that fill a pair of brackets are one mark with the brackets; the others stand alone."""
    place = 0
    while place < len(atoms):
        last = place
        while last + 1 < len(atoms) and _BETWEEN.fullmatch(body[atoms[last].end : atoms[last + 1].start][:12] or "x"):
            if atoms[last + 1].start - atoms[last].end > 12:
                break
            last += 1
        start, end = _bracketed(body, atoms[place].start, atoms[last].end)
        if (start, end) != (atoms[place].start, atoms[last].end):
            cited = dict.fromkeys(c for atom in atoms[place : last + 1] for c in atom.cited)
            yield whole(start, end, atoms[place].style, cited)
        else:
            yield from map(_alone, atoms[place : last + 1])
        place = last + 1


def _alone(atom: _Atom) -> Found:
    if not atom.around:
        return whole(atom.start, atom.end, atom.style, atom.cited)
    return Found(atom.start, atom.end, atom.style, atom.cited, tuple(s for s in atom.around if s[0] < s[1]))


def _bracketed(body: str, start: int, end: int) -> Span:
    """With the brackets around, if nothing else stands in them."""
    before = body[max(0, start - _INTRO_WIDTH) : start]
    match = _INTRO.search(before)
    after = body[end : end + 3].lstrip(" .")
    if match and after[:1] == {"(": ")", "[": "]"}[match.group()[0]]:
        return start - len(match.group()), end + body[end : end + 3].index(after[0]) + 1
    return start, end
