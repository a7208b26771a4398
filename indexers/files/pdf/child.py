"""The process that reads one PDF: `python -m indexers.files.pdf.child COLLECTION NAME LIMITS`, the file on standard input.

It answers on standard output with one JSON object, a document or the reason why there is none. PDFium is native code and
files come from anywhere: a crash, a hang or a bomb ends this process and not the one that asked.
"""

import sys

import msgspec

from evidence.codec import encode
from evidence.errors import RecordRefusedError
from evidence.model import Document
from indexers.files.pdf.values import Limits


class Answer(msgspec.Struct, omit_defaults=True):
    """A document, or why there is none."""

    document: Document | None = None
    reason: str = ""


def main() -> None:
    """Read, answer, end."""
    collection, name, packed = sys.argv[1:4]
    limits = msgspec.json.decode(packed, type=Limits)
    _bound(limits)
    sys.stdout.buffer.write(encode(_answer(sys.stdin.buffer.read(limits.file_bytes + 1), collection, name, limits)))


def _answer(data: bytes, collection: str, name: str, limits: Limits) -> Answer:
    if len(data) > limits.file_bytes:
        return Answer(reason=f"the file is larger than {limits.file_bytes // 1024 // 1024} MB: split it")
    from indexers.files.pdf.document import document_of

    try:
        return Answer(document=document_of(data, collection, name, limits))
    except RecordRefusedError as error:
        return Answer(reason=error.reason)
    except (MemoryError, RecursionError):
        return Answer(reason="reading it needs more memory than is allowed: it may be broken, or made to do harm")


def _bound(limits: Limits) -> None:
    """Bound memory and CPU time where the system can (not on Windows; macOS ignores the bound of memory)."""
    try:
        import resource
    except ImportError:
        return
    for what, most in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(what, (most, hard))
        except (ValueError, OSError):
            continue


if __name__ == "__main__":
    main()
