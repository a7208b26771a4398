"""What a bibliographic record states, whatever its format, as a Document."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from evidence.appraisal import indexed_design, status_of
from evidence.bibliography import Kept, Part, agree, restored, shown_letters
from evidence.errors import RecordRefusedError
from evidence.external import doi_key
from evidence.model import STATUSES, Author, Document, Form, Identifiers, Journal, Published, Term
from evidence.preprints import is_preprint_record
from evidence.state_notes import noted
from indexers.files.charset import visible_characters
from indexers.files.languages import language_codes
from indexers.files.names import document_id
from indexers.files.nbib_abstract import parts_of
from indexers.intake import Refused
from indexers.pubmed.links import is_pmid, valid_doi
from indexers.pubmed.markup import collapse
from indexers.pubmed.sections import NO_TITLE, compose

_PUBMED_ADDRESS = re.compile(
    r"https?://(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/(?:m/)?pubmed)/(\d+)/?(?:[?#].*)?", re.I
)
_PMID = re.compile(r"(?:PMID:?\s*)?(\d{1,9})", re.I)
_PMID_NOTE = re.compile(r"(?:^|[\n;.][ \t]{0,9})PMID:?[ \t]{0,9}(\d{1,9})(?=[ \t]{0,9}(?:$|[\n;.,]))", re.I)
_PMCID = re.compile(r"(?:PMCID:\s*)?(PMC\d{1,9})(?:\.\d+)?", re.I)
_ISSN = re.compile(r"(?<![\d-])(\d{4})-?(\d{3}[\dXx])(?![\d-])")
_ADDRESS = re.compile(r"https?://\S+", re.I)
_NAME_LENGTH = 80  # characters of a title that name a record which has no other name
MAX_TEXT = 2_000_000  # characters of a title with its abstract
PREPRINT = "preprint"


@dataclass(frozen=True, slots=True)
class Stated:
    """The fields of one record as text that people read; `abstract` as it was printed, on one line or several."""

    line: int  # on which the record begins, from 1
    key: str = ""
    title: str = ""
    abstract: str = ""
    vernacular: str = ""
    authors: tuple[Author, ...] = ()
    journal: Journal = Journal()
    published: Published = Published()
    pmid: str = ""
    pmcid: str = ""
    doi: str = ""
    languages: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    types: tuple[str, ...] = ()  # publication types that the record names
    implied_type: str = ""  # that its kind implies, where it names none
    url: str = ""
    publisher: str = ""
    note: str = ""  # a line for each note that it holds
    preprint: bool = False
    kept: Kept = Kept()


def clean(text: str) -> str:
    """One line of visible characters that UTF-8 can hold."""
    sound = text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return collapse(visible_characters(sound)).strip()


def pmid_in(text: str) -> str:
    """The PMID in a field that is for it ("123", "PMID: 123"), else ""."""
    found = _PMID.fullmatch(text.strip())
    return found[1].lstrip("0") if found and is_pmid(found[1]) else ""


def pmid_in_note(text: str) -> str:
    """The PMID that a note states as the record's own, on a line or in a sentence of its own: "PMID: 123"."""
    found = _PMID_NOTE.search(text)
    return pmid_in(found[1]) if found else ""


def pmid_in_address(url: str) -> str:
    """The PMID of an address of PubMed's, else ""."""
    found = _PUBMED_ADDRESS.fullmatch(url.strip())
    return pmid_in(found[1]) if found else ""


def pmcid_in(text: str) -> str:
    """The PMCID in a field that is for it, else ""."""
    found = _PMCID.fullmatch(text.strip())
    return found[1].upper() if found else ""


def issn_in(text: str) -> str:
    """The first ISSN in a field that may also hold an ISBN; "" if there is none."""
    found = _ISSN.search(text[:200])
    return f"{found[1]}-{found[2].upper()}" if found else ""


def address_in(text: str) -> str:
    """A web address, else ""."""
    text = text.strip()
    return text if _ADDRESS.fullmatch(text) else ""


def document_from(stated: Stated, collection: str, form: Form) -> Document:
    """The document. Raises RecordRefusedError where it has neither a title nor an abstract, or too long ones."""
    if len(stated.title) + len(stated.abstract) > MAX_TEXT:
        raise RecordRefusedError(clean(stated.key[:_NAME_LENGTH]), f"its text is longer than {MAX_TEXT} characters")
    stated = _with_kept(stated)
    title, parts = clean(stated.title), _parts(stated)
    if not title and not parts:
        raise RecordRefusedError(clean(stated.key), "it has neither a title nor an abstract")
    own = Identifiers(stated.pmid, stated.pmcid, valid_doi(stated.doi))
    title = title or NO_TITLE
    text, sections = compose(title, parts)
    types = tuple(Term("", name) for name in stated.types)
    return Document(
        id=_identifier(own, stated, collection),
        title=title,
        text=text,
        source=collection,
        form=form,
        sections=sections,
        published=stated.published,
        authors=stated.authors,
        journal=stated.journal,
        identifiers=own,
        languages=language_codes(stated.languages),
        vernacular_title=clean(stated.vernacular),
        publication_types=types,
        keywords=stated.keywords,
        design=indexed_design(types, (), title),
        status=min(status_of((), types), noted(stated.note), key=STATUSES.index),
        is_preprint=_is_preprint(stated),
        url=address_in(stated.url) or _own_address(own),
    )


def _is_preprint(stated: Stated) -> bool:
    return (
        stated.preprint
        or any(name.casefold() == PREPRINT for name in stated.types)
        or is_preprint_record(stated.journal, stated.publisher, stated.doi)
    )


def documents_from(records: Iterable[Stated | Refused], collection: str, form: Form) -> Iterable[Document | Refused]:
    """A file's documents. A record that came before in it is refused; another with the same key gets a name of its own."""
    seen: dict[int, int] = {}  # hashes, so that millions of ids fit in memory
    for stated in records:
        if isinstance(stated, Refused):
            yield stated
            continue
        try:
            document = document_from(stated, collection, form)
        except RecordRefusedError as error:
            yield Refused(f"{error.record} (line {stated.line})".lstrip(), error.reason)
            continue
        if hash(document.id) in seen:
            if document.id[:5] != "file:" or seen[hash(document.id)] == hash(document.text):
                yield Refused(
                    f"{document.id} (line {stated.line})",
                    "the same record came before in this file; only the first is kept",
                )
                continue
            document = replace(document, id=f"{document.id}~{_short_hash(document.text)}")
        seen[hash(document.id)] = hash(document.text)
        yield document


def _with_kept(stated: Stated) -> Stated:
    """With what the record's own fields could not hold, where it still agrees with them."""
    kept = stated.kept
    cleaned = replace(
        stated,
        key=kept.name or stated.key,
        authors=kept.authors if kept.authors and agree(kept.authors, stated.authors) else stated.authors,
        keywords=kept.keywords if _same(kept.keywords, stated.keywords) else stated.keywords,
        types=kept.types if _same(kept.types, stated.types) else stated.types,
        vernacular=stated.vernacular or kept.vernacular,
        preprint=stated.preprint or kept.preprint,
    )
    implied = () if kept.untyped else (stated.implied_type,)
    return replace(
        cleaned,
        authors=tuple(a for a in map(_clean_author, cleaned.authors) if a != Author()),
        journal=Journal(*(clean(value) for value in _journal_fields(cleaned.journal))),
        keywords=_each_once(cleaned.keywords),
        types=_each_once(cleaned.types) or _each_once(implied),
    )


def _journal_fields(journal: Journal) -> tuple[str, ...]:
    return (journal.title, journal.abbreviation, journal.issn, journal.volume, journal.issue, journal.pages)


def _same(kept: tuple[str, ...], read: tuple[str, ...]) -> bool:
    return bool(kept) and shown_letters("".join(kept)) == shown_letters("".join(read))


def _each_once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in map(clean, values) if value))


def _clean_author(author: Author) -> Author:
    parts = (author.family, author.given, author.initials, author.collective, author.suffix)
    return Author(*(clean(part) for part in parts))


def _parts(stated: Stated) -> list[Part]:
    """The abstract's parts: as they were kept, else cut at the labels that are plain to see."""
    kept = restored(stated.abstract, stated.kept.parts)
    if not kept:
        return parts_of(clean(stated.abstract))
    found = [(clean(label), clean(category), _clean_lines(body)) for label, category, body in kept]
    return [part for part in found if part[2]]


def _clean_lines(body: str) -> str:
    return "\n".join(clean(line) for line in body.split("\n")).strip()


def _identifier(own: Identifiers, stated: Stated, collection: str) -> str:
    if own.pmid:
        return f"pubmed:{own.pmid}"
    if own.pmcid:
        return f"pmc:{own.pmcid}"
    name = clean(stated.key) or doi_key(own.doi) or clean(stated.title)[:_NAME_LENGTH]
    return document_id(collection, name or _short_hash(stated.abstract))


def _short_hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:8]


def _own_address(own: Identifiers) -> str:
    if own.pmid:
        return f"https://pubmed.ncbi.nlm.nih.gov/{own.pmid}/"
    return f"https://pmc.ncbi.nlm.nih.gov/articles/{own.pmcid}/" if own.pmcid else ""
