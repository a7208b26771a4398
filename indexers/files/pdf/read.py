"""A PDF -> one document, or why it is refused. The reading itself is done by a process of its own."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

import msgspec

from evidence.model import Document
from indexers.files.names import readable
from indexers.files.pdf.child import Answer
from indexers.files.pdf.values import Limits
from indexers.intake import Refused

MAX_PDF = Limits().file_bytes
_NO_END = "reading it did not come to an end in {} seconds: it may be broken, or made to do harm"
_CRASHED = "it made the PDF engine stop: it is broken, made to do harm, or needs more memory than is allowed"


def read_pdf(source: bytes | Path, collection: str, name: str, limits: Limits | None = None) -> Document | Refused:
    """The file's document, form "pdf", with its pages; never raises for what is in the file.

    The text is the title, a blank line and the body in reading order; `name` is what the id ends in. A page without text
    has an empty span. Costs about 0.1 s for the process beside the reading.
    """
    try:
        if isinstance(source, Path):
            with source.open("rb") as stream:
                return _read(stream, collection, name, limits or Limits())
        with tempfile.TemporaryFile() as stream:
            stream.write(source)
            stream.seek(0)
            return _read(stream, collection, name, limits or Limits())
    except OSError as error:
        return Refused(name, f"it cannot be opened or read: {error.strerror or error}")


def pdf_name(path: Path) -> str:
    """The file's name without .pdf and .gz."""
    name = readable(path.name).removesuffix(".gz")
    return name[:-4] if name.lower().endswith(".pdf") and len(name) > 4 else name


def _read(stream: BinaryIO, collection: str, name: str, limits: Limits) -> Document | Refused:
    words = (collection, name, msgspec.json.encode(limits).decode())
    answer = run_bounded((sys.executable, "-P", "-m", "indexers.files.pdf.child", *words), stream, limits.seconds)
    if answer.document is not None:
        return answer.document
    return Refused(name, answer.reason)


def run_bounded(command: Sequence[str], stream: BinaryIO, seconds: int) -> Answer:
    """What the command answers to what is in `stream`; where it crashes or takes too long, that is the reason."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            command,
            stdin=stream,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            timeout=2 * seconds,
        )
    except subprocess.TimeoutExpired:
        return Answer(reason=_NO_END.format(2 * seconds))
    if done.returncode == 0:
        try:
            answer = msgspec.json.decode(done.stdout, type=Answer)
        except msgspec.DecodeError:
            return Answer(reason=_CRASHED)
        return answer if answer.document or answer.reason else Answer(reason=_CRASHED)
    out_of_time = -done.returncode in (getattr(os, "SIGXCPU", 24),)
    return Answer(reason=_NO_END.format(seconds) if out_of_time else _CRASHED)
