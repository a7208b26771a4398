"""A forest-style plot as a picture for Word, drawn as the page's is, with its words in matplotlib's own font."""

import warnings
from io import BytesIO

from research.report.forest import drawing
from research.report.forest.axis import axis_of
from research.report.forest.layout import FONT, SMALL, WIDTH, Layout, layout_of
from research.report.forest.values import Plot

DOTS = 200  # per inch of a picture whose unit is 1/72 inch
_FAMILY = "DejaVu Sans"  # comes with matplotlib


def to_png(plot: Plot) -> bytes | None:
    """None where a word holds letters that the font does not have: boxes in the place of names help nobody."""
    layout = layout_of(plot)
    return _drawn(plot, layout) if _is_printable(layout) else None


def _is_printable(layout: Layout) -> bool:
    from matplotlib.font_manager import findfont, get_font

    has = get_font(findfont(_FAMILY)).get_charmap()
    return all(ord(character) in has for word in layout.words for character in word.text)


def _drawn(plot: Plot, layout: Layout) -> bytes:
    import matplotlib
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    out = BytesIO()
    with drawing._SETTINGS_ARE_SHARED, matplotlib.rc_context(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        matplotlib.rcdefaults()  # a user's matplotlibrc must not change a report
        matplotlib.rcParams["font.family"] = _FAMILY
        figure = Figure(figsize=(WIDTH / 72, layout.height / 72), dpi=72)
        FigureCanvasAgg(figure)
        drawing._marks(drawing._axes(figure, axis_of(plot), layout), plot, layout)
        if layout.rule is not None:
            drawing._rule(figure, layout.rule, layout.height)
        for word in layout.words:
            figure.text(
                word.x / WIDTH, 1 - word.y / layout.height, word.text, ha=word.anchor, va="baseline", parse_math=False,
                fontsize=SMALL if word.small else FONT, fontweight="bold" if word.bold else "normal",
            )  # fmt: skip
        figure.savefig(out, format="png", dpi=DOTS, metadata={"Software": None})
    return out.getvalue()
