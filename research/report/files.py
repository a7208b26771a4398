"""Write a report's files."""

import json
from collections.abc import Callable
from pathlib import Path

from evidence.errors import UsageError
from evidence.report import Report
from research.report.as_json import report_json
from research.report.docx import to_docx
from research.report.html import to_html
from research.report.markdown import to_markdown

WRITERS: dict[str, Callable[[Report], str | bytes]] = {
    "md": to_markdown,
    "html": to_html,
    "json": lambda report: json.dumps(report_json(report), ensure_ascii=False, indent=1) + "\n",
    "docx": to_docx,
}


def write_report(report: Report, folder: Path, formats: tuple[str, ...]) -> list[Path]:
    """`report.<format>` in the folder, which is made. Raises UsageError where it cannot be."""
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in formats:
            path = folder / f"report.{name}"
            made = WRITERS[name](report)
            path.write_bytes(made if isinstance(made, bytes) else made.encode("utf-8"))
            written.append(path)
    except OSError as error:
        raise UsageError(f"The report cannot be written to {folder} ({error.strerror}).") from error
    return written
