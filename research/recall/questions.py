"""QUESTIONS: JSON lines of an id, a question and the documents that experts chose for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from evidence.errors import UsageError

FORM = 'a line is like {"id": "q1", "question": "Does aspirin prevent stroke?", "gold": ["pubmed:31883958"]}'
KIND = "kind"  # the field that figures are given by, where a line has it


@dataclass(frozen=True, slots=True)
class Question:
    """A question and its gold documents, each once; `kind` is "" where the line has none."""

    id: str
    text: str
    gold: tuple[str, ...]
    kind: str
    line: int  # in its file, from 1


def read_questions(path: Path, by: str = "") -> tuple[Question, ...]:
    """The questions in order; `by` names the field of their kind. Raises UsageError with the number of the line at fault."""
    found: dict[str, Question] = {}
    for number, row in _rows(path):
        question = _question(f"{path} line {number}", number, row, by or KIND)
        if question.id in found:
            raise UsageError(
                f"{path} line {number}: the id {question.id} stands in line {found[question.id].line} too."
            )
        found[question.id] = question
    if not found:
        raise UsageError(f"{path} holds no question: {FORM}.")
    if by and not any(q.kind for q in found.values()):
        raise UsageError(f"No line of {path} has the field {by}, so there are no figures by it.")
    if not any(q.gold for q in found.values()):
        raise UsageError(f"No question of {path} has a gold document, so there is nothing to measure.")
    return tuple(found.values())


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                text = line.removeprefix(b"\xef\xbb\xbf").strip()
                if text:
                    yield number, _row(f"{path} line {number}", text)
    except OSError as error:
        raise UsageError(f"{path} cannot be read ({error.strerror}).") from error


def _row(where: str, text: bytes) -> dict[str, Any]:
    try:
        row = msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UsageError(f"{where} is no JSON: {FORM}.") from error
    if not isinstance(row, dict):
        raise UsageError(f"{where} is no JSON object: {FORM}.")
    return row


def _question(where: str, number: int, row: dict[str, Any], by: str) -> Question:
    name, text, gold, kind = row.get("id"), row.get("question"), row.get("gold"), row.get(by)
    if isinstance(name, bool) or not isinstance(name, str | int) or not str(name).strip():
        raise UsageError(f"{where} has no id: {FORM}.")
    if not isinstance(text, str) or not any(c.isalnum() for c in text):
        raise UsageError(f"{where} has no question: {FORM}.")
    if not isinstance(gold, list) or not all(isinstance(g, str) and g.strip() for g in gold):
        raise UsageError(f"{where} has no list of document ids as gold: {FORM}.")
    return Question(str(name), text, tuple(dict.fromkeys(gold)), "" if kind is None else str(kind), number)
