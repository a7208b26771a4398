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
            end = os.fstat(handle).st_size
            if os.write(handle, line) < len(line):  # a full disk: no half line may stay for the next one to join
                os.ftruncate(handle, end)
                return f"This run is not kept in the library's log: there is no room for it in {folder}."
        finally:
            os.close(handle)
    except OSError as error:
        return f"This run is not kept in the library's log: {folder / RUNS} cannot be written to ({error.strerror})."
    return ""
