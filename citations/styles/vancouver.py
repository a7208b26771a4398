"""Vancouver: the ICMJE's recommendations, after NLM's Citing Medicine; six authors, then et al.

What our records do not hold is left out, never guessed: a book's editors and publisher, and the day on which a page
was read. Where a record's date is that of its electronic version, the year is that one's.
"""

import re

from citations.styles.dates import in_nlm
from citations.styles.kinds import Citable, kind_of
from citations.styles.languages import languages_of
from citations.styles.names import ORDINALS, listed
from citations.styles.pages import shortened
from citations.styles.state import state_of
from citations.styles.text import flat, sentence, undotted, unmarked
from citations.styles.titles import title_of, warned

MOST_AUTHORS = 6
_PART_OF_VOLUME = re.compile(r"(?:suppl|pt|spec)\b", re.IGNORECASE)  # an issue so named follows without parentheses


def vancouver(document: Citable) -> str:
    """One reference in plain text, with PMID and DOI where the record has them; a guideline is its organisation's."""
    ids, url = document.identifiers, flat(document.url)
    authors = listed(document.authors, MOST_AUTHORS, MOST_AUTHORS, ORDINALS) or flat(document.organisation)
    parts = [
        sentence(authors),
        sentence(warned(title_of(document), document)),
        *_where(document),
        sentence(f"Edition: {flat(document.edition)}") if document.edition else "",
        sentence(", ".join(languages_of(document))),
        f"doi: {flat(ids.doi)}." if ids.doi else "",
        "Epub ahead of print." if kind_of(document) == "ahead" else "",
        f"PMID: {ids.pmid}." if ids.pmid else "",
        sentence(state_of(document)),
        f"Available from: {url}" if url and not ids.pmid else "",
    ]
    return " ".join(part for part in parts if part)


def _where(document: Citable) -> list[str]:
    """What appeared in, when, and where in it."""
    name = _name(document)
    date = in_nlm(document.published.date)
    match kind_of(document):
        case "chapter":
            return [sentence(date), sentence(f"In: {name}{_internet(document)}"), *_within(document)]
        case "preprint":
            return [sentence(f"{name} [Preprint]".strip()), sentence(_when(document, date))]
        case "ahead":
            return [sentence(name), sentence(date)]
    return [sentence(name), sentence(_when(document, document.published.date[:4]))]


def _name(document: Citable) -> str:
    return undotted(document.journal.abbreviation) or unmarked(document.journal.title)


def _internet(document: Citable) -> str:
    return " [Internet]" if document.url else ""


def _within(document: Citable) -> list[str]:
    """The volume and the pages of a chapter."""
    journal = document.journal
    pages = shortened(flat(journal.pages))
    return [f"Vol. {flat(journal.volume)}." if journal.volume else "", f"p. {pages}." if pages else ""]


def _when(document: Citable, date: str) -> str:
    """ "2020;12(3):1-9", "2002;42 Suppl 2:S93-9", "2020;372:n71"; what is missing is left out."""
    journal = document.journal
    volume, issue, pages = flat(journal.volume), flat(journal.issue), shortened(flat(journal.pages))
    if issue:
        volume = f"{volume} {issue}".strip() if _PART_OF_VOLUME.match(issue) else f"{volume}({issue})"
    placed = ";".join(part for part in (date, volume) if part)
    return (placed + (f":{pages}" if pages else "")).lstrip(":")
