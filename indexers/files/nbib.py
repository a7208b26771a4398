"""NBIB files, which PubMed ("Send to: Citation manager") and PubMed Central write, to documents.

Poorer than PubMed's XML: headings, publication types and substances come without ids, the abstract as one string.
"""

import codecs
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO

from evidence.appraisal import indexed_design, status_of
from evidence.errors import RecordRefusedError
from evidence.model import Document, Identifiers
from evidence.preprints import is_preprint_record
from indexers.files import nbib_fields as fields
from indexers.files.charset import visible_characters
from indexers.files.names import readable
from indexers.files.nbib_abstract import parts_of
from indexers.files.nbib_records import MAX_RECORD, NbibRecord, read_records
from indexers.intake import Refused
from indexers.pubmed.markup import collapse
from indexers.pubmed.sections import NO_TITLE, compose, title

_ENDINGS = (".nbib", ".txt", ".medline")
_NO_ABSTRACT = "Abstract available from the publisher."  # PubMed's own words in place of one


def read_nbib(stream: BinaryIO, collection: str) -> Iterator[Document | Refused]:
    """Every record in the file's order; one that cannot be read is refused by its PMID and line."""
    if stream.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        yield Refused(collection, "it is UTF-16: NBIB must be UTF-8, as PubMed writes it")
        return
    stream.seek(0)
    for record in read_records(iter(partial(stream.readline, MAX_RECORD + 1), b"")):
        try:
            yield nbib_document(record, collection)
        except RecordRefusedError as error:
            yield Refused(f"{error.record} (line {record.line})".lstrip(), error.reason)


def nbib_collection(path: Path) -> str:
    """The file's name without its ending."""
    bare = readable(path.name).removesuffix(".gz")
    ending = next((e for e in _ENDINGS if bare.lower().endswith(e) and len(bare) > len(e)), "")
    return bare[: len(bare) - len(ending)]


def nbib_document(record: NbibRecord, collection: str) -> Document:
    """The document that a record states. Raises RecordRefusedError where it has no identifier or nothing to read."""
    own = fields.identifiers(record)
    vernacular = _text(record, "TT")
    parts = parts_of(_abstract(record))
    heading = title(_text(record, "TI"), _text(record, "BTI"), vernacular)
    if not own.pmid and not own.pmcid:
        raise RecordRefusedError(heading, "it has neither a PMID nor a PMCID")
    if record.is_cut:
        raise RecordRefusedError(own.pmid or own.pmcid, f"it is longer than {MAX_RECORD // 1024 // 1024} MB")
    if not heading and not parts:
        raise RecordRefusedError(own.pmid or own.pmcid, "it has neither a title nor an abstract")
    heading = heading or NO_TITLE
    text, sections = compose(heading, parts)
    types = fields.terms(record.all("PT"))
    headings = fields.mesh(record)
    linked = fields.links(record)
    place = fields.journal(record)
    return Document(
        id=f"pubmed:{own.pmid}" if own.pmid else f"pmc:{own.pmcid}",
        title=heading,
        text=text,
        source=collection,
        form="nbib",
        sections=sections,
        published=fields.published(record),
        authors=fields.authors(record),
        journal=place,
        identifiers=own,
        languages=tuple(dict.fromkeys(record.all("LA"))),
        vernacular_title=vernacular,
        publication_types=types,
        mesh=headings,
        keywords=fields.keywords(record),
        chemicals=fields.chemicals(record),
        grants=fields.grants(record),
        registrations=fields.registrations(record),
        links=linked,
        design=indexed_design(types, headings, heading),
        status=status_of(linked, types),
        is_preprint=any(term.name.casefold() == "preprint" for term in types) or is_preprint_record(place, "", own.doi),
        url=_url(own),
        revised=fields.revised(record),
    )


def _abstract(record: NbibRecord) -> str:
    """The abstract, else an English one of another kind: "Publisher: ...", as OAB has it."""
    if own := _text(record, "AB"):
        return own
    other = _text(record, "OAB").partition(": ")[2] if record.get("OABL") in ("", "eng") else ""
    return "" if other == _NO_ABSTRACT else other


def _text(record: NbibRecord, tag: str) -> str:
    """A field's text without invisible characters; where a field stands several times, a blank apart."""
    return collapse(visible_characters(" ".join(record.all(tag))))


def _url(own: Identifiers) -> str:
    if own.pmid:
        return f"https://pubmed.ncbi.nlm.nih.gov/{own.pmid}/"
    return f"https://pmc.ncbi.nlm.nih.gov/articles/{own.pmcid}/"
