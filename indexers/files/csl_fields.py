"""Fields of a CSL-JSON item (citation style language, data schema 1.0.2, with the PMID and PMCID that Zotero writes)."""

import re
from collections.abc import Mapping

from evidence.bibliography import initials_of, read_kept
from evidence.model import Author, Journal, Published
from indexers.files.csl_items import Item
from indexers.files.dates import read_date
from indexers.files.person_names import author_of
from indexers.files.stated import Stated, issn_in, pmcid_in, pmid_in, pmid_in_address, pmid_in_note

# the item's type -> the publication type it implies
TYPES = {
    "article-journal": "Journal Article", "article-magazine": "Magazine Article", "chapter": "Book Chapter",
    "article-newspaper": "Newspaper Article", "book": "Book", "report": "Technical Report", "dataset": "Dataset",
    "paper-conference": "Conference Paper", "thesis": "Academic Dissertation", "manuscript": "Unpublished Work",
    "webpage": "Web Page", "post-weblog": "Blog", "standard": "Standard", "legislation": "Legislation",
    "patent": "Patent",
}  # fmt: skip
_TAG = re.compile(r"</?(?:i|b|sub|sup|sc|span)(?:\s[^<>]{0,200})?>")  # what CSL allows in a text
_ENTITY = re.compile(r"&(lt|gt|amp|quot|apos);")
_CHARACTERS = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_MOST = 50_000  # authors


def stated(line: int, item: Item) -> Stated:
    """What the item says, in our terms."""
    custom = item.get("custom")
    note = _string(item, "note")
    return Stated(
        line=line,
        key=_string(item, "id", "citation-key"),
        title=_marked_up(_string(item, "title")),
        abstract=_string(item, "abstract"),
        vernacular=_marked_up(_string(item, "original-title")),
        authors=authors(item.get("author")) or authors(item.get("editor")),
        journal=journal(item),
        published=_date(item.get("issued"), "issued"),
        pmid=pmid_in(_string(item, "PMID")) or pmid_in_note(note) or pmid_in_address(_string(item, "URL")),
        pmcid=pmcid_in(_string(item, "PMCID")),
        doi=_string(item, "DOI"),
        languages=(_string(item, "language"),),
        keywords=tuple(re.split(r"[;,]", _string(item, "keyword"))),
        types=_types(item),
        implied_type=TYPES.get(_string(item, "type"), ""),
        url=_string(item, "URL"),
        publisher=_string(item, "publisher"),
        note=note,
        preprint=_is_preprint(item),
        kept=read_kept(_string(custom, "evidence") if isinstance(custom, Mapping) else ""),
    )


def _is_preprint(item: Item) -> bool:
    """An `article` is a preprint or a working paper (CSL 1.0.2); its genre says which."""
    return _string(item, "type") == "article" and "preprint" in _string(item, "genre").casefold()


def _types(item: Item) -> tuple[str, ...]:
    genre = _string(item, "genre")
    return tuple(genre.split(";")) if genre else ()


def _string(value: Mapping[str, object], *names: str) -> str:
    """The first of these that is a string (numbers come as such); of a list its first."""
    for name in names:
        found = value.get(name)
        if isinstance(found, list) and found:
            found = found[0]
        if isinstance(found, str) and found.strip():
            return found
    return ""


def _marked_up(text: str) -> str:
    """A title without the markup that CSL allows, and with the characters that stand for themselves as entities."""
    return _ENTITY.sub(lambda m: _CHARACTERS[m[1]], _TAG.sub("", text))


def authors(value: object) -> tuple[Author, ...]:
    """Persons and, in `literal`, groups."""
    names = value[:_MOST] if isinstance(value, list) else []
    return tuple(_author(name) for name in names if isinstance(name, Mapping))


def _author(name: Mapping[str, object]) -> Author:
    if literal := _string(name, "literal"):
        return Author(collective=literal)
    given = _string(name, "given")
    particles = (_string(name, "dropping-particle"), _string(name, "non-dropping-particle"), _string(name, "family"))
    family = " ".join(part for part in particles if part)
    if not family:
        return author_of(given)
    return Author(family, given, initials_of(given), suffix=_string(name, "suffix"))


def journal(item: Item) -> Journal:
    """Where it appeared; of a chapter, the book."""
    return Journal(
        _marked_up(_string(item, "container-title")),
        _string(item, "container-title-short", "journalAbbreviation"),
        issn_in(_string(item, "ISSN")),
        _string(item, "volume"),
        _string(item, "issue"),
        _string(item, "page"),
    )


def _date(value: object, origin: str) -> Published:
    """`date-parts` as numbers or strings, else what `raw` or `literal` says; of a range the beginning."""
    if not isinstance(value, Mapping):
        return read_date(value, origin)
    parts = value.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts else None
    if isinstance(first, list) and first:
        numbers = [str(part) for part in first[:3] if re.fullmatch(r"\d{1,4}", str(part))]
        for length in range(len(numbers), 0, -1):  # a month that there is not is left out
            found = read_date("-".join([numbers[0], *numbers[1:length]]), origin)
            if found.date and found.date.count("-") == length - 1:
                return found
    return read_date(_string(value, "raw", "literal"), origin)
