"""The marks of a plot, drawn with matplotlib. Words are drawn as placeholders: `svg` puts them in afterwards.

So matplotlib never sees a source's words: it cannot take them for its mathematics ($...$), needs no font that holds
them, and cannot warn of one that is missing.
"""

import threading
from io import BytesIO
from typing import TYPE_CHECKING

from research.report.forest.axis import Axis, axis_of, tick_label
from research.report.forest.layout import FONT, MARGIN, SMALL, WIDTH, Layout, Word
from research.report.forest.values import Plot, Point

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PLACEHOLDER = "word-{}"
SQUARE = 7  # px: one size for all, since sizes by weight would claim a pooling
ARROW = 6  # px
_SETTINGS_ARE_SHARED = threading.Lock()  # matplotlib keeps its settings once per process
_NO_METADATA = dict.fromkeys(("Date", "Creator", "Format", "Type"))


def drawn(plot: Plot, layout: Layout) -> bytes:
    """The SVG document as matplotlib writes it, placeholders in the places of words; 1 unit is 1 px."""
    import matplotlib
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    out = BytesIO()
    with _SETTINGS_ARE_SHARED, matplotlib.rc_context():
        matplotlib.rcdefaults()  # a user's matplotlibrc must not change a report
        matplotlib.rcParams["svg.fonttype"] = "none"  # words stay words
        matplotlib.rcParams["svg.hashsalt"] = "evidence"  # ids that are not drawn by lot
        figure = Figure(figsize=(WIDTH / 72, layout.height / 72), dpi=72)
        FigureCanvasSVG(figure)
        _marks(_axes(figure, axis_of(plot), layout), plot, layout)
        if layout.rule is not None:
            _rule(figure, layout.rule, layout.height)
        for k, word in enumerate(layout.words):
            _word(figure, k, word, layout.height)
        figure.savefig(out, format="svg", metadata=_NO_METADATA)
    return out.getvalue()


def _axes(figure: "Figure", axis: Axis, layout: Layout) -> "Axes":
    """An x axis alone; y counts px from the top of the picture."""
    height = layout.bottom - layout.top
    left, right = layout.left / WIDTH, layout.right / WIDTH
    axes = figure.add_axes((left, 1 - layout.bottom / layout.height, right - left, height / layout.height))
    axes.set_xscale("log" if axis.log else "linear")
    axes.set_xlim(axis.low, axis.high)
    axes.set_ylim(layout.bottom, layout.top)
    axes.minorticks_off()
    axes.set_xticks(axis.ticks, [tick_label(t) for t in axis.ticks], fontsize=SMALL)
    axes.set_yticks([])
    axes.patch.set_visible(False)
    for side in ("left", "right", "top"):
        axes.spines[side].set_visible(False)
    if axis.no_effect is not None:
        axes.plot([axis.no_effect] * 2, [layout.top, layout.bottom], color="0.45", linewidth=1, linestyle=(0, (4, 3)),
                  clip_on=False)  # fmt: skip
    return axes


def _marks(axes: "Axes", plot: Plot, layout: Layout) -> None:
    for point, y in zip(plot.points, layout.rows, strict=True):
        _whisker(axes, point, y)
        face = "white" if point.is_synthesis else "black"
        axes.plot([float(point.estimate.value)], [y], "s", markersize=SQUARE, color=face, markeredgecolor="black",
                  clip_on=False, zorder=3)  # fmt: skip


def _rule(figure: "Figure", y: float, height: float) -> None:
    """The line above the syntheses, across the picture."""
    from matplotlib.lines import Line2D

    ends = (MARGIN / WIDTH, 1 - MARGIN / WIDTH)
    figure.add_artist(Line2D(ends, (1 - y / height,) * 2, color="black", linewidth=0.8))


def _whisker(axes: "Axes", point: Point, y: float) -> None:
    """Cut at the axis's ends, with an arrow head there. The interval is there, or it would be no `Point`."""
    low, high = axes.get_xlim()
    start, end = float(point.estimate.low or 0), float(point.estimate.high or 0)
    axes.plot(
        [max(start, low), min(end, high)], [y, y], color="black", linewidth=1.4, solid_capstyle="butt", clip_on=False
    )
    for beyond, edge, mark in ((start < low, low, "<"), (end > high, high, ">")):
        if beyond:
            axes.plot([edge], [y], mark, markersize=ARROW, color="black", clip_on=False)


def _word(figure: "Figure", k: int, word: Word, height: float) -> None:
    figure.text(
        word.x / WIDTH, 1 - word.y / height, PLACEHOLDER.format(k), ha=word.anchor, va="baseline",
        fontsize=SMALL if word.small else FONT, fontweight="bold" if word.bold else "normal",
    )  # fmt: skip
