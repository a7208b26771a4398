"""Fields of a BibTeX entry: those of BibTeX, of biblatex, and what PubMed exporters, Zotero and JabRef add."""

import re
from functools import partial

from evidence.bibliography import MONTHS, read_kept
from evidence.model import Author, Journal, Published
from evidence.preprints import is_preprint_server
from indexers.files.bibtex_records import BibtexEntry
from indexers.files.dates import read_date
from indexers.files.latex import plain
from indexers.files.person_names import author_of, person
from indexers.files.stated import Stated, issn_in, pmcid_in, pmid_in, pmid_in_address, pmid_in_note

KEPT_FIELD = "x-evidence"
# the entry's type -> the publication type it implies
TYPES = {
    "article": "Journal Article", "book": "Book", "inbook": "Book Chapter", "incollection": "Book Chapter",
    "booklet": "Book", "inproceedings": "Conference Paper", "conference": "Conference Paper",
    "proceedings": "Congress", "techreport": "Technical Report", "report": "Technical Report",
    "phdthesis": "Academic Dissertation", "mastersthesis": "Academic Dissertation", "thesis": "Academic Dissertation",
    "unpublished": "Unpublished Work", "dataset": "Dataset", "online": "Web Page",
}  # fmt: skip
_AND = re.compile(r"(?<!\S)and(?!\S)", re.IGNORECASE)
_VERBATIM = re.compile(r"\\([_%&#~{}$])(?:\{\})?|\\text(backslash|braceleft|braceright)\{\}|[{}]")
_VERBATIM_NAMES = {"backslash": "\\", "braceleft": "{", "braceright": "}"}


def stated(entry: BibtexEntry) -> Stated:
    """What the entry says, in our terms."""
    text = partial(_text, entry)
    note = text("note", "annote")
    return Stated(
        line=entry.line,
        key=entry.key,
        title=_title(entry),
        abstract=text("abstract"),
        vernacular=text("origtitle"),
        authors=authors(entry.get("author") or entry.get("editor")),
        journal=journal(entry),
        published=published(entry),
        pmid=pmid_in(text("pmid")) or _eprint(entry) or pmid_in_note(note) or _addressed(entry),
        pmcid=pmcid_in(text("pmcid", "pmc")),
        doi=_verbatim(entry.get("doi")),
        languages=(text("language", "langid"),),
        keywords=_list(entry.get("keywords", "keyword")),
        types=_list(entry.get("pubtypes"), ";"),
        implied_type=TYPES.get(entry.kind, ""),
        url=_verbatim(entry.get("url")),
        publisher=text("publisher"),
        note=note,
        preprint=_is_preprint(entry),
        kept=read_kept(_unwrapped(entry.get(KEPT_FIELD))),
    )


def _is_preprint(entry: BibtexEntry) -> bool:
    """By the archive of an entry that names no journal, or by how a preprint says where it was put."""
    archive = "" if entry.get("journal", "journaltitle") else _text(entry, "eprinttype", "archiveprefix")
    names = (archive, _text(entry, "howpublished"), _text(entry, "institution"))
    return any(map(is_preprint_server, names))


def _text(entry: BibtexEntry, *names: str) -> str:
    """A field's text with LaTeX undone; a wrapped line goes on after a blank."""
    return plain(_unwrapped(entry.get(*names)))


def _unwrapped(value: str) -> str:
    return " ".join(line.strip() for line in value.split("\n")) if "\n" in value else value


def _verbatim(value: str) -> str:
    """An address or a DOI, in which only what BibTeX cannot hold is escaped."""
    return _VERBATIM.sub(lambda m: m[1] or _VERBATIM_NAMES.get(m[2] or "", ""), value.replace("\n", "")).strip()


def _title(entry: BibtexEntry) -> str:
    subtitle = _text(entry, "subtitle")
    title = _text(entry, "title")
    return f"{title}: {subtitle}" if title and subtitle else title or subtitle


def _eprint(entry: BibtexEntry) -> str:
    is_pubmed = _text(entry, "eprinttype", "archiveprefix").casefold() in ("pubmed", "pmid", "medline")
    return pmid_in(_text(entry, "eprint")) if is_pubmed else ""


def _addressed(entry: BibtexEntry) -> str:
    return pmid_in_address(_verbatim(entry.get("url")))


def authors(value: str) -> tuple[Author, ...]:
    """Names joined by "and"; one that stands in braces is a group."""
    names = [name.strip() for name in split_outside(_unwrapped(value), _AND)]
    return tuple(_author(name) for name in names if name and name.casefold() != "others")


def _author(name: str) -> Author:
    family, *rest = (part.strip() for part in split_outside(name, re.compile(",")))
    if len(rest) == 1:
        return person(plain(family), plain(rest[0]))
    if rest:
        return person(plain(family), plain(", ".join(rest[1:])), plain(rest[0]))
    if name.startswith("{") and _closes_at_end(name):
        return Author(collective=plain(name))
    return _first_name_first(name)


def _closes_at_end(name: str) -> bool:
    """Whether the brace that opens a name is closed by its last character."""
    depth = 0
    for i, character in enumerate(name):
        depth += {"{": 1, "}": -1}.get(character, 0)
        if depth == 0:
            return i == len(name) - 1
    return False


def _first_name_first(name: str) -> Author:
    """ "Ludwig van Beethoven": the family name begins with the first word in lower case, else it is the last word."""
    words = [word for word in split_outside(name, re.compile(r"[\s~]+")) if word]
    if len(words) < 2:
        return author_of(plain(name))
    particle = next((i for i, word in enumerate(words[1:-1], 1) if word[0].islower()), len(words) - 1)
    return person(plain(" ".join(words[particle:])), plain(" ".join(words[:particle])))


def split_outside(text: str, separator: re.Pattern[str]) -> list[str]:
    """`text` cut where `separator` stands outside of braces."""
    depths: list[int] = []
    depth = 0
    for i, character in enumerate(text):
        if character in "{}" and text[i - 1 : i] != "\\":
            depth = max(0, depth + (1 if character == "{" else -1))
        depths.append(depth)
    found, at = [], 0
    for cut in separator.finditer(text):
        if cut.end() > cut.start() and depths[cut.start()] == 0:
            found.append(text[at : cut.start()])
            at = cut.end()
    return [*found, text[at:]]


def _list(value: str, separators: str = "") -> tuple[str, ...]:
    """Items set apart by ";", or where there is none outside of braces, by ","."""
    value = _unwrapped(value)
    parts = split_outside(value, re.compile(";"))
    if len(parts) == 1 and not separators:
        parts = split_outside(value, re.compile(","))
    return tuple(plain(part).strip() for part in parts)


def journal(entry: BibtexEntry) -> Journal:
    """Where it appeared; of a chapter or a talk, the book."""
    text = partial(_text, entry)
    pages = plain(re.sub(r"(?<=[^\s-]) ?-- ?(?=[^\s-])", "-", entry.get("pages")))
    return Journal(
        text("journal", "journaltitle", "booktitle"),
        text("shortjournal", "journalabbr", "journal_abbrev"),
        issn_in(text("issn")),
        text("volume"),
        text("number", "issue"),
        pages,
    )


def published(entry: BibtexEntry) -> Published:
    """`date` where it is of the year that `year` states, else year, month and day."""
    whole, year = read_date(_text(entry, "date"), "date"), read_date(_text(entry, "year"), "year")
    if whole.date and (not year.date or whole.year == year.year):
        return whole
    month = _month(_text(entry, "month"))
    if not year.date or not month:
        return year
    day = _text(entry, "day")
    return read_date(
        f"{year.date}-{month:02}" + (f"-{int(day):02}" if re.fullmatch("[0-9]{1,2}", day) else ""), "month"
    )


def _month(text: str) -> int:
    """1 to 12 of "mar", "March" or "3"; 0 for anything else."""
    text = text.strip(" .").lower()
    if re.fullmatch("[0-9]{1,2}", text):
        return int(text) if 1 <= int(text) <= 12 else 0
    return MONTHS.index(text[:3]) + 1 if text[:3] in MONTHS else 0
