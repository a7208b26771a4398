"""Reference lists in files of their own (`--references`): CSL-JSON, RIS, or JSON lines that name documents."""

import json
from collections.abc import Iterator
from typing import Any

from citations.manuscript.author_years import year_mark
from citations.manuscript.characters import lowered, view
from citations.manuscript.decoded import decode, is_zip, refuse_what_is_no_text
from citations.manuscript.given_ris import looks_like_ris, read_ris
from citations.manuscript.identifiers import clean_doi, of_address
from citations.manuscript.model import Reference
from evidence.errors import RecordRefusedError, UsageError

_FORMS = 'CSL-JSON, RIS, or JSON lines of {"marker": "[1]", "document_id": "pubmed:31883958"}'


def read_references(data: bytes, name: str) -> tuple[Reference, ...]:
    """The references in the file's order.

    Raises RecordRefusedError for an empty or binary file, UsageError for one in none of the three forms or a line
    of it that is not.
    """
    refuse_what_is_no_text(data, name)
    if is_zip(data):
        raise RecordRefusedError(name, f"it is an archive and no list of references: give {_FORMS}")
    text = decode(data, name)
    if text.lstrip().startswith(("{", "[")):
        found = tuple(_from_json(text, name))
    elif looks_like_ris(text):
        found = tuple(read_ris(text))
    else:
        raise UsageError(f"{name} is no list of references that can be read: give {_FORMS}.")
    if not found:
        raise UsageError(f"{name} holds no reference: give {_FORMS}.")
    return found


def _from_json(text: str, name: str) -> Iterator[Reference]:
    """CSL-JSON as one value, else a value on each line."""
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        whole = None
    if isinstance(whole, dict) and isinstance(whole.get("items"), list):
        whole = whole["items"]
    if isinstance(whole, list):
        yield from (_from_item(item, name, f"entry {place}") for place, item in enumerate(whole, start=1))
        return
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            yield _from_item(_line(line, name, number), name, f"line {number}")


def _line(line: str, name: str, number: int) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{name}: line {number} is no JSON: give {_FORMS}.") from error


def _from_item(item: Any, name: str, where: str) -> Reference:
    if not isinstance(item, dict):
        raise UsageError(f"{name}: {where} is no reference: give {_FORMS}.")
    if "marker" in item or "document_id" in item:
        return _named_document(item, name, where)
    return _from_csl(item, where)


def _named_document(item: dict[str, Any], name: str, where: str) -> Reference:
    marker, document_id = item.get("marker"), item.get("document_id")
    if (
        not isinstance(marker, str | int)
        or not isinstance(document_id, str)
        or not str(marker).strip()
        or not document_id
    ):
        raise UsageError(f"{name}: {where} needs both a marker and a document_id: give {_FORMS}.")
    source, _, own = document_id.partition(":")
    return Reference(
        key_of(str(marker)), str(marker), document_id=document_id,
        pmid=own if source == "pubmed" and own.isdigit() else "",
        pmcid=own if source == "pmc" and own.startswith("PMC") else "",
    )  # fmt: skip


def key_of(marker: str) -> str:
    """A marker as written, "[1]", "³", "(Smith 2020)" or "[^2]", as the key that marks in a text get."""
    flat = lowered(view(marker)).strip().strip("[](){}").strip()
    if flat.isdigit():
        return str(int(flat))
    named = year_mark(flat)
    return f"{named.authors[0].lower()} {named.year}" if named else flat.lstrip("@") or marker


def _from_csl(item: dict[str, Any], where: str) -> Reference:
    """An item of CSL-JSON (citation-style-language, csl-data schema)."""
    authors = item.get("author") or item.get("editor") or ()
    return Reference(
        key=str(item.get("citation-number") or item.get("id") or where),
        text=_text(item.get("title")) or where,
        pmid=_digits(item.get("PMID")),
        pmcid=_pmcid(item.get("PMCID")),
        doi=_doi(_text(item.get("DOI"))),
        url=_text(item.get("URL")),
        title=_text(item.get("title")),
        authors=tuple(filter(None, map(_family, authors if isinstance(authors, list) else ()))),
        year=_year(item.get("issued")),
        journal=_text(item.get("container-title")),
    )


def _text(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _digits(value: Any) -> str:
    text = str(value).strip() if isinstance(value, str | int) else ""
    return text.lstrip("0") if text.isascii() and text.isdigit() else ""


def _pmcid(value: Any) -> str:
    text = str(value).strip().upper() if isinstance(value, str | int) else ""
    digits = text.removeprefix("PMC")
    return f"PMC{digits}" if digits.isascii() and digits.isdigit() else ""


def _doi(value: str) -> str:
    return of_address(value)[1] if "doi.org" in value.lower() else clean_doi(value) if value.startswith("10.") else ""


def _family(author: Any) -> str:
    """With its particle, as marks write it."""
    if not isinstance(author, dict):
        return ""
    name = f"{_text(author.get('non-dropping-particle'))} {_text(author.get('family'))}".strip()
    return name or _text(author.get("literal"))


def _year(issued: Any) -> str:
    parts = issued.get("date-parts") if isinstance(issued, dict) else None
    if isinstance(parts, list) and parts and isinstance(parts[0], list) and parts[0]:
        return str(parts[0][0])[:4]
    raw = _text(issued.get("raw") or issued.get("literal")) if isinstance(issued, dict) else ""
    return next((word for word in raw.replace("-", " ").split() if len(word) == 4 and word.isdigit()), "")
