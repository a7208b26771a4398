"""What a file is, by its first bytes and never by its name."""

import codecs
import re

HEAD = 64 * 1024  # bytes that are enough to tell

_ELSEWHERE = "use `evidence ingest pubmed`"
_BINARY = (
    (b"PK\x03\x04", "zip archives, Word and other Office files are not read in this version"),
    (b"\xd0\xcf\x11\xe0", "old Office files are not read in this version"),
    (b"{\\rtf", "RTF files are not read in this version"),
    (b"PAR1", "Parquet files are not read in this version"),
    (b"\x28\xb5\x2f\xfd", "zstd files are not read: unpack it first"),
    (b"BZh", "bzip2 files are not read: unpack it first"),
    (b"\xfd7zXZ", "xz files are not read: unpack it first"),
    (b"\x1f\x8b", "it is compressed twice: unpack it first"),
)
_PDF = re.compile(rb"%PDF|(?!\s*[<\[{@])[\s\S]{0,1023}?%PDF-\d")  # a header may follow up to 1 KB of something else
_HTML = re.compile(
    r"<!doctype\s+html|<(?:html|head|body|main|title|h[1-6]|div|section|p|ul|ol|table|meta|link)\b", re.I
)
_PUBMED = re.compile(r"<!DOCTYPE\s+(?:Pubmed|Medline)|<(?:Pubmed|Medline|DeleteCitation|BookDocument)", re.I)
_JATS = re.compile(r"<!DOCTYPE\s+article\b|<pmc-articleset\b|<article\b[^>]*(?:article-type|dtd-version|xmlns:)", re.I)
_XML = re.compile(r"<\?xml\b|<!DOCTYPE\b|<[\w:]+[\s>/]", re.I)
_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.S)
_TEXTS = (
    (re.compile(r"(?:[^\n]{0,500}\n){0,20}?\s*TY {1,2}- [A-Z]"), "ris"),  # some providers write their name first
    (re.compile(r"\s*(?:%[^\n]*\n\s*)*@\s*\w+\s*[{(]"), "bibtex"),
)
# a type of the citation style language, in JSON that has none of the fields of a collection in lines
_CSL = re.compile(
    r'(?<!\\)"type"\s*:\s*"(?:article(?:-\w+)?|book|chapter|paper-conference|report|thesis|dataset|document|manuscript'
    r'|webpage|post(?:-weblog)?|entry(?:-\w+)?|review(?:-book)?|standard|legislation|patent|speech|software)"'
)
# nodes of a section tree: what a tool made of a PDF file. On one line only where nodes lie in nodes
_TREE = re.compile(r'(?<!\\)"(?:nodes|structure)"\s*:\s*\[|(?<!\\)"(?:node_id|page_index)"\s*:')
_NODES_IN_NODES = re.compile(r'(?<!\\)"(?:nodes|structure)"\s*:\s*\[\s*\{')
_NODE_TITLE = re.compile(r'(?<!\\)"title"\s*:')
_LINES = re.compile(r'(?<!\\)"(?:_id|doc_id|text)"\s*:')
# the fields that records of PubMed and of PubMed Central begin with
_NBIB = re.compile(r"\s*(?:PMID- *\d|PMC *- *(?:PMC)?\d|(?:OWN |STAT)- )")
_PRETTY = re.compile(r"\s*[\[{]\s*(?:\n|$)")
_JSON_LINE = re.compile(r'^\s*\{\s*["}]', re.M)


def kind_of(head: bytes) -> str:
    """The kind, such as "jsonl", "nbib" or "jats" (`indexers.files.read`), or the reason why a file that begins so is not read."""
    if not head:
        return "the file is empty"
    if _PDF.match(head):
        return "pdf"
    for magic, reason in _BINARY:
        if head.startswith(magic):
            return reason
    text = _as_text(head)
    if not text.strip():
        return "the file is empty" if "\x00" not in text else _UNKNOWN
    return _kind_of_text(text, is_utf16=head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)))


_UNKNOWN = "it is none of the kinds of file that are read: NBIB, RIS, BibTeX, CSL-JSON, JATS, PDF, HTML, JSONL"


def _kind_of_text(text: str, is_utf16: bool) -> str:
    start = text.lstrip()
    if start.startswith("<"):
        return _kind_of_markup(_COMMENT.sub("", start))
    if _NBIB.match(start):
        return "nbib"
    for pattern, reason in _TEXTS:
        if pattern.match(text):
            return reason
    if start.startswith(("[", "{")) and _CSL.search(text) and not _LINES.search(text):
        return "csl-json"
    if start.startswith("[") or _PRETTY.match(start):
        if _TREE.search(text) and _NODE_TITLE.search(text):
            return "section-tree"
        return "it is one JSON value over many lines: write one object on each line"
    first = start.partition("\n")[0]
    if start.startswith("{") and _NODES_IN_NODES.search(first) and _NODE_TITLE.search(first):
        return "section-tree"
    if start.startswith("{") or _JSON_LINE.search(text):
        return "it is UTF-16: JSON lines must be UTF-8" if is_utf16 else "jsonl"
    if re.search(r"<!doctype\s+html|<html\b", text, re.I):
        return "html"
    return _UNKNOWN if "\x00" not in text else "it is a binary file of a kind that is not known here"


def _kind_of_markup(text: str) -> str:
    if _PUBMED.search(text[:4096]):
        return f"this looks like PubMed XML: {_ELSEWHERE}"
    if _JATS.search(text[:4096]):
        return "jats"
    if _HTML.search(text):
        return "html"
    if re.match(r"<article\b", text, re.I):
        return "html"
    return "it is XML of a kind that is not known here" if _XML.match(text) else _UNKNOWN


def _as_text(head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head[: len(head) // 2 * 2].decode("utf-16", "replace")
    return head.removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace")
