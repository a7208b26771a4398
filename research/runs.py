"""Reports as they were made, kept in the library folder: append-only JSON lines that never move its revision."""

import errno
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from evidence.codec import encode
from evidence.errors import UsageError
from evidence.log import append_line
from evidence.report import Report
from research.report.as_json import report_json

RUNS = "runs.jsonl"
SHORTEST = 6  # characters of a run's id that may stand for it
NAMED = 5  # runs that an error names


@dataclass(frozen=True, slots=True)
class CitedThen:
    """A document as a run cited it: its state then, and (start, end, quote) of each citation."""

    document_id: str
    title: str
    status: str
    quotes: tuple[tuple[int, int, str], ...]
    was_gone: bool = False  # from its address, then already


@dataclass(frozen=True, slots=True)
class RunRecord:
    """What a list of runs shows of one."""

    id: str
    started: str
    question: str
    revision: int
    answered: bool
    source_list: str
    cited: tuple[CitedThen, ...]


def record(folder: Path, report: Report) -> str:
    """Append one line in a single write, so that two processes at once do not mix theirs. Why it could not be, or ""."""
    try:
        append_line(folder / RUNS, encode(report_json(report)))
    except OSError as error:
        if error.errno == errno.ENOSPC:
            return f"This run is not kept in the library's log: there is no room for it in {folder}."
        return f"This run is not kept in the library's log: {folder / RUNS} cannot be written to ({error.strerror})."
    return ""


def runs(folder: Path) -> list[RunRecord]:
    """Every run that was kept, the latest first; a line that a power cut left half written is passed over."""
    return [_record(line) for line in _lines(folder)][::-1]


def find(folder: Path, run_id: str) -> dict[str, Any]:
    """The report's JSON of a run, by its id or the beginning of it. Raises UsageError where none or several have it."""
    known: dict[str, dict[str, Any]] = {line["run"]["id"]: line for line in _lines(folder)}
    matching = [i for i in known if i == run_id or (len(run_id) >= SHORTEST and i.startswith(run_id))]
    if len(matching) == 1:
        return known[matching[0]]
    latest = ", ".join(list(known)[: -NAMED - 1 : -1])
    raise UsageError(
        f"{'Several runs begin with' if matching else 'There is no run'} {run_id}. "
        + (f"The latest: {latest}." if known else "No run is kept in this library yet.")
    )


def as_report(line: dict[str, Any]) -> Report:
    """The report that `record` kept. Raises UsageError where another version wrote it in another form."""
    gone = line["run"].get("gone", {})
    documents = [
        d | {"published": _published(d["published"]), "gone_since": gone.get(d["id"], "")} for d in line["documents"]
    ]
    try:
        return msgspec.convert(line | {"documents": documents}, Report)
    except msgspec.ValidationError as error:
        raise UsageError(
            f"The run {line['run']['id']} was kept by another version ({error}). Its JSON is in {RUNS}; ask it again."
        ) from error


def _published(value: dict[str, Any]) -> dict[str, Any]:
    return {"date": value["date"], "precision": value["precision"], "origin": value["from"]}


def _lines(folder: Path) -> Iterator[dict[str, Any]]:
    path = folder / RUNS
    if not path.is_file():
        return
    with path.open("rb") as file:
        for line in file:
            try:
                value = json.loads(line)
            except ValueError:
                continue
            if isinstance(value, dict) and isinstance(value.get("run"), dict) and value["run"].get("id"):
                yield value


def _record(line: dict[str, Any]) -> RunRecord:
    gone = line["run"].get("gone", {})
    quotes: dict[str, list[tuple[int, int, str]]] = {}
    for claim in line["claims"]:
        for c in claim["citations"]:
            quotes.setdefault(c["document_id"], []).append((c["start"], c["end"], c["quote"]))
    cited = tuple(
        CitedThen(d["id"], d["title"], d["status"], tuple(quotes.get(d["id"], ())), d["id"] in gone)
        for d in line["documents"]
    )
    policy = line.get("policy", {})
    run = line["run"]
    answered = bool(line.get("answered", line["claims"]))
    return RunRecord(
        run["id"], run["started"], line["question"], line["revision"], answered, policy.get("source_list", ""), cited
    )
