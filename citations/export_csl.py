"""References as CSL-JSON, which Zotero, pandoc and citeproc read (citation style language, data schema 1.0.2)."""

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from citations.entry import Entry, common_kept
from evidence.bibliography import Kept, kept_json
from evidence.model import Author

_TAG = re.compile(r"<(?=/?(?:i|b|sub|sup|sc|span)(?:\s[^<>]*)?>)")
_ENTITY = re.compile(r"&(?=(?:lt|gt|amp|quot|apos);)")
# publication type -> the item's type
_TYPES = {
    "preprint": "article", "book": "book", "book chapter": "chapter", "technical report": "report",
    "government publication": "report", "conference paper": "paper-conference", "dataset": "dataset",
    "academic dissertation": "thesis", "unpublished work": "manuscript", "web page": "webpage",
    "journal article": "article-journal",
}  # fmt: skip


def to_csl(entries: Iterable[Entry]) -> str:
    """A JSON array, indented."""
    return json.dumps([item(entry) for entry in entries], ensure_ascii=False, indent=1) + "\n"


def item(entry: Entry) -> dict[str, Any]:
    """One reference; what is not known is left out."""
    own, journal = entry.identifiers, entry.journal
    kind = item_type(entry)
    kept = kept_json(_kept(entry, kind))
    value = {
        "id": entry.name,
        "type": kind,
        "title": _literal(entry.title),
        "original-title": _literal(entry.vernacular),
        "author": [_author(author) for author in entry.authors],
        "issued": {"date-parts": [[int(part) for part in entry.published.date.split("-")]]}
        if entry.published.date
        else None,
        "container-title": _literal(journal.title),
        "container-title-short": journal.abbreviation,
        "ISSN": journal.issn,
        "edition": entry.edition,
        "volume": journal.volume,
        "issue": journal.issue,
        "page": journal.pages,
        "DOI": own.doi,
        "PMID": own.pmid,
        "PMCID": own.pmcid,
        "URL": entry.url,
        "language": ", ".join(entry.languages),
        "genre": "; ".join(entry.types),
        "keyword": ", ".join(entry.keywords),
        "note": entry.state_note,
        "abstract": entry.abstract_text,
        "custom": {"evidence": kept} if kept else None,
    }
    return {name: each for name, each in value.items() if each}


def _literal(text: str) -> str:
    """A title in which nothing is taken for CSL's markup, or for an entity."""
    return _TAG.sub("&lt;", _ENTITY.sub("&amp;", text))


def item_type(entry: Entry) -> str:
    """From the publication types, and from where it appeared."""
    found = next((_TYPES[name.casefold()] for name in entry.types if name.casefold() in _TYPES), "")
    return found or ("article-journal" if entry.journal.title or entry.journal.abbreviation else "document")


def _kept(entry: Entry, kind: str) -> Kept:
    return replace(
        common_kept(entry),
        untyped=not entry.types and kind != "document",
        keywords=entry.keywords if any(c in keyword for keyword in entry.keywords for c in ",;") else (),
        types=entry.types if any(";" in name for name in entry.types) else (),
    )


def _author(author: Author) -> dict[str, str]:
    if author.collective:
        return {"literal": author.collective}
    given = author.given or " ".join(author.initials)
    parts = {"family": author.family, "given": given, "suffix": author.suffix}
    return {name: value for name, value in parts.items() if value}
