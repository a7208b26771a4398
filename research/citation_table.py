"""The figures of `evidence bench citations` as a plain table, and as values for JSON."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from research.citation_figures import Figure
from research.evaluate_citations import Evaluation

NOTE = (
    "Flagged: the verdict is not supported. Named: it is contradicted, partial or not found. In brackets: 95% intervals,"
    " Wilson's for shares, else from 1,000 draws of whole documents."
)


def table(evaluations: Sequence[Evaluation]) -> str:
    """One block of rows for each judge."""
    return "\n\n".join("\n".join(_rows(each)) for each in evaluations) + f"\n\n{NOTE}"


def held(evaluations: Sequence[Evaluation]) -> list[dict[str, Any]]:
    """The same for JSON, with null for what cannot be told."""
    return [_without_nan(asdict(each)) for each in evaluations]


def _rows(each: Evaluation) -> Iterator[str]:
    yield f"{each.judge}: {each.n} pairs"
    if each.kinds:
        yield f"{'kind':<20}{'label':<14}{'n':>6}  {'flagged':<22}named"
    for row in each.kinds:
        yield f"{row.kind:<20}{row.label:<14}{row.n:>6}  {_percent(row.flagged):<22}{_percent(row.named):<22}".rstrip()
    yield f"{'class':<34}{'n':>6}  {'precision':<22}{'recall':<22}F1"
    for k in each.classes:
        shares = f"{_percent(k.precision):<22}{_percent(k.recall):<22}{_plain(k.f1)}"
        yield f"{k.label:<34}{k.n:>6}  {shares}"
    for figure in each.figures:
        yield f"{figure.name:<56}{_plain(figure)}"


def _percent(figure: Figure) -> str:
    if math.isnan(figure.value):
        return "-"
    return f"{figure.value:.1%} ({100 * figure.low:.1f}-{100 * figure.high:.1f})"


def _plain(figure: Figure) -> str:
    if math.isnan(figure.value):
        return "-"
    return f"{figure.value:.3f} ({figure.low:.3f}-{figure.high:.3f})"


def _without_nan(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_nan(each) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_without_nan(each) for each in value]
    return None if isinstance(value, float) and math.isnan(value) else value
