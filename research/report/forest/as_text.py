"""The plot in words, for Markdown, terminals and screen readers."""

import re
from collections.abc import Iterator

from research.report.forest.values import Plot, Point
from research.report.forest.wording import (
    AS_REPORTED,
    SYNTHESES_HEAD,
    THEIR_OWN,
    figures,
    interval_note,
    kind_of,
    left_out_notes,
    plain,
    scale,
    title,
)

_TAG = re.compile(r"<(?=[A-Za-z/!?])")  # "p < 0.05" stays as it is


def as_text(plot: Plot) -> str:
    """A small table in Markdown: No., Study, Design and the estimate as written; the notes below it."""
    notes = (AS_REPORTED + ".", interval_note(plot), THEIR_OWN, *left_out_notes(plot))
    table = (f"| No. | Study | Design | {_safe(scale(plot))} (interval) |", "|---|---|---|---|", *_rows(plot))
    return "\n".join((_safe(title(plot)), "", *table, "", *(f"- {_safe(note)}" for note in notes)))


def _rows(plot: Plot) -> Iterator[str]:
    yield from (_row(p) for p in plot.points if not p.is_synthesis)
    syntheses = [p for p in plot.points if p.is_synthesis]
    if syntheses:
        yield f"| | {SYNTHESES_HEAD} | | |"
    yield from map(_row, syntheses)


def _row(point: Point) -> str:
    return f"| {point.number} | {_safe(plain(point.study))} | {kind_of(point)} | {figures(point.estimate)} |"


def _safe(text: str) -> str:
    """Not to be taken for markup, or for the next cell."""
    for mark in ("\\", "|", "*", "_", "`", "$"):
        text = text.replace(mark, f"\\{mark}")
    return _TAG.sub("&lt;", text).replace("](", "]\\(")


def description(plot: Plot) -> str:
    """The same in running text, for the SVG's description."""
    told = "; ".join(f"[{p.number}] {plain(p.study)} ({kind_of(p)}) {figures(p.estimate)}" for p in plot.points)
    notes = (interval_note(plot), THEIR_OWN, *left_out_notes(plot))
    return f"{scale(plot)}. {AS_REPORTED}. {told}. {' '.join(notes)}"
