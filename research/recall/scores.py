"""Citations against gold documents, by question and in the mean."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from citations.bootstrap import Mean, mean_of
from citations.measures.gold import AgainstGold, against_gold
from citations.paired import Comparison, compare
from research.recall.questions import Question

Role = Literal["measured", "against", "hits", "as many"]  # the last: first hits, for each question as many as are cited
MEASURES = ("recall", "precision", "f1")
Cited = Mapping[str, Sequence[str]]  # by question id: document ids in order
Held = Collection[str] | None  # gold documents that the library has; None where there is no library


@dataclass(frozen=True, slots=True)
class ByQuestion:
    """One question: documents cited, gold, both; recall, precision and F1 from 0 to 1, None without a gold document."""

    id: str
    kind: str
    cited: int
    gold: int
    found: int
    recall: float | None
    precision: float | None
    f1: float | None


@dataclass(frozen=True, slots=True)
class Figures:
    """Means over the questions that have gold, with intervals by question; `citations` is the mean number of documents."""

    questions: int
    silent: int  # questions for which nothing is cited: they count as 0
    citations: float
    recall: Mean | None
    precision: Mean | None
    f1: Mean | None
    precision_where_cited: (
        Mean | None
    )  # over the questions for which anything is cited: who is silent cites nothing wrong


@dataclass(frozen=True, slots=True)
class Point:
    """The first k citations alone: means over the questions."""

    k: int
    citations: float
    recall: float
    precision: float


@dataclass(frozen=True, slots=True)
class Result:
    """One system. `by_kind`, `curve` and `each` are against gold in the library, where there is one, else all gold."""

    name: str
    role: Role
    of_all: Figures
    of_held: Figures | None
    by_kind: dict[str, Figures]
    curve: tuple[Point, ...]
    each: tuple[ByQuestion, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """The first system against the second in one measure; p is not corrected for the number of comparisons."""

    first: str
    second: str
    measure: str
    comparison: Comparison


def result_of(name: str, role: Role, cited: Cited, questions: Sequence[Question], held: Held, deepest: int) -> Result:
    """A system's figures; `deepest` is the last k of its curve."""
    on_all = scored(cited, questions, None)
    on_held = on_all if held is None else scored(cited, questions, held)
    kinds = dict.fromkeys(q.kind for q in questions if q.kind)
    return Result(
        name,
        role,
        figures(on_all),
        None if held is None else figures(on_held),
        {kind: figures([s for s in on_held if s.kind == kind]) for kind in kinds},
        curve(cited, questions, held, deepest),
        tuple(on_held),
    )


def scored(cited: Cited, questions: Sequence[Question], held: Held, most: int | None = None) -> list[ByQuestion]:
    """Each question's first `most` citations against its gold, or against its gold in the library."""
    found = []
    for question in questions:
        gold = [g for g in question.gold if held is None or g in held]
        mine = against_gold(tuple(cited.get(question.id, ()))[:most], gold)
        found.append(_by_question(question, mine))
    return found


def _by_question(question: Question, mine: AgainstGold) -> ByQuestion:
    return ByQuestion(
        question.id, question.kind, mine.cited, mine.gold, mine.found, mine.recall, mine.precision, mine.f1
    )


def figures(each: Sequence[ByQuestion]) -> Figures:
    """Means over those that have gold."""
    counted = [s for s in each if s.gold]
    return Figures(
        len(counted),
        sum(not s.cited for s in counted),
        sum(s.cited for s in counted) / len(counted) if counted else 0.0,
        mean_of(values(counted, "recall")),
        mean_of(values(counted, "precision")),
        mean_of(values(counted, "f1")),
        mean_of(values([s for s in counted if s.cited], "precision")),
    )


def values(each: Sequence[ByQuestion], measure: str) -> list[float]:
    """One measure of the questions that have gold, in order."""
    chosen = {"recall": [s.recall for s in each], "precision": [s.precision for s in each], "f1": [s.f1 for s in each]}
    return [value for value in chosen[measure] if value is not None]


def curve(cited: Cited, questions: Sequence[Question], held: Held, deepest: int) -> tuple[Point, ...]:
    """Recall and precision of the first 1, 2, ... citations, as far as any question has so many."""
    points = []
    for k in range(1, min(deepest, max((len(c) for c in cited.values()), default=0)) + 1):
        each = [s for s in scored(cited, questions, held, k) if s.gold]
        if each:
            recalls, precisions = values(each, "recall"), values(each, "precision")
            n = len(each)
            points.append(Point(k, sum(s.cited for s in each) / n, sum(recalls) / n, sum(precisions) / n))
    return tuple(points)


def compared(first: Result, second: Result) -> tuple[Compared, ...]:
    """Both on the same questions, in every measure."""
    found = []
    for measure in MEASURES:
        comparison = compare(values(first.each, measure), values(second.each, measure))
        if comparison:
            found.append(Compared(first.name, second.name, measure, comparison))
    return tuple(found)


def as_many(hits: Cited, like: Cited) -> dict[str, tuple[str, ...]]:
    """For each question as many first hits as `like` has citations: what is compared is the choice, not the number."""
    return {question: tuple(found)[: len(like.get(question, ()))] for question, found in hits.items()}
