"""Where the words and rows of a plot stand, in px from the left and the top of a picture 700 px wide."""

from dataclasses import dataclass
from typing import Literal

from research.report.forest.values import Plot
from research.report.forest.widths import lines, shortened, width
from research.report.forest.wording import (
    AS_REPORTED,
    SYNTHESES_HEAD,
    THEIR_OWN,
    axis_label,
    figures,
    interval_note,
    label,
    left_out_notes,
    title,
)

WIDTH = 700  # px
FONT, SMALL = 13, 12  # px
MARGIN, GAP = 8, 18  # px: round the picture, between the columns
ROW, LINE = 24, 17  # px: from study to study, from line to line
HEAD = 62  # px: title, subtitle and a gap
UNDER_AXIS = 52  # px: ticks and the axis's label
LEFT_COLUMN = 308  # px
PLOT_AT_LEAST = 180  # px
_DROP = 4.5  # px from the middle of a line of text to its baseline


@dataclass(frozen=True, slots=True)
class Word:
    """A line of words. `x` is its left end, middle or right end, `y` its baseline."""

    text: str
    x: float
    y: float
    anchor: Literal["left", "center", "right"] = "left"
    bold: bool = False
    small: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """`rows` are the middles of the studies' rows; the plot lies within left, right, top and bottom."""

    height: float
    left: float
    right: float
    top: float
    bottom: float
    rows: tuple[float, ...]
    words: tuple[Word, ...]
    rule: float | None = None  # the line above the syntheses


def layout_of(plot: Plot) -> Layout:
    """Rows from the top, syntheses below a line, then the axis and the notes."""
    rows, rule, bottom = _rows(plot)
    right = WIDTH - MARGIN - max(_px(figures(p.estimate)) for p in plot.points) - GAP
    left = min(MARGIN + LEFT_COLUMN + GAP, right - PLOT_AT_LEAST)
    notes = _notes(plot, bottom + UNDER_AXIS + LINE)
    words = (
        *_head(plot, right),
        *_studies(plot, rows, left, right),
        *([Word(SYNTHESES_HEAD, MARGIN, rule + LINE, small=True)] if rule else []),
        Word(axis_label(plot), (left + right) / 2, bottom + 40, "center", small=True),
        *notes,
    )
    return Layout(notes[-1].y + MARGIN, left, right, HEAD, bottom, rows, _as_read(words), rule)


def _rows(plot: Plot) -> tuple[tuple[float, ...], float | None, float]:
    """The rows' middles, the line above the syntheses where there are any, and the axis's place."""
    primary = sum(not p.is_synthesis for p in plot.points)
    rows = [HEAD + ROW * (k + 0.5) for k in range(primary)]
    if primary == len(plot.points):
        return tuple(rows), None, HEAD + ROW * primary + 4
    rule = HEAD + ROW * primary + 4.0
    first = rule + LINE + 8
    rows += [first + ROW * (k + 0.5) for k in range(len(plot.points) - primary)]
    return tuple(rows), rule, rows[-1] + ROW / 2 + 4


def _head(plot: Plot, right: float) -> tuple[Word, ...]:
    return (
        Word(shortened(title(plot), (WIDTH - 2 * MARGIN) / (FONT * 1.1)), MARGIN, 20, bold=True),  # bold is wider
        Word(AS_REPORTED, MARGIN, 20 + LINE),
        Word("Study", MARGIN, HEAD - 4, small=True),
        Word("Estimate (interval)", WIDTH - MARGIN, HEAD - 4, "right", small=True),
    )


def _studies(plot: Plot, rows: tuple[float, ...], left: float, right: float) -> tuple[Word, ...]:
    room = (left - GAP - MARGIN) / SMALL
    return tuple(
        word
        for point, y in zip(plot.points, rows, strict=True)
        for word in (
            Word(label(point, room), MARGIN, y + _DROP, small=True),
            Word(figures(point.estimate), WIDTH - MARGIN, y + _DROP, "right"),
        )
    )


def _notes(plot: Plot, top: float) -> tuple[Word, ...]:
    told = (interval_note(plot), THEIR_OWN, *left_out_notes(plot))
    broken = [line for note in told for line in lines(note, (WIDTH - 2 * MARGIN) / SMALL)]
    return tuple(Word(line, MARGIN, top + LINE * k, small=True) for k, line in enumerate(broken))


def _as_read(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Line by line, so that copied text is in order."""
    return tuple(sorted(words, key=lambda word: (word.y, word.x)))


def _px(text: str) -> float:
    return width(text) * FONT
