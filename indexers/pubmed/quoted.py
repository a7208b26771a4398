r"""XML that was saved as a quoted string: `"<?xml version=\"1.0\"?>\n<PubmedArticleSet>...</PubmedArticleSet>"`.

R's and Python's JSON writers leave such files behind, and one of the real files that we test on is one.
"""

import re
from collections.abc import Iterator

_ESCAPE = re.compile(rb'\\(?:(["\\/])|([nrtbf])|((?:u[0-9a-fA-F]{4})(?:\\u[dD][c-fC-F][0-9a-fA-F]{2})?))')
_CONTROLS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b" ", b"f": b" "}
_LONGEST = 12  # characters of an escaped surrogate pair


def unquoted(head: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    """The string's content in UTF-8, chunk by chunk; an escape that straddles two chunks is kept whole."""
    held = head.lstrip()[1:]
    for chunk in rest:
        held += chunk
        cut = _safe(held)
        yield _ESCAPE.sub(_plain, held[:cut])
        held = held[cut:]
    yield _ESCAPE.sub(_plain, held.rstrip().removesuffix(b'"'))


def _safe(held: bytes) -> int:
    """Where to cut so that no escape, and not the closing quote, is cut off."""
    cut = max(len(held) - _LONGEST - 1, 0)
    while (cut and held[cut - 1] == 0x5C) or held[cut - 1 : cut] == b"u":
        cut -= 1
    return cut


def _plain(escape: re.Match[bytes]) -> bytes:
    if escape[1]:
        return escape[1]
    if escape[2]:
        return _CONTROLS[escape[2]]
    units = [int(part, 16) for part in escape[3].replace(b"\\", b"").split(b"u") if part]
    text = b"".join(unit.to_bytes(2, "big") for unit in units).decode("utf-16-be", "replace")
    return text.encode("utf-8")
