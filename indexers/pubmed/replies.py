"""Replies of esearch, esummary, elink and einfo as plain dicts, lists and strings; what is no such reply is told apart.

Bio.Entrez parses them by NCBI's own document types, of which it ships copies; it is never let near the network for one it
does not have. Such a reply, or one without a document type, is read by its element names instead.
"""

import re
from functools import cache
from io import BytesIO
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from lxml import etree
from lxml.etree import _Element as Element

# XML 1.0, section 2.2: these bytes stand in no document; E-utilities replies hold them now and then
CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_ERROR = re.compile(rb"<ERROR>(.*?)</ERROR>", re.IGNORECASE | re.DOTALL)
_LISTS = frozenset(
    {"IdList", "TranslationSet", "TranslationStack", "eLinkResult", "eSummaryResult", "FieldList", "LinkList"}
)
_MANY = frozenset(
    {"PhraseNotFound", "FieldNotFound", "PhraseIgnored", "QuotedPhraseNotFound", "OutputMessage"}
    | {"LinkSetDb", "Link", "DbInfo"}
)
# what Bio.Entrez raises on a document type it does not have, on none, and on elements that it does not expect
_FAILURES = (ValueError, RuntimeError, LookupError, AttributeError, TypeError, AssertionError, OSError)


class BrokenReplyError(Exception):
    """A reply with status 200 that is not what was asked for; inside this package only. The message says what it is."""


def read_reply(body: bytes, root: str) -> Any:
    """What stands in a reply whose outermost element should be `root`. Raises BrokenReplyError."""
    refuse_unless_whole(body, root)
    try:
        return _by_document_type(body)
    except _FAILURES:
        return read_plainly(body)


def refuse_unless_whole(body: bytes, root: str) -> None:
    """Raises BrokenReplyError on what is not XML of that kind, is cut off, damaged, or says that something failed."""
    text = body.strip()
    if not text:
        raise BrokenReplyError("an empty reply")
    if text[:1] in b"{[":
        raise BrokenReplyError(f"JSON where XML was due: {_start(text)}")
    if f"<{root}".encode() not in text:
        raise BrokenReplyError(f"something else than {root}: {_start(text)}")
    if CONTROL.search(text):
        raise BrokenReplyError("control characters inside the XML")
    if not text.endswith((f"</{root}>".encode(), b"/>")):
        raise BrokenReplyError("XML that is cut off")
    if fault := _ERROR.search(text):
        raise BrokenReplyError(f"an error: {_start(fault[1], 300)}")


def read_plainly(body: bytes) -> Any:
    """The same as `read_reply`, by the names of elements alone. Raises BrokenReplyError on what is not well-formed."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        return _value(etree.fromstring(body, parser))
    except etree.XMLSyntaxError as error:
        raise BrokenReplyError(f"XML that is not well-formed ({error.msg})") from error


def _start(text: bytes, most: int = 80) -> str:
    """Its first characters on one line."""
    return " ".join(text[:most].decode("utf-8", "replace").split())


def _by_document_type(body: bytes) -> Any:
    return _handler()(validate=False, escape=False, ignore_errors=True).read(BytesIO(body))


@cache
def _handler() -> Any:
    """Bio.Entrez's parser, which neither opens an address nor makes folders in the user's home, as it would by itself."""
    from Bio import Entrez

    with TemporaryDirectory() as nowhere:  # importing its parser makes a folder for downloads: this one, soon gone
        Entrez.local_cache = nowhere  # type: ignore[assignment]  # the package declares no type but None's
        from Bio.Entrez.Parser import DataHandler

        class Offline(DataHandler):
            """Reads document types that are shipped; any other is an error here, and not a request."""

            def open_dtd_file(self, filename: str) -> BinaryIO:
                return self._shipped(super().open_dtd_file(filename), filename)  # type: ignore[no-untyped-call]

            def open_xsd_file(self, filename: str) -> BinaryIO:
                return self._shipped(super().open_xsd_file(filename), filename)  # type: ignore[no-untyped-call]

            def _shipped(self, handle: BinaryIO | None, filename: str) -> BinaryIO:
                if handle is None:
                    raise LookupError(f"the document type {filename} is not shipped with Bio.Entrez")
                return handle

    return Offline


def _value(element: Element) -> Any:
    """Text, a list or a dict, as Bio.Entrez has it: shapes are told by name, since there is no document type."""
    if element.tag == "Item":
        return _item(element)
    if element.tag == "DocSum":
        named = {str(item.get("Name")): _item(item) for item in element.iterchildren("Item")}
        return {"Id": element.findtext("Id", ""), **named}
    children = list(element.iterchildren())
    if str(element.tag) in _LISTS:
        return [_value(child) for child in children]
    if not children:
        return element.text or ""
    found: dict[str, Any] = {}
    for child in children:
        if str(child.tag) in _MANY:
            found.setdefault(str(child.tag), []).append(_value(child))
        else:
            found[str(child.tag)] = _value(child)
    return found


def _item(item: Element) -> Any:
    if item.get("Type") in ("List", "Structure"):
        return [_item(each) for each in item.iterchildren("Item")]
    return item.text or ""
