"""Names from files: the collection that a file belongs to, and document ids that are safe to write and to cite."""

import os
import re
from pathlib import Path
from urllib.parse import quote

_JSONL_ENDINGS = (".jsonl", ".ndjson", ".json")
_HTML_ENDINGS = (".html", ".htm", ".xhtml")
# "#" starts the offsets of a passage id; blanks, controls and invisible characters break lines; "%" keeps it reversible
_UNSAFE = re.compile(r"[#%\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


def document_id(collection: str, name: str) -> str:
    """`file:<collection>/<name>`, with what would break an id percent-encoded."""
    return f"file:{safe(collection)}/{safe(name)}"


def safe(name: str) -> str:
    """`name` with "#", "%", white space, control and invisible characters percent-encoded, as UTF-8."""
    return _UNSAFE.sub(lambda match: quote(match.group(), safe="", errors="replace"), name)


def jsonl_collection(path: Path) -> str:
    """The file's name without its endings; for corpus.jsonl, as BEIR calls it, its folder's name."""
    stem = _without(_file_name(path), _JSONL_ENDINGS)
    return (_folder_name(path) or stem) if stem == "corpus" else stem


def html_collection(path: Path) -> str:
    """The name of the folder that holds the page."""
    return _folder_name(path) or "pages"


def page_name(path: Path) -> str:
    """The file's name without .html and .gz."""
    return _without(_file_name(path), _HTML_ENDINGS)


def _without(name: str, endings: tuple[str, ...]) -> str:
    bare = name.removesuffix(".gz")
    for ending in endings:
        if bare.lower().endswith(ending) and len(bare) > len(ending):
            return bare[: -len(ending)]
    return bare or name


def _file_name(path: Path) -> str:
    return readable(path.name)


def _folder_name(path: Path) -> str:
    return readable(os.path.basename(os.path.dirname(os.path.abspath(path))))


def readable(name: str) -> str:
    """A file's name as text that UTF-8 can hold: bytes that are not UTF-8 become U+FFFD."""
    return os.fsencode(name).decode("utf-8", "replace")
