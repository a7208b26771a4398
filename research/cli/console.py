"""Where things are printed: results to standard output, everything else to standard error."""

import io
import sys
from typing import Any

from evidence.codec import encode


def emit_json(value: Any) -> None:
    """One JSON value on standard output, in UTF-8 whatever the terminal's encoding is (RFC 8259)."""
    sys.stdout.buffer.write(encode(value) + b"\n")
    sys.stdout.buffer.flush()


def say(text: str) -> None:
    """A line of the result for a person; what a record says is no order to the terminal."""
    from research.report.printable import printable

    sys.stdout.write(printable(text) + "\n")


def never_fail_on_letters() -> None:
    """A terminal that cannot show a letter shows "?" in its place."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def note(text: str) -> None:
    """A message beside the result."""
    from research.report.printable import printable

    sys.stderr.write(printable(text) + "\n")
