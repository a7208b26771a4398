"""What a recall run hands on: JSON, the table and the plot are drawn from nothing else."""

from dataclasses import dataclass
from typing import Any

from citations.trec import Cited
from research.recall.scores import Compared, Result


@dataclass(frozen=True, slots=True)
class Gold:
    """How many gold documents there are; `held` of them are in the library, None where none was opened."""

    questions: int
    documents: int
    questions_with_gold: int
    held: int | None = None
    questions_with_held: int | None = None


@dataclass(frozen=True, slots=True)
class Recall:
    """All that was measured. `cited` has each system's document ids by question."""

    questions: str
    gold: Gold
    systems: tuple[Result, ...]
    compared: tuple[Compared, ...]
    notes: tuple[str, ...]
    cited: dict[str, Cited]


def as_json(recall: Recall) -> dict[str, Any]:
    """The figures without the lists of what is cited, which a run file holds."""
    return {
        "questions": recall.questions,
        "gold": recall.gold,
        "systems": recall.systems,
        "compared": recall.compared,
        "notes": recall.notes,
    }
