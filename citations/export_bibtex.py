"""References as BibTeX in UTF-8: letters as they are, and only what LaTeX takes for its own escaped; one line a field."""

import re
from collections.abc import Iterable
from dataclasses import replace

from citations.entry import Entry, common_kept
from evidence.bibliography import MONTHS, Kept, kept_json
from evidence.model import Author

_ESCAPES = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}", "$": r"\$", "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_",
}  # fmt: skip
_VERBATIM = {character: _ESCAPES[character] for character in "\\{}"}
_LIGATURE = re.compile(r"(-(?=-)|`(?=`)|'(?='))")
_PAGES = re.compile(r"([^-\s]+)-([^-\s]+)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
_UNFIT_FOR_KEY = re.compile(r"[^A-Za-z0-9:.+/_-]+")
# publication type -> the entry's type
_TYPES = {
    "preprint": "unpublished", "book": "book", "book chapter": "incollection", "technical report": "techreport",
    "government publication": "techreport", "conference paper": "inproceedings", "unpublished work": "unpublished",
    "journal article": "article",
}  # fmt: skip


def to_bibtex(entries: Iterable[Entry]) -> str:
    """A BibTeX file. Keys are the documents' own names, so they stay the same from one export to the next."""
    used: set[str] = set()
    return "\n".join(_entry(entry, _key(entry.name, used)) for entry in entries)


def _key(name: str, used: set[str]) -> str:
    """The name in letters that a key may have; one that was used before gets a number."""
    bare = _UNFIT_FOR_KEY.sub("_", name) or "document"
    key = next(k for k in (bare, *(f"{bare}-{i}" for i in range(2, len(used) + 3))) if k.casefold() not in used)
    used.add(key.casefold())
    return key


def _entry(entry: Entry, key: str) -> str:
    kind = entry_type(entry)
    lines = [f"  {name} = {value}," for name, value in _fields(entry, kind, key) if value not in ("", "{}")]
    return "\n".join([f"@{kind}{{{key},", *lines, "}", ""])


def _fields(entry: Entry, kind: str, key: str) -> list[tuple[str, str]]:
    own, journal, date = entry.identifiers, entry.journal, entry.published.date
    pages = _PAGES.fullmatch(journal.pages)
    return [
        ("title", f"{{{_braced(entry.title)}}}"),
        ("origtitle", _braced(entry.vernacular)),
        ("author", "{" + " and ".join(_author(author) for author in entry.authors) + "}"),
        ("booktitle" if kind in ("incollection", "inproceedings") else "journal", _braced(journal.title)),
        ("shortjournal", _braced(journal.abbreviation)),
        ("year", _braced(date[:4])),
        ("month", MONTHS[int(date[5:7]) - 1] if date[5:7] else ""),
        ("date", _braced(date)),
        ("edition", _braced(entry.edition)),
        ("volume", _braced(journal.volume)),
        ("number", _braced(journal.issue)),
        ("pages", f"{{{escaped(pages[1])}--{escaped(pages[2])}}}" if pages else _braced(journal.pages)),
        ("issn", _braced(journal.issn)),
        ("doi", f"{{{_verbatim(own.doi)}}}"),
        ("pmid", _braced(own.pmid)),
        ("pmcid", _braced(own.pmcid)),
        ("url", f"{{{_verbatim(entry.url)}}}"),
        ("language", _braced(" and ".join(entry.languages))),
        ("keywords", "{" + ", ".join(_listed(k) for k in entry.keywords) + "}"),
        ("pubtypes", "{" + "; ".join(_listed(t) for t in entry.types) + "}"),
        ("note", _braced(entry.state_note)),
        ("abstract", _braced(entry.abstract_text)),
        ("x-evidence", f"{{{kept_json(_kept(entry, kind, key))}}}"),
    ]


def _kept(entry: Entry, kind: str, key: str) -> Kept:
    untyped = not entry.types and kind != "misc"
    return replace(common_kept(entry), untyped=untyped, name=entry.name if key != entry.name else "")


def entry_type(entry: Entry) -> str:
    """From the publication types, and from where it appeared."""
    found = next((_TYPES[name.casefold()] for name in entry.types if name.casefold() in _TYPES), "")
    return found or ("article" if entry.journal.title or entry.journal.abbreviation else "misc")


def _author(author: Author) -> str:
    if author.collective:
        return f"{{{escaped(author.collective)}}}"
    given = author.given or " ".join(author.initials)
    parts = (author.family, author.suffix, given) if author.suffix else (author.family, given)
    return ", ".join(_name(part) for part in parts)


def _name(part: str) -> str:
    """In braces where its words would be taken for what they are not."""
    safe = escaped(part)
    return f"{{{safe}}}" if re.search(r",|\band\b", safe, re.IGNORECASE) else safe


def _listed(item: str) -> str:
    safe = escaped(item)
    return f"{{{safe}}}" if "," in safe or ";" in safe else safe


def _braced(text: str) -> str:
    return f"{{{escaped(text)}}}"


def escaped(text: str) -> str:
    """One line that LaTeX prints as `text`; braces stay balanced, and no two characters join to a third."""
    apart = _LIGATURE.sub("\\1\0", _CONTROL.sub(" ", text))
    return "".join("{}" if c == "\0" else _ESCAPES.get(c, c) for c in apart).strip()


def _verbatim(text: str) -> str:
    return "".join(_VERBATIM.get(c, c) for c in _CONTROL.sub(" ", text))
