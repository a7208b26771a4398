"""Who wrote an article, and who paid for it."""

import re
from collections.abc import Iterator

from lxml.etree import _Element as Element

from evidence.model import Author, Grant
from indexers.files.jats.inline import text_of
from indexers.files.jats.tree import first, name_of, named

_WORD = re.compile(r"[^\W\d_]")
_FUNDER_ID = re.compile(r"(?:https?://(?:dx\.)?doi\.org/)?10\.13039/\d+$")  # of Crossref's registry
_BREAKS = re.compile(r"[\s.\-\u2010\u2011]+")


def authors(meta: Element) -> tuple[Author, ...]:
    """The authors in their order, groups among them; editors, and members that a group lists, are not."""
    contributors = (c for group in named(meta, "contrib-group") for c in named(group, "contrib"))
    wrote = (c for c in contributors if c.get("contrib-type", "author") in ("author", "group"))
    return tuple(author for c in wrote for author in _author(c))


def grants(meta: Element) -> tuple[Grant, ...]:
    """Each award with its number and who gave it."""
    found = []
    for group in named(meta, "funding-group"):
        for award in named(group, "award-group"):
            sources = "; ".join(filter(None, map(_agency, named(award, "funding-source"))))
            numbers = [text_of(number) for number in named(award, "award-id")] or [""]
            found += [Grant(number, sources) for number in numbers if number or sources]
    return tuple(dict.fromkeys(found))


def _author(contributor: Element) -> Iterator[Author]:
    for child in contributor:
        name = name_of(child)
        if name in ("name-alternatives", "collab-alternatives"):
            yield from _author_of(next(iter(child), None))
            return
        if name in ("name", "string-name", "collab"):
            yield from _author_of(child)
            return


def _author_of(element: Element | None) -> Iterator[Author]:
    if element is None:
        return
    if name_of(element) == "collab":
        if group := _group(element):
            yield Author(collective=group)
        return
    family, given = text_of(first(element, "surname")), text_of(first(element, "given-names"))
    if family or given:
        yield Author(family, given, _initials(first(element, "given-names")), suffix=text_of(first(element, "suffix")))
    elif whole := text_of(element):
        yield Author(family=whole)


def _group(collab: Element) -> str:
    """A group's name, without the members listed in it."""
    if first(collab, "contrib-group") is None:
        return text_of(collab)
    return text_of(first(collab, "institution")) or " ".join((collab.text or "").split())


def _initials(given: Element | None) -> str:
    """As stated, else those of the given names: "Ralf-Dieter" is "RD", as PubMed writes it."""
    if given is None:
        return ""
    if stated := given.get("initials", ""):
        return stated.replace(".", "").replace(" ", "")
    text = text_of(given)
    if text.isupper() and text.isalpha() and len(text) <= 3:
        return text
    return "".join(part[0].upper() for part in _BREAKS.split(text) if _WORD.match(part))


def _agency(source: Element) -> str:
    """The name of an institution, without its registry's id."""
    wrap = first(source, "institution-wrap")
    name = text_of(first(wrap, "institution")) if wrap is not None else text_of(source)
    return _FUNDER_ID.sub("", name).rstrip()
