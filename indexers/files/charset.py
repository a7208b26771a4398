"""Bytes of a web page -> text, much as browsers do it (WHATWG Encoding Standard).

In this order: a byte order mark, UTF-8 if the bytes are that, what the page declares, windows-1252.
"""

import codecs
import re

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,30})", re.I)
_LOOKED_AT = 4096  # bytes in which a declaration counts
_LATIN = frozenset({"latin-1", "latin1", "iso-8859-1", "us-ascii", "ascii"})  # browsers read these as windows-1252
# the encodings of the standard; Python also knows some that are none, and some that smuggle text past filters (utf-7)
_PLAIN = re.compile(
    r"utf-?8|iso-?8859-?\d+|windows-?125\d|koi8-[ru]|gb(?:2312|k|18030)|big5|euc-(?:jp|kr)|shift_jis|iso-2022-jp"
)

_C1 = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}  # as browsers read &#150;
_CONTROLS = (*range(0x09), 0x0B, *range(0x0E, 0x20), 0x7F)
_MARKS = (0x00AD, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF)
_TAGS = range(0xE0000, 0xE0080)
_INVISIBLE: dict[int, str] = {**_C1, **dict.fromkeys((*_CONTROLS, *_MARKS, *_TAGS), "")}
_JOINERS = re.compile(r"(?<![\u0600-\u1fff])[\u200c\u200d]")  # they shape Persian and Indic words; elsewhere they hide


def decode(data: bytes) -> str:
    """The page's text. Bytes that do not fit become U+FFFD."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, "replace")
    declared = _declared(data)
    try:
        return data.decode("utf-8" if not data.isascii() else declared)
    except (UnicodeDecodeError, LookupError):
        return data.decode(declared, "replace")


def visible_characters(text: str) -> str:
    """`text` without control, zero-width, bidirectional and tag characters."""
    return _JOINERS.sub("", text.translate(_INVISIBLE))


def _declared(data: bytes) -> str:
    match = _DECLARED.search(data[:_LOOKED_AT])
    name = match.group(1).decode("ascii", "replace").lower() if match else ""
    if name in _LATIN or not _PLAIN.fullmatch(name):
        return "windows-1252"
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "windows-1252"
