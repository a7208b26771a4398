"""Reports as they were made, kept in the library folder: append-only JSON lines that never move its revision."""

import os
from pathlib import Path

from evidence.codec import encode
from evidence.report import Report
from research.report.as_json import report_json

RUNS = "runs.jsonl"


def record(folder: Path, report: Report) -> str:
    """Append one line in a single write, so that two processes at once do not mix theirs. Why it could not be, or ""."""
    line = encode(report_json(report)) + b"\n"
    try:
        handle = os.open(folder / RUNS, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        try:
            os.write(handle, line)
        finally:
            os.close(handle)
    except OSError as error:
        return f"This run is not kept in the library's log: {folder / RUNS} cannot be written to ({error.strerror})."
    return ""
