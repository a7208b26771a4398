"""TREC runs in and out: `question Q0 document rank score tag`, one line a document (trec_eval's format)."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from evidence.errors import UsageError

Cited = dict[str, tuple[str, ...]]  # by question id: document ids, best first, each once
FIELDS = 6


@dataclass(frozen=True, slots=True)
class RunLine:
    """A line of a run. `rank` counts as the file counts, from 0 or 1; a higher score is better."""

    number: int  # of the line in its file, from 1
    question: str
    document: str
    rank: int
    score: float


def read_run(path: Path, known: frozenset[str] | None = None) -> Cited:
    """The run's documents by question, in order of rank. `known` are the ids of the questions that may be answered.

    Raises UsageError, with the line's number, for a line that is no line of a run, a score that is no number, a question
    that is not known, a rank or document that a question has twice, and a score that rises with the rank: trec_eval goes
    by scores, so its figures would be of another order.
    """
    found: dict[str, list[RunLine]] = {}
    for line in _lines(path):
        if known is not None and line.question not in known:
            raise UsageError(f"{path} line {line.number}: there is no question {line.question}.")
        found.setdefault(line.question, []).append(line)
    if not found:
        raise UsageError(f"{path} is empty: a run has lines of `question Q0 document rank score tag`.")
    return {question: _in_order(path, lines) for question, lines in found.items()}


def write_run(path: Path, cited: Mapping[str, Sequence[str]], tag: str) -> None:
    """Each question's documents in order, ranks from 1, with the score 1 / rank. Raises UsageError."""
    for word in (tag, *cited, *(document for documents in cited.values() for document in documents)):
        if not word or len(word.split()) != 1 or word.split()[0] != word:
            raise UsageError(f"A run cannot hold {word!r}: its fields are parted by white space.")
    lines = (
        f"{question} Q0 {document} {rank} {1 / rank:.6f} {tag}\n"
        for question, documents in cited.items()
        for rank, document in enumerate(documents, start=1)
    )
    try:
        path.write_text("".join(lines), encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path} cannot be written ({error.strerror}).") from error


def _lines(path: Path) -> Iterator[RunLine]:
    try:
        with path.open(encoding="utf-8-sig") as file:
            for number, text in enumerate(file, start=1):
                if text.strip():
                    yield _line(path, number, text.split())
    except OSError as error:
        raise UsageError(f"{path} cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is no text in UTF-8, so it is no run.") from error


def _line(path: Path, number: int, fields: list[str]) -> RunLine:
    where = f"{path} line {number}"
    if len(fields) != FIELDS:
        raise UsageError(
            f"{where} has {len(fields)} fields, and a run has {FIELDS}: `question Q0 document rank score tag`."
        )
    question, _, document, rank, score, _ = fields
    if not (rank.isascii() and rank.isdigit() and len(rank) < 10):  # ten digits are no rank
        raise UsageError(f"{where}: the rank {rank[:20]} is no whole number from 0.")
    try:
        value = float(score)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise UsageError(f"{where}: the score {score[:20]} is no number.")
    return RunLine(number, question, document, int(rank), value)


def _in_order(path: Path, lines: list[RunLine]) -> tuple[str, ...]:
    ranks: dict[int, RunLine] = {}
    documents: dict[str, RunLine] = {}
    for line in lines:
        where = f"{path} line {line.number}"
        if line.rank in ranks:
            raise UsageError(
                f"{where}: the question {line.question} has the rank {line.rank} in line {ranks[line.rank].number} too."
            )
        if line.document in documents:
            raise UsageError(
                f"{where}: the question {line.question} has {line.document} in line {documents[line.document].number} too."
            )
        ranks[line.rank] = documents[line.document] = line
    ordered = sorted(lines, key=lambda line: line.rank)
    for better, worse in pairwise(ordered):
        if worse.score > better.score:
            raise UsageError(
                f"{path} line {worse.number}: rank {worse.rank} has a higher score than rank {better.rank}"
                f" (line {better.number}). Ranks go from the highest score down."
            )
    return tuple(line.document for line in ordered)
