"""The pairs that `evidence bench citations` reads: a claim, the text that it cites, and what a right verdict says."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import cast, get_args

from evidence.errors import UsageError
from evidence.model import Support

LABELS = get_args(Support)


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim and the whole text that it cites; `label` is what a right verdict says. `kind` is "" where there is none."""

    claim: str
    passage: str
    label: Support
    kind: str = ""
    document_id: str = ""  # "" where the file gives none: then equal passages are one document

    @property
    def document(self) -> str:
        """What the pair is drawn by: its document."""
        return self.document_id or self.passage


@dataclass(frozen=True, slots=True)
class PairsRead:
    """The pairs of a file in order, and a sentence for each line that was refused."""

    pairs: tuple[Pair, ...]
    refused: tuple[str, ...]


def read_pairs(path: Path) -> PairsRead:
    """The pairs of a JSONL file of {"claim", "passage", "label"} with "kind" and "document_id" where known.

    Raises UsageError where the file cannot be read or holds no pair at all.
    """
    pairs: list[Pair] = []
    refused: list[str] = []
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    _read_line(number, line, pairs, refused)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from error
    if not pairs:
        why = f" {refused[0]}" if refused else ""
        raise UsageError(f'{path} holds no pair: each line is {{"claim", "passage", "label"}} in JSON.{why}')
    return PairsRead(tuple(pairs), tuple(refused))


def _read_line(number: int, line: bytes, pairs: list[Pair], refused: list[str]) -> None:
    try:
        pairs.append(_pair(json.loads(line.decode("utf-8-sig"))))
    except (ValueError, RecursionError) as error:
        refused.append(f"Line {number}: {error}.".replace("..", "."))


def _pair(row: object) -> Pair:
    """Raises ValueError with what is wrong."""
    if not isinstance(row, dict):
        raise ValueError("it is JSON, but not an object")
    for name in ("claim", "passage", "label"):
        if not isinstance(row.get(name), str) or not row[name].strip():
            raise ValueError(f'it has no "{name}" in words')
    if row["label"] not in LABELS:
        raise ValueError(f'its label is "{row["label"]}", not one of {", ".join(LABELS)}')
    kind, document = row.get("kind") or "", row.get("document_id") or ""
    if not isinstance(kind, str) or not isinstance(document, str):
        raise ValueError('its "kind" and "document_id" must be words')
    return Pair(row["claim"], row["passage"], cast("Support", row["label"]), kind, document)
