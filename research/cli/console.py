"""Where things are printed: results to standard output, everything else to standard error."""

import sys
from typing import Any

from evidence.codec import encode


def emit_json(value: Any) -> None:
    """One JSON value on standard output."""
    sys.stdout.write(encode(value).decode() + "\n")


def say(text: str) -> None:
    """A line of the result for a person."""
    sys.stdout.write(text + "\n")


def note(text: str) -> None:
    """A message beside the result."""
    sys.stderr.write(text + "\n")
