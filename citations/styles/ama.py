"""AMA, 11th edition: of more than six authors three, then et al; pages in full; the DOI last, without a full stop.

Plain text: the italics of journals and books are not shown. The day on which a page was read is not known, and left
out. An article without a DOI ends in its PMID, so that it can be found.
"""

import re

from citations.styles.dates import in_ama
from citations.styles.kinds import Citable, kind_of
from citations.styles.languages import languages_of
from citations.styles.names import ROMANS, listed
from citations.styles.pages import in_full
from citations.styles.state import state_of
from citations.styles.text import flat, sentence, undotted, unmarked
from citations.styles.titles import is_bracketed, title_of, warned

MOST_AUTHORS, FIRST_AUTHORS = 6, 3
_SUPPLEMENT = re.compile(r"(.*?)\s*\b((?:suppl|pt|spec no)\b.*)", re.IGNORECASE)


def ama(document: Citable) -> str:
    """One reference in plain text; a guideline is its organisation's."""
    authors = listed(document.authors, MOST_AUTHORS, FIRST_AUTHORS, ROMANS) or flat(document.organisation)
    edition = flat(document.edition)
    parts = [
        sentence(authors),
        sentence(_title(document)),
        *_where(document),
        sentence(f"Edition: {edition}") if edition else "",
        _address(document),
    ]
    return " ".join(part for part in parts if part)


def _title(document: Citable) -> str:
    """A translation without brackets, its language after it: "Aspirin in stroke [in German]"."""
    title, languages = title_of(document), languages_of(document)
    if languages:
        title = title[1:-1].rstrip(".") if is_bracketed(title) else title
    notes = [f"[in {' and '.join(languages)}]"] if languages else []
    state = state_of(document)
    notes += [f"[{state[0].lower()}{state[1:]}]"] if state else []
    return " ".join([warned(title, document), *notes])


def _where(document: Citable) -> list[str]:
    """What it appeared in, when, and where in it."""
    date, journal = document.published.date, document.journal
    name = undotted(journal.abbreviation) or unmarked(journal.title)
    match kind_of(document):
        case "chapter":
            return [sentence(f"In: {name}"), _volume_of_book(document), sentence(_year_and_pages(document))]
        case "preprint":
            return [sentence(name), sentence(f"Preprint posted online {in_ama(date)}" if date else "Preprint")]
        case "ahead":
            return [sentence(name), sentence(f"Published online {in_ama(date)}")]
        case "page":
            return [sentence(f"Published {in_ama(date)}" if date else "")]
    return [sentence(name), sentence(_placed(document))]


def _volume_of_book(document: Citable) -> str:
    return f"Vol {flat(document.journal.volume)}." if document.journal.volume else ""


def _year_and_pages(document: Citable) -> str:
    pages = in_full(flat(document.journal.pages))
    return ":".join(part for part in (document.published.date[:4], pages) if part)


def _placed(document: Citable) -> str:
    """ "2020;12(3):1008-1012", "2002;42(suppl 2):S93-S99"; what is missing is left out."""
    journal = document.journal
    pages = in_full(flat(journal.pages))
    volume = _split(flat(journal.volume), bare=True) + _split(flat(journal.issue), bare=False)
    placed = ";".join(part for part in (document.published.date[:4], volume) if part)
    return (placed + (f":{pages}" if pages else "")).lstrip(":")


def _split(text: str, *, bare: bool) -> str:
    """A supplement stands in parentheses of its own: "6 Suppl 19" is (6)(suppl 19)."""
    found = _SUPPLEMENT.fullmatch(text)
    before, supplement = found.groups() if found else (text, "")
    head = before if bare or not before else f"({before})"
    return head + (f"({supplement[0].lower()}{supplement[1:]})" if supplement else "")


def _address(document: Citable) -> str:
    ids, url = document.identifiers, flat(document.url)
    if ids.doi:
        return f"doi:{flat(ids.doi)}"
    return f"PMID: {ids.pmid}" if ids.pmid else url
