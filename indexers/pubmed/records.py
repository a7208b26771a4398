"""PubMed and MEDLINE XML to documents, record by record.

Reads what the E-utilities reply and what the baseline and its daily updates hold: PubmedArticleSet,
PubmedBookArticleSet, the older MedlineCitationSet, a single PubmedArticle, several such files one after the other.
Format: NLM, "MEDLINE/PubMed XML Data Elements" and the DTD pubmed_250101.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from lxml import etree
from lxml.etree import _Element as Element

from evidence.model import Document
from indexers.intake import Deleted, Refused
from indexers.pubmed.article import article_document
from indexers.pubmed.book import book_document
from indexers.pubmed.links import is_pmid
from indexers.pubmed.outcome import BlanksLostError, UnreadableError
from indexers.pubmed.split import Raw, Splitter
from indexers.pubmed.stream import chunks, open_pubmed
from indexers.pubmed.tree import QuickParser, ThoroughParser

__all__ = ["Deleted", "Refused", "open_pubmed", "read_pubmed"]

_XLINK = b'xmlns:mml="http://www.w3.org/1998/Math/MathML" xmlns:xlink="http://www.w3.org/1999/xlink"'


def read_pubmed(stream: BinaryIO, name: str) -> Iterator[Document | Deleted | Refused]:
    """Every record of a file, in its order: a document, a deletion, or a refusal that says why.

    `name` is what the file is called in refusals. Memory is that of the longest record. A file that is cut off gives
    all whole records, then a Refused that says so. Raises nothing of its own; an OSError of the stream goes through.
    """
    parsers = (QuickParser(), ThoroughParser())
    for raw in Splitter(chunks(stream), name).run():
        if isinstance(raw, Refused):
            yield raw
        else:
            yield from _items(raw, *parsers)


def _items(raw: Raw, quick: QuickParser, thorough: ThoroughParser) -> Iterator[Document | Deleted | Refused]:
    """What one stretch holds, which is more than one record where the end of a record is missing."""
    while True:
        try:
            yield from _either(raw, quick, thorough)
            return
        except UnreadableError as fault:
            reason = str(fault)
        except RecursionError:
            reason = "its markup is nested too deep"
        following = raw.data.find(f"<{raw.tag}>".encode(), 1)
        if following < 0:
            yield Refused(raw.name, reason)
            return
        yield Refused(replace(raw, data=raw.data[:following]).name, "it is cut off: the next record begins inside it")
        raw = replace(raw, data=raw.data[following:])


def _either(raw: Raw, quick: QuickParser, thorough: ThoroughParser) -> list[Document | Deleted | Refused]:
    """What one record holds; it is parsed a second time, with all of its white space, where that may count."""
    raw = replace(raw, data=_without_references(raw.data))
    try:
        return _read(raw, quick)
    except BlanksLostError:
        return _read(raw, thorough)


def _read(raw: Raw, parser: ThoroughParser) -> list[Document | Deleted | Refused]:
    """What one record holds. Raises UnreadableError."""
    element = _parsed(raw, parser)
    if raw.tag in ("DeleteCitation", "DeleteDocument"):
        return [_deletion(raw, pmid) for pmid in element.iterchildren("PMID")]
    if raw.tag == "PubmedBookArticle":
        return [book_document(element)]
    return [article_document(element)]


def _deletion(raw: Raw, element: Element) -> Deleted | Refused:
    pmid, version = (element.text or "").strip(), element.get("Version", "")
    if is_pmid(pmid):
        return Deleted(f"pubmed:{pmid.lstrip('0')}", int(version) if is_pmid(version) else 0)
    return Refused(f"{raw.file}, record {raw.number}", f"a PMID that it takes back is missing or no number: {pmid!r}")


def _without_references(data: bytes) -> bytes:
    """The record without PubmedData/ReferenceList, which nothing here uses: up to half of the bytes to parse.

    So the identifiers of what an article cites cannot be taken for its own, either.
    """
    own = data.rfind(b"<PubmedData>")
    start = data.find(b"<ReferenceList", own) if own >= 0 else -1
    end = data.rfind(b"</ReferenceList>", start) if start >= 0 else -1
    if end < 0:
        return data
    return data[:start] + data[end + len(b"</ReferenceList>") :]


def _parsed(raw: Raw, parser: ThoroughParser) -> Element:
    """The record's element. Raises UnreadableError if it is not well-formed."""
    try:
        return etree.fromstring(raw.data, parser)
    except etree.XMLSyntaxError as first:
        # a prefix that an element around it declares; anything else fails again
        wrapped = b"<set " + (raw.namespaces or _XLINK) + b">" + raw.data + b"</set>"
        try:
            return etree.fromstring(wrapped, parser)[0]
        except etree.XMLSyntaxError:
            raise UnreadableError(f"not well-formed XML: {first.msg}") from first
