"""A document as a segment stores it: the columns that searches and loads read, its body, its links, its passages.

A body holds the document as its own record states it. What the library knows beyond that (its state in the eyes of
others, the other sources that hold it) stands in columns, so that it can change without the record.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

import msgspec

from evidence.codec import decode_document, encode
from evidence.external import doi_key
from evidence.model import Document, Link, Notice, Passage, Status
from evidence.packing import packed, unpacked
from evidence.work_key import work_key


@dataclass(frozen=True, slots=True)
class Row:
    """One document, ready to be written. Lists in text columns are separated by tabs."""

    id: str
    source: str
    also_in: str
    status: Status  # as the library knows it
    stated: Status  # as the record itself states it
    notices: str  # JSON of what others say of it, "" for nothing
    design: str
    year: int | None
    languages: str
    published: str
    title: str
    form: str
    text_form: str  # of an article whose full text was read from elsewhere than its record, "" for all others
    version: int
    revised: str
    doi: str  # as `evidence.external.doi_key` makes it
    pmcid: str  # with its prefix
    work: str  # as `evidence.work_key.work_key` makes it
    preprint: int  # 1 for a preprint
    ordered: int  # 1 where it came from PubMed's numbered files, whose order counts
    digest: str  # of the body before it is compressed: `evidence.codec.digest`
    body: bytes  # compressed JSON
    links: tuple[tuple[str, str], ...]  # (RefType, target)
    passages: tuple[tuple[int, int], ...]  # (start, end) in characters


@dataclass(frozen=True, slots=True)
class Head:
    """What is known of a record without reading its body."""

    id: str
    source: str
    also_in: tuple[str, ...]
    status: Status
    stated: Status
    notices: str
    design: str
    published: str
    title: str
    form: str
    text_form: str
    version: int
    revised: str
    doi: str
    pmcid: str
    work: str
    preprint: int
    ordered: int
    digest: str


@dataclass(frozen=True, slots=True)
class InputRecord:
    """A file that was loaded whole: `key` is its hash and how it was read; `refused` is JSON.

    Of a file of PubMed's numbered sequence, `sequence` is its year and number ("26:0001") and `members` the packed set
    of PMIDs that it holds.
    """

    key: str
    name: str
    read: int
    refused: str
    sequence: str = ""
    members: bytes = b""


@dataclass(frozen=True, slots=True)
class StatusChange:
    """A document of the library whose status is no longer what it was; `by` is the record or the list that says so."""

    id: str
    old: str
    new: str
    by: str
    at: str  # ISO date and time, UTC


HEAD = (
    "id, source, also_in, status, stated, notices, design, published, title, form, text_form, version, revised, doi, pmcid,"
    " work, preprint, ordered, digest"
)


def row_of(document: Document, passages: Sequence[Passage]) -> Row:
    """The row of a document that carries the status that it states itself."""
    body = encode(replace(document, also_in=(), notices=()))
    languages = "".join(f"\t{language}" for language in document.languages) + "\t"
    return Row(
        document.id,
        document.source,
        "\t".join(document.also_in),
        document.status,
        document.status,
        "",
        document.design,
        document.published.year,
        languages,
        document.published.date,
        document.title,
        document.form,
        document.text_form,
        document.version,
        document.revised,
        doi_key(document.identifiers.doi),
        document.identifiers.pmcid,
        work_key(document),
        int(document.is_preprint),
        0,
        hashlib.sha256(body).hexdigest()[:32],
        packed(body),
        tuple((k.kind, target) for k in document.links if k.kind != "Cites" and (target := _target(k))),
        tuple((p.start, p.end) for p in passages),
    )


def doi_target(doi: str) -> str:
    """What the links' table has for an article that is named by its DOI alone (`evidence.external.doi_key`)."""
    return f"doi:{doi}"


def _target(link: Link) -> str:
    """A document's id, or `doi:...` where only a note names the article; "" where nothing does."""
    named = link.note.removeprefix("doi:").strip()
    return link.target or (doi_target(doi_key(named)) if link.note.startswith("doi:") and doi_key(named) else "")


def document_of(body: bytes, also_in: str = "", status: str = "", notices: str = "") -> Document:
    """The document of a body, with what the columns say of it. Raises zlib.error or msgspec.DecodeError."""
    document = decode_document(unpacked(body))
    if not also_in and not notices and status in ("", document.status):
        return document
    return replace(
        document,
        also_in=tuple(also_in.split("\t")) if also_in else (),
        status=status or document.status,  # type: ignore[arg-type]  # as we wrote it
        notices=decode_notices(notices),
    )


def decode_notices(notices: str) -> tuple[Notice, ...]:
    """What `encode_notices` wrote."""
    return msgspec.json.decode(notices, type=tuple[Notice, ...]) if notices else ()


def encode_notices(notices: Sequence[Notice]) -> str:
    """JSON, "" for none."""
    return encode(notices).decode() if notices else ""


def head_of(values: Sequence[object]) -> Head:
    """A row of the HEAD columns."""
    listed = list(values)
    listed[2] = tuple(str(listed[2]).split("\t")) if listed[2] else ()
    return Head(*listed)  # type: ignore[arg-type]  # sqlite rows are untyped
