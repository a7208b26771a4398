"""Reports as they were made, kept in the library folder: append-only JSON lines that never move its revision."""

import os
from pathlib import Path

from evidence.codec import encode
from evidence.report import Report
from research.report.as_json import report_json

RUNS = "runs.jsonl"


def record(folder: Path, report: Report) -> None:
    """Append one line in a single write, so that two processes at once do not mix theirs."""
    line = encode(report_json(report)) + b"\n"
    handle = os.open(folder / RUNS, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    try:
        os.write(handle, line)
    finally:
        os.close(handle)
