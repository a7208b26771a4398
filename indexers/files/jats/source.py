"""Bytes of a file -> its <article> elements, one at a time. Nothing is fetched, and no entity of a DTD is expanded."""

import re
from collections.abc import Iterator
from html.entities import html5
from typing import Any, BinaryIO

from lxml import etree
from lxml.etree import _Element as Element

from evidence.errors import RecordRefusedError
from indexers.files.jats.tree import without_namespace
from indexers.pubmed.stream import CutOffError, chunks

MAX_ARTICLE = 32 * 1024 * 1024  # bytes of one article: its tree takes some ten times as much
_ENTITY = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
_OPEN_ENTITY = re.compile(rb"&[A-Za-z0-9]{0,32}$")
_OF_XML = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})


def articles(stream: BinaryIO) -> Iterator[Element]:
    """Each article of a file, of a pmc-articleset too; one is gone when the next is asked for.

    Raises RecordRefusedError, after the last whole article, for what is not well-formed XML, with its line, and for an
    article of more than MAX_ARTICLE bytes.
    """
    parser = _parser()
    fed = 0
    etree.clear_error_log()  # it goes on from one file to the next
    try:
        for chunk in _named_characters(chunks(stream)):
            parser.feed(chunk)
            fed += len(chunk)
            for article in _finished(parser):
                fed = 0
                yield article
            if fed > MAX_ARTICLE:
                raise RecordRefusedError("", f"one article is larger than {MAX_ARTICLE // 1024 // 1024} MB")
        parser.close()
    except etree.XMLSyntaxError as error:
        raise RecordRefusedError("", f"it is not well-formed XML: {_fault(error)}") from error
    except CutOffError as error:
        raise RecordRefusedError("", str(error)) from error
    yield from _finished(parser)


def _parser() -> etree.XMLPullParser:
    return etree.XMLPullParser(
        events=("end",),
        tag="{*}article",
        encoding="utf-8",  # what `chunks` gives, whatever the file declares
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )


def _finished(parser: etree.XMLPullParser) -> Iterator[Element]:
    for _event, article in parser.read_events():
        if not isinstance(article, Element):
            continue
        parent = article.getparent()
        yield without_namespace(article)
        if parent is not None:
            article.clear()
            parent.remove(article)


def _fault(error: etree.XMLSyntaxError) -> str:
    """What the parser met first, and on which line: its own message is of the last."""
    log: Any = error.error_log  # lxml-stubs do not know that it can be read
    first = next((entry for entry in log if entry.level_name == "FATAL"), None)
    return f"{first.message} (line {first.line})" if first else str(error.msg)


def _named_characters(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The bytes with &nbsp;, &alpha; and the like as numbers: the DTDs that explain them are not read."""
    held = b""
    for piece in pieces:
        piece = held + piece
        cut = _OPEN_ENTITY.search(piece, max(0, len(piece) - 40))
        held = piece[cut.start() :] if cut else b""
        piece = piece[: cut.start()] if cut else piece
        yield _ENTITY.sub(_number, piece)
    if held:
        yield held


def _number(match: re.Match[bytes]) -> bytes:
    name = match.group(1)
    characters = "" if name in _OF_XML else html5.get(f"{name.decode()};", "")
    return "".join(f"&#{ord(c)};" for c in characters).encode() or match.group()
