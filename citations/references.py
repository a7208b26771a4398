"""References in Vancouver style: the ICMJE's recommendations, after NLM's Citing Medicine; six authors, then et al."""

from evidence.model import Author, Document

MOST_AUTHORS = 6


def vancouver(document: Document) -> str:
    """One reference in plain text, with PMID and DOI where the record has them; a guideline is its organisation's."""
    ids = document.identifiers
    parts = [
        _sentence(", ".join(_authors(document.authors)) or document.organisation),
        _sentence(document.title),
        _where(document),
        _sentence(f"Edition: {document.edition}") if document.edition else "",
        f"doi: {ids.doi}." if ids.doi else "",
        f"PMID: {ids.pmid}." if ids.pmid else "",
        f"Available from: {document.url}" if document.url and not ids.pmid else "",
    ]
    return " ".join(part for part in parts if part)


def _authors(authors: tuple[Author, ...]) -> list[str]:
    names = [a.collective.rstrip(".") or " ".join(p for p in (a.family, a.initials, a.suffix) if p) for a in authors]
    names = [name for name in names if name]
    return [*names[:MOST_AUTHORS], "et al"] if len(names) > MOST_AUTHORS else names


def _where(document: Document) -> str:
    journal = document.journal
    name = journal.abbreviation or journal.title
    volume = journal.volume + (f"({journal.issue})" if journal.issue else "")
    pages = f":{journal.pages}" if journal.pages else ""
    date = document.published.date[:4]
    when = ((f"{date};{volume}" if date and volume else date or volume) + pages).lstrip(":")
    return " ".join(_sentence(part) for part in (name, when) if part)


def _sentence(text: str) -> str:
    text = text.strip()
    return text if not text or text.rstrip("\"'”’»)]").endswith((".", "?", "!")) else text + "."
