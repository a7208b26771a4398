"""The figures of a recall run as text."""

from collections.abc import Iterator, Sequence

from citations.bootstrap import Mean
from research.recall.measured import Gold, Recall
from research.recall.scores import Compared, Figures, Result

CUTS = (1, 3, 5, 10, 20)  # numbers of citations that the table shows of a curve


def table(recall: Recall) -> str:
    """Counts, each system's figures, those by kind, the curves, the paired tests, and what is to be known beside them."""
    parts = (_counts(recall.gold), _systems(recall), _kinds(recall), _curves(recall), _tests(recall.compared))
    said = [list(part) for part in (*parts, _each(recall), iter(recall.notes))]
    return "\n\n".join("\n".join(lines).strip("\n") for lines in said if lines)


def _counts(gold: Gold) -> Iterator[str]:
    yield f"Questions: {gold.questions}, {gold.questions_with_gold} with gold documents ({gold.documents} documents)"
    if gold.held is not None:
        yield f"In the library: {gold.held} gold documents, of {gold.questions_with_held} questions"


def _systems(recall: Recall) -> Iterator[str]:
    for title, chosen in (
        ("Against the gold documents in the library", [(s.name, s.of_held) for s in recall.systems]),
        ("Against all gold documents", [(s.name, s.of_all) for s in recall.systems]),
    ):
        if any(figures for _, figures in chosen):
            yield f"{title} (mean, 95% interval by question)"
            yield from _rows([(name, figures) for name, figures in chosen if figures])
            yield ""


def _rows(rows: Sequence[tuple[str, Figures]]) -> Iterator[str]:
    width = max(len(name) for name, _ in rows)
    yield f"{'':<{width}}    n  cites  silent  {'recall':<18}{'precision':<18}{'F1':<18}precision where cited"
    for name, figures in rows:
        means = "".join(
            f"{_mean(m):<18}" for m in (figures.recall, figures.precision, figures.f1, figures.precision_where_cited)
        )
        yield f"{name:<{width}} {figures.questions:>4} {figures.citations:>6.2f} {figures.silent:>7}  {means}".rstrip()


def _mean(mean: Mean | None) -> str:
    return f"{mean.value:.3f} ({mean.low:.2f}-{mean.high:.2f})" if mean else "-"


def _kinds(recall: Recall) -> Iterator[str]:
    shown = [s for s in recall.systems if s.role in ("measured", "against")]
    rows = [(f"{s.name}, {kind}", figures) for s in shown for kind, figures in s.by_kind.items()]
    if rows:
        yield "By kind of question"
        yield from _rows(rows)


def _curves(recall: Recall) -> Iterator[str]:
    if not any(s.curve for s in recall.systems):
        return
    yield "Recall (and precision) of the first k citations"
    width = max(len(s.name) for s in recall.systems)
    yield f"{'k':<{width}} " + "".join(f"{k:>15}" for k in CUTS)
    for system in (s for s in recall.systems if s.role != "as many"):
        yield f"{system.name:<{width}} " + "".join(f"{_at(system, k):>15}" for k in CUTS)


def _at(system: Result, k: int) -> str:
    """ "-" beyond the longest list: the figures stay what they were."""
    found = [p for p in system.curve if p.k == k]
    return f"{found[0].recall:.3f} ({found[0].precision:.3f})" if found else "-"


def _tests(tests: Sequence[Compared]) -> Iterator[str]:
    if tests:
        yield "Paired by question (randomisation test; p is not corrected for the number of comparisons)"
    for each in tests:
        c = each.comparison
        yield (
            f"{each.first} less {each.second}, {each.measure}: {c.difference.value:+.3f} "
            f"({c.difference.low:+.3f} to {c.difference.high:+.3f}), p = {c.p:.4f}; "
            f"better for {c.better}, worse for {c.worse}, equal for {c.equal}"
        )


def _each(recall: Recall) -> Iterator[str]:
    """A line for each question that has gold, with what is measured side by side."""
    shown = [s for s in recall.systems if s.role == "measured"]
    rows = [row for row in zip(*(s.each for s in shown), strict=True) if row[0].gold]
    width = max((len(row[0].id) for row in rows), default=0)
    yield "By question (recall, precision, F1; documents cited)"
    yield f"{'':<{width}} " + "".join(f"  {s.name[:24]:<24}" for s in shown).rstrip()
    for row in rows:
        cells = (f"  {e.recall or 0:.2f}  {e.precision or 0:.2f}  {e.f1 or 0:.2f}  {e.cited:>4}  " for e in row)
        yield f"{row[0].id:<{width}} " + "".join(cells).rstrip()
