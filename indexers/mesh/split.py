"""`desc20XX.xml`, cut into records before any is parsed.

A record that is not well-formed costs only itself, memory is that of one record, and no document type declaration
reaches the parser: nothing is fetched, no entity expanded.
"""

from collections.abc import Iterator

from indexers.intake import Refused
from indexers.pubmed.window import EndError, TooLongError, Window

MAX_RECORD = 1 << 23  # bytes; the longest descriptor is about 200 KB
_SET, _SET_END = b"<DescriptorRecordSet", b"</DescriptorRecordSet"
_RECORD, _RECORD_END = b"<DescriptorRecord", b"</DescriptorRecord>"


def records(window: Window, name: str) -> Iterator[bytes | Refused]:
    """The bytes of each record, in order; a Refused called `name` where the file is cut off."""
    count = whole = 0
    try:
        window.at = window.find(b">", window.find(_SET, 0)) + 1
        while not _at_end(window):
            if not window.starts_with(_RECORD):
                _pass_over(window)
                continue
            count += 1
            yield from _record(window, f"{name}, record {count}")
            whole = count
    except (EndError, TooLongError):
        why = f" ({window.fault})" if window.fault else ""
        yield Refused(name, f"the file is cut off{why}; whole records before that: {whole}")


def _at_end(window: Window) -> bool:
    """Whether the set's end tag stands at the cursor. Raises EndError where the file ends without it."""
    if not window.skip_space():
        raise EndError
    return window.starts_with(_SET_END)


def _pass_over(window: Window) -> None:
    """Leave a comment as a whole, anything else up to the next tag."""
    if window.starts_with(b"<!--"):
        window.at = window.find(b"-->", window.at) + 3
    else:
        window.skip_to(b"<")


def _record(window: Window, name: str) -> Iterator[bytes | Refused]:
    start = window.at
    try:
        window.at = window.find(_RECORD_END, start) + len(_RECORD_END)
    except TooLongError:
        yield Refused(name, f"longer than {MAX_RECORD >> 20} MB")
        window.skip_to(_RECORD_END)
        return
    data = bytes(window.buffer[start : window.at])
    last = data.rfind(_RECORD + b" ", 1)
    if last > 0:
        yield Refused(name, "it is cut off: the next record begins inside it")
    yield data[max(last, 0) :]
