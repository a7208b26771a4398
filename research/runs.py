"""Reports as they were made, kept in the library folder: append-only JSON lines that never move its revision."""

import errno
from pathlib import Path

from evidence.codec import encode
from evidence.log import append_line
from evidence.report import Report
from research.report.as_json import report_json

RUNS = "runs.jsonl"


def record(folder: Path, report: Report) -> str:
    """Append one line in a single write, so that two processes at once do not mix theirs. Why it could not be, or ""."""
    try:
        append_line(folder / RUNS, encode(report_json(report)))
    except OSError as error:
        if error.errno == errno.ENOSPC:
            return f"This run is not kept in the library's log: there is no room for it in {folder}."
        return f"This run is not kept in the library's log: {folder / RUNS} cannot be written to ({error.strerror})."
    return ""
