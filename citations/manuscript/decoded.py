"""Bytes -> text, and which kind of text they are: by content first, then by the name's ending."""

import codecs
import re

from citations.manuscript.model import TextKind
from evidence.errors import RecordRefusedError

MAX_BYTES = 100_000_000  # of a file; a book has one million
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype html|html|head|body|article|main|div|p|h1)\b",
    re.I | re.S,
)
_MARKDOWN = re.compile(
    r"^#{1,6} \S|\]\(https?://|^\[\^?[\w-]{1,40}\]: |\[\^[\w-]{1,40}\]|\*\*\S|^\|[- :|]{3,200}\|\s*$", re.M
)
_DECLARED = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.I)
_LOOKED_AT = 200_000  # characters in which a kind shows
_SIGNATURES = {
    b"%PDF": "it is a PDF: save its text as plain text or Word (DOCX) and check that",
    b"\xd0\xcf\x11\xe0": "it is a Word file of before 2007 (DOC): save it as DOCX",
    b"{\\rtf": "it is RTF: save it as DOCX or plain text",
    b"\x1f\x8b": "it is packed with gzip: unpack it first",
}


def refuse_what_is_no_text(data: bytes, name: str) -> None:
    """Raises RecordRefusedError for an empty or huge file, and for formats that are told by their first bytes."""
    if not data.strip():
        raise RecordRefusedError(name, "it is empty")
    if len(data) > MAX_BYTES:
        raise RecordRefusedError(name, f"it is larger than {MAX_BYTES // 1_000_000} MB: check it in parts")
    head = data[:1024].lstrip()
    for signature, reason in _SIGNATURES.items():
        if head.startswith(signature):
            raise RecordRefusedError(name, reason)


def is_zip(data: bytes) -> bool:
    """DOCX files are zip archives; so are half-loaded ones."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def decode(data: bytes, name: str) -> str:
    """The file's text without its byte order mark: UTF-8, UTF-16, what HTML declares, else windows-1252.

    Raises RecordRefusedError for what is no text in any of them.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _checked(data[len(bom) :].decode(encoding, "replace"), name)
    if b"\0" in data[:4096]:
        return _checked(_wide(data, name), name)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = _single_byte(data)
    return _checked(text, name)


def _wide(data: bytes, name: str) -> str:
    """UTF-16 without its mark: every other byte of plain letters is zero."""
    sample = data[:4096]
    odd, even = sample[1::2].count(0), sample[::2].count(0)
    half = len(sample) // 2 or 1
    if max(odd, even) < 0.6 * half or min(odd, even) > 0.1 * half:
        raise RecordRefusedError(name, "it is a binary file and no text: give it as Markdown, HTML, DOCX or plain text")
    return data.decode("utf-16-le" if odd > even else "utf-16-be", "replace")


def _single_byte(data: bytes) -> str:
    match = _DECLARED.search(data[:4096])
    declared = match.group(1).decode("ascii") if match else "cp1252"
    try:
        return data.decode(declared if not declared.lower().startswith("utf") else "cp1252", "replace")
    except LookupError:
        return data.decode("cp1252", "replace")


def _checked(text: str, name: str) -> str:
    """Raises RecordRefusedError where control characters or unreadable bytes show that this is no text."""
    sample = text[:_LOOKED_AT]
    odd = sum(sample.count(chr(code)) for code in (*range(9), *range(14, 28), 127)) + sample.count("\ufffd")
    if odd > 0.02 * len(sample) + 2:
        raise RecordRefusedError(name, "it is a binary file and no text: give it as Markdown, HTML, DOCX or plain text")
    if not text.strip("\ufeff\0 \t\r\n"):
        raise RecordRefusedError(name, "it is empty")
    return text


def kind_of(text: str, name: str) -> TextKind:
    """HTML where it begins as that; Markdown where it has its marks; else by the name."""
    ending = name.lower().rpartition(".")[2]
    head = text[:_LOOKED_AT]
    if _HTML.match(head) or (ending in ("html", "htm", "xhtml") and "<" in head):
        return "html"
    if ending in ("md", "markdown", "mdown", "rmd", "qmd") or _MARKDOWN.search(head):
        return "markdown"
    return "text"
