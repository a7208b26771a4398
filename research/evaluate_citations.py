"""`evidence bench citations`: how well a judge tells true claims from planted or labelled errors.

A claim is *flagged* when its verdict is not `supported` (what `--strict` means), and *named* when the verdict says what
is wrong: contradicted, partial or not found. `undecided` flags and names nothing.

Three classes are compared where labels are: supported, contradicted, not found. A `partial` verdict or label counts as
not found, as in FEVER and SciFact, whose third class is "not enough info", and in ALCE, where partial support is none.
An undecided verdict is of no class: it costs recall. Where verdicts carry chances the largest one is taken as well, which
is how classifiers are compared (`forced`); a decided verdict without chances is taken as certain.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from evidence.errors import UsageError
from evidence.model import Passage, Support, Verdict
from evidence.ports import Judge
from research.citation_figures import Figure, auroc, f1, recall_at, share, with_interval
from research.citation_pairs import Pair

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from research.citation_figures import Scores

    Flags = NDArray[np.bool_]  # (n,)
    Classes = NDArray[np.int64]  # (n,), places in CLASSES, -1 for none

CLASSES: tuple[Support, ...] = ("supported", "contradicted", "not_found")  # in the order of `Verdict.chances`
SUPPORTED, CONTRADICTED, NOT_FOUND = 0, 1, 2  # places in CLASSES
NAMED = ("contradicted", "partial", "not_found")
PRECISION = 0.75  # at which the share of true claims called supported is told


@dataclass(frozen=True, slots=True)
class KindRow:
    """Of one kind. Of a control, whose label is `supported`, flagged and named are false alarms."""

    kind: str
    label: Support
    n: int
    flagged: Figure
    named: Figure


@dataclass(frozen=True, slots=True)
class ClassRow:
    """Of one of the three classes, over all pairs."""

    label: Support
    n: int
    precision: Figure
    recall: Figure
    f1: Figure


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All that is told of one judge."""

    judge: str
    n: int
    kinds: tuple[KindRow, ...]
    classes: tuple[ClassRow, ...]
    figures: tuple[Figure, ...]


def evaluate(pairs: Iterable[Pair], judge: Judge, *, draws: int = 1000, seed: int = 0) -> Evaluation:
    """Every pair judged once. Shares have Wilson's interval, all else a bootstrap by document. Raises UsageError for none."""
    held = tuple(pairs)
    if not held:
        raise UsageError("There are no pairs to judge.")
    verdicts = _judged(held, judge)
    return Evaluation(
        judge.name,
        len(held),
        tuple(_kinds(held, verdicts)),
        tuple(_classes(held, verdicts, draws, seed)),
        tuple(_figures(held, verdicts, draws, seed)),
    )


def _judged(pairs: Sequence[Pair], judge: Judge) -> tuple[Verdict, ...]:
    """In the order of the pairs; asked document by document, since judges remember what they have read."""
    order = sorted(range(len(pairs)), key=lambda k: pairs[k].document)
    verdicts = {k: judge.judge(pairs[k].claim, [_passage(pairs[k])]) for k in order}
    return tuple(verdicts[k] for k in range(len(pairs)))


def _passage(pair: Pair) -> Passage:
    return Passage(pair.document_id or "pairs:1", 0, len(pair.passage), pair.passage)


def _kinds(pairs: Sequence[Pair], verdicts: Sequence[Verdict]) -> Iterator[KindRow]:
    """In the order in which they first come; a kind with two labels has a row for each."""
    for kind, label in dict.fromkeys((pair.kind, pair.label) for pair in pairs if pair.kind):
        said = [v.support for p, v in zip(pairs, verdicts, strict=True) if (p.kind, p.label) == (kind, label)]
        flagged = share("flagged", sum(each != "supported" for each in said), len(said))
        named = share("named", sum(each in NAMED for each in said), len(said))
        yield KindRow(kind, label, len(said), flagged, named)


def in_three(support: Support) -> Support | None:
    """The class of a verdict or a label; None for undecided."""
    return "not_found" if support == "partial" else None if support == "undecided" else support


def _classes(pairs: Sequence[Pair], verdicts: Sequence[Verdict], draws: int, seed: int) -> Iterator[ClassRow]:
    documents = [pair.document for pair in pairs]
    all_said, all_true = _classed(v.support for v in verdicts), _classed(p.label for p in pairs)
    for k, label in enumerate(CLASSES):
        said, true = all_said == k, all_true == k
        both = int((true & said).sum())
        yield ClassRow(
            label,
            int(true.sum()),
            share("precision", both, int(said.sum())),
            share("recall", both, int(true.sum())),
            with_interval("F1", partial(_f1_at, said, true), documents, draws=draws, seed=seed),
        )


def _f1_at(said: "Flags", true: "Flags", at: "Classes") -> float:
    return f1(said[at], true[at])


def _figures(pairs: Sequence[Pair], verdicts: Sequence[Verdict], draws: int, seed: int) -> Iterator[Figure]:
    """Over all pairs; what needs chances only where every undecided verdict has them, and some verdict."""
    documents = [pair.document for pair in pairs]
    said, true = _classed(v.support for v in verdicts), _classed(p.label for p in pairs)
    told = partial(with_interval, clusters=documents, draws=draws, seed=seed)
    yield share("undecided", sum(v.support == "undecided" for v in verdicts), len(pairs))
    yield told("macro-F1", lambda at: _macro_f1(said[at], true[at]))
    chances = [each for verdict in verdicts if (each := _chances_of(verdict)) is not None]
    if len(chances) == len(pairs) and any(verdict.chances for verdict in verdicts):
        yield from _by_chance(chances, true, documents, draws, seed)


def _chances_of(verdict: Verdict) -> tuple[float, float, float] | None:
    """Its chances; all on what it says where a verdict without chances is decided; None for undecided without any."""
    said = in_three(verdict.support)
    if verdict.chances is not None or said is None:
        return verdict.chances
    return (float(said == "supported"), float(said == "contradicted"), float(said == "not_found"))


def _by_chance(
    chances: Sequence[tuple[float, float, float]], true: "Classes", documents: Sequence[str], draws: int, seed: int
) -> Iterator[Figure]:
    import numpy as np

    of = np.array(chances)
    forced = of.argmax(axis=1)
    against = of[:, 0] - of[:, 1]
    told = partial(with_interval, clusters=documents, draws=draws, seed=seed)
    yield told("macro-F1, forced", lambda at: _macro_f1(forced[at], true[at]))
    yield told("AUROC found / not found", lambda at: auroc(1 - of[at, 2], true[at] != NOT_FOUND))
    yield told("AUROC supported / contradicted", lambda at: _auroc_of_found(against[at], true[at]))
    yield told("AUROC supported / rest", lambda at: auroc(of[at, 0], true[at] == SUPPORTED))
    name = f"true claims called supported at precision {PRECISION}"
    yield told(name, lambda at: recall_at(PRECISION, of[at, 0], true[at] == SUPPORTED))


def _auroc_of_found(scores: "Scores", true: "Classes") -> float:
    """Of supported against contradicted pairs; the others are left out."""
    found = (true == SUPPORTED) | (true == CONTRADICTED)
    return auroc(scores[found], true[found] == SUPPORTED)


def _classed(supports: Iterable[Support]) -> "Classes":
    """The place of each in CLASSES, -1 for undecided."""
    import numpy as np

    classes = (in_three(each) for each in supports)
    return np.array([CLASSES.index(each) if each else -1 for each in classes], dtype=np.int64)


def _macro_f1(said: "Classes", true: "Classes") -> float:
    """The mean of F1 over the classes that some pair has."""
    values = [f1(said == k, true == k) for k in range(len(CLASSES)) if (true == k).any()]
    return sum(values) / len(values) if values else math.nan
