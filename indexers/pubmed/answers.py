"""What the E-utilities answered, as small values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from indexers.pubmed.replies import BrokenReplyError, read_reply


@dataclass(frozen=True, slots=True)
class Notes:
    """What PubMed says of a query: words and fields that it did not find or left out, and its own messages."""

    phrases_not_found: tuple[str, ...] = ()
    fields_not_found: tuple[str, ...] = ()
    phrases_ignored: tuple[str, ...] = ()
    quoted_phrases_not_found: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One reply of ESearch: `count` records match, `ids` are those from number `start` on, counted from 0."""

    count: int
    start: int
    ids: tuple[str, ...]
    translation: str
    notes: Notes
    web_env: str = ""  # where NCBI's history server keeps the matches,
    query_key: str = ""  # and under which number


@dataclass(frozen=True, slots=True)
class Summary:
    """One record as ESummary has it: no abstract. `published` is PubMed's own wording: "2001 Jun"."""

    pmid: str
    title: str
    journal: str
    published: str
    authors: tuple[str, ...]
    kinds: tuple[str, ...]  # publication types
    doi: str


@dataclass(frozen=True, slots=True)
class Linked:
    """What one record is linked to under one name of ELink, such as pubmed_pubmed_refs, in NCBI's order."""

    pmid: str
    name: str
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DatabaseInfo:
    """A database of NCBI: how many records, when it was brought up to date, its fields as (tag, full name)."""

    name: str
    count: int
    updated: str  # NCBI's local time: 2025/11/27 06:33
    fields: tuple[tuple[str, str], ...]


def read_page(body: bytes) -> Page:
    """A reply of ESearch. Raises BrokenReplyError."""
    found = _mapping(read_reply(body, "eSearchResult"))
    ids = _texts(found.get("IdList"))
    if not all(_is_number(each) for each in ids):
        raise BrokenReplyError("identifiers that are no numbers")
    if len(set(ids)) != len(ids):
        raise BrokenReplyError("the same record twice in one page")
    errors, warnings = _mapping(found.get("ErrorList")), _mapping(found.get("WarningList"))
    return Page(
        _number(found, "Count"),
        _number(found, "RetStart"),
        ids,
        str(found.get("QueryTranslation", "")),
        Notes(
            _texts(errors.get("PhraseNotFound")),
            _texts(errors.get("FieldNotFound")),
            _texts(warnings.get("PhraseIgnored")),
            _texts(warnings.get("QuotedPhraseNotFound")),
            _texts(warnings.get("OutputMessage")),
        ),
        str(found.get("WebEnv", "")),
        str(found.get("QueryKey", "")),
    )


def read_summaries(body: bytes) -> tuple[Summary, ...]:
    """A reply of ESummary. Raises BrokenReplyError."""
    return tuple(_summary(_mapping(each)) for each in _sequence(read_reply(body, "eSummaryResult")))


def _summary(found: Mapping[str, Any]) -> Summary:
    return Summary(
        str(found.get("Id", "")),
        str(found.get("Title", "")),
        str(found.get("FullJournalName") or found.get("Source") or ""),
        str(found.get("PubDate", "")),
        _texts(found.get("AuthorList")),
        _texts(found.get("PubTypeList")),
        str(found.get("DOI", "")),
    )


def read_links(body: bytes) -> tuple[Linked, ...]:
    """A reply of ELink: one set of links for each record asked for and each name. Raises BrokenReplyError."""
    return tuple(
        Linked(
            next(iter(_texts(of.get("IdList"))), ""),
            str(links.get("LinkName", "")),
            tuple(str(_mapping(link).get("Id", "")) for link in _sequence(links.get("Link"))),
        )
        for of in map(_mapping, _sequence(read_reply(body, "eLinkResult")))
        for links in map(_mapping, _sequence(of.get("LinkSetDb")))
    )


def read_info(body: bytes) -> DatabaseInfo:
    """A reply of EInfo on one database. Raises BrokenReplyError."""
    databases = _sequence(_mapping(read_reply(body, "eInfoResult")).get("DbInfo"))
    if not databases:
        raise BrokenReplyError("nothing about a database")
    found = _mapping(databases[0])
    fields = [_mapping(each) for each in _sequence(found.get("FieldList"))]
    return DatabaseInfo(
        str(found.get("DbName", "")),
        _number(found, "Count"),
        str(found.get("LastUpdate", "")),
        tuple((str(each.get("Name", "")), str(each.get("FullName", ""))) for each in fields),
    )


def _mapping(value: Any) -> Mapping[str, Any]:
    """An element that stands empty is read as text, and holds nothing."""
    return value if isinstance(value, Mapping) else {}


def _sequence(value: Any) -> Sequence[Any]:
    return value if isinstance(value, Sequence) and not isinstance(value, str) else ()


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(str(each) for each in _sequence(value))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _number(found: Mapping[str, Any], key: str) -> int:
    text = str(found.get(key, ""))
    if not _is_number(text):
        raise BrokenReplyError(f"{key} is no number")
    return int(text)
