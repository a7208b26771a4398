"""References as a table: a row each, for spreadsheets and screening tools (RFC 4180, UTF-8)."""

import csv
import io
import re
from collections.abc import Iterable

from citations.entry import Entry
from evidence.model import Author

COLUMNS = (
    "id", "pmid", "pmcid", "doi", "title", "authors", "journal", "journal_abbreviation", "issn", "year", "date", "volume",
    "issue", "pages", "languages", "publication_types", "keywords", "edition", "preprint", "status", "status_by",
    "url", "abstract",
)  # fmt: skip
# what a spreadsheet takes for a formula's beginning (OWASP, CSV injection), behind what cannot be seen, too
_UNSEEN = r"\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_FORMULA = re.compile(rf"[{_UNSEEN}]*[=+\-@＝＋－＠]|[ \xa0]*[\t\r\n]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def to_csv(entries: Iterable[Entry]) -> str:
    """A header row and a row for each reference; lists are joined by "; "."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for entry in entries:
        writer.writerow([harmless(cell) for cell in _row(entry)])
    return out.getvalue()


def _row(entry: Entry) -> list[str]:
    own, journal = entry.identifiers, entry.journal
    return [
        entry.id, own.pmid, own.pmcid, own.doi, entry.title, "; ".join(_author(a) for a in entry.authors),
        journal.title, journal.abbreviation, journal.issn, entry.published.date[:4], entry.published.date, journal.volume,
        journal.issue, journal.pages, "; ".join(entry.languages), "; ".join(entry.types), "; ".join(entry.keywords),
        entry.edition, "yes" if entry.is_preprint else "no", entry.status, "; ".join(entry.said_by), entry.url, entry.abstract_text,
    ]  # fmt: skip


def harmless(cell: str) -> str:
    """A cell that no spreadsheet computes: an apostrophe goes before what would begin a formula."""
    cell = _CONTROL.sub("", cell)
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _author(author: Author) -> str:
    if author.collective:
        return author.collective
    return ", ".join(part for part in (author.family, author.given or author.initials, author.suffix) if part)
