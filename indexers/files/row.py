"""One line of a JSONL corpus -> Document: BEIR's names (_id, title, text) and SciFact's (doc_id, title, abstract)."""

import re
from collections.abc import Mapping

from evidence.appraisal import indexed_design, status_of
from evidence.errors import RecordRefusedError
from evidence.model import Document, Identifiers, Journal, Published, Section, Term
from evidence.preprints import is_preprint_record
from indexers.files.dates import read_date
from indexers.files.names import document_id

Row = Mapping[str, object]

_ID_NAMES = ("_id", "doc_id", "id")
_BODY_NAMES = ("text", "abstract")
_PMID = re.compile(r"0*([1-9]\d{0,8})", re.ASCII)
_SENTENCE_END = re.compile(r"[.!?](?=\s)")
_TITLE_LENGTH = 100  # characters of the text that stand in for a missing title


def row_document_id(row: Row, collection: str) -> str:
    """`pubmed:<pmid>` where the line has a numeric pmid, else `file:<collection>/<_id>`; "" where it has neither."""
    pmid = _pmid(row)
    name = row_name(row)
    return f"pubmed:{pmid}" if pmid else document_id(collection, name) if name else ""


def row_name(row: Row) -> str:
    """The line's own id, as written; "" if it has none."""
    for key in _ID_NAMES:
        value = row.get(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
    return ""


def document_from_row(row: Row, collection: str) -> Document:
    """The document that a line states. Raises RecordRefusedError, which names the line's id."""
    identifier = row_document_id(row, collection)
    if not identifier:
        raise RecordRefusedError("", "it has no _id")
    fields = _Fields(row, row_name(row) or identifier)
    fields.sound(fields.name, "_id")
    title, text, sections = _body(fields)
    types = _publication_types(fields)
    pmid = _pmid(row)
    return Document(
        id=identifier,
        title=title,
        text=text,
        source=collection,
        form="jsonl",
        sections=sections,
        published=_published(fields),
        identifiers=Identifiers(pmid=pmid, doi=fields.string("doi")),
        publication_types=types,
        design=indexed_design(types, (), title),
        status=status_of((), types),
        is_preprint=_is_preprint(fields, types),
        licence=fields.string("licence") or fields.string("license"),
        url=f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/" if pmid else fields.string("url"),
    )


def _is_preprint(fields: "_Fields", types: tuple[Term, ...]) -> bool:
    """By its type, its journal (which is read for nothing else) or its DOI."""
    return any(term.name.lower() == "preprint" for term in types) or is_preprint_record(
        Journal(fields.string("journal")), fields.string("publisher"), fields.string("doi")
    )


_WRAP = re.compile(r"(?<=[^\s.!?:;])\n(?=[a-z0-9(])")  # a line broken by its width: inside a sentence, not a paragraph


class _Fields:
    """Reads a line's fields, at the top or in BEIR's `metadata`; what cannot be written as text is refused."""

    def __init__(self, row: Row, name: str) -> None:
        metadata = row.get("metadata")
        self._row = {**metadata, **row} if isinstance(metadata, dict) else row
        self.name = name

    def get(self, key: str) -> object:
        return self._row.get(key)

    def string(self, key: str) -> str:
        value = self.get(key)
        return self.sound(value, key) if isinstance(value, str) else ""

    def body(self) -> str:
        """The text, or SciFact's list of sentences joined by a space."""
        for key in _BODY_NAMES:
            value = self.get(key)
            if isinstance(value, list) and all(isinstance(part, str) for part in value):
                value = " ".join(part.strip() for part in value)
            if value and not isinstance(value, str):
                raise RecordRefusedError(self.name, f"its {key} is neither a string nor a list of strings")
            if isinstance(value, str) and value.strip():
                return self.sound(value, key)
        return ""

    def sound(self, value: str, key: str) -> str:
        if "\x00" in value:
            raise RecordRefusedError(self.name, f"its {key} holds a NUL character")
        try:
            value.encode()
        except UnicodeEncodeError:
            raise RecordRefusedError(self.name, f"its {key} holds half of a surrogate pair") from None
        return _WRAP.sub(" ", value.replace("\r\n", "\n").replace("\r", "\n").strip())


def _body(fields: _Fields) -> tuple[str, str, tuple[Section, ...]]:
    """(title, text, sections): the title, a blank line and the body, or the one that there is."""
    title = " ".join(fields.string("title").splitlines())
    body = fields.body()
    if not title and not body:
        raise RecordRefusedError(fields.name, "it has no title and no text")
    if not title:
        return _opening(body), body, (Section("Body", 0, len(body)),)
    sections = (Section("Title", 0, len(title)),)
    if not body:
        return title, title, sections
    text = f"{title}\n\n{body}"
    return title, text, (*sections, Section("Body", len(title) + 2, len(text)))


def _opening(body: str) -> str:
    """The first sentence, or the first words of it."""
    line = body.split("\n", 1)[0]
    end = _SENTENCE_END.search(line)
    sentence = line[: end.end()] if end else line
    if len(sentence) <= _TITLE_LENGTH:
        return sentence.strip()
    cut = sentence[:_TITLE_LENGTH]
    return cut[: cut.rfind(" ")] if " " in cut else cut


def _pmid(row: Row) -> str:
    value = row.get("pmid")
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # what pandas makes of a column of integers with a gap
    if isinstance(value, bool) or not isinstance(value, int | str):
        return ""
    match = _PMID.fullmatch(value.strip()) if isinstance(value, str) else _PMID.fullmatch(f"{value:d}"[:20])
    return match.group(1) if match else ""


def _published(fields: _Fields) -> Published:
    for key in ("date", "published", "publication_date", "year"):
        found = read_date(fields.get(key), key)
        if found.date:
            return found
    return Published()


def _publication_types(fields: _Fields) -> tuple[Term, ...]:
    value = fields.get("publication_types")
    items = value if isinstance(value, list) else [value] if isinstance(value, str | dict) else []
    terms = [_term(fields, item) for item in items]
    return tuple(term for term in terms if term.name)


def _term(fields: _Fields, item: object) -> Term:
    if isinstance(item, dict):
        ui, name = item.get("ui"), item.get("name")
        return Term(*(fields.sound(v, "publication_types") if isinstance(v, str) else "" for v in (ui, name)))
    return Term("", fields.sound(item, "publication_types") if isinstance(item, str) else "")
