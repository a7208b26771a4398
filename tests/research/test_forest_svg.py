"""The forest-style plot as SVG: what it says, and that nothing of a source gets out of its text."""

import re
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from evidence.report import Row
from research.report.forest.as_svg import to_svg
from research.report.forest.grouping import groups
from research.report.forest.values import Plot, Point
from tests.research.forest_rows import NUMBERS, estimate, row, three

SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"
ELEMENTS = {"svg", "title", "desc", "defs", "g", "path", "use", "text"}
HOSTILE = (
    "</svg><script>alert(1)</script> 2020",
    "$\\frac{}$ & <b>$x_1$ 2020",
    "]]><!-- -->&amp; 2020",
    "'\"><a href='x'>",
)


def only(rows: list[Row]) -> Plot:
    """The one plot of these rows."""
    (plot,) = groups(rows, NUMBERS)
    return plot


def parsed(plot: Plot) -> etree._Element:
    """The SVG read by a parser that forgives nothing."""
    return etree.fromstring(to_svg(plot))


def words(plot: Plot) -> list[str]:
    """Every line of text that is drawn."""
    return [e.text or "" for e in parsed(plot).iter(f"{SVG}text")]


def whiskers(plot: Plot) -> list[tuple[float, float]]:
    """From x to x, px, of each interval: the thick lines."""
    found = []
    for path in parsed(plot).iter(f"{SVG}path"):
        if "stroke-width: 1.4" in path.get("style", ""):
            x = [float(x) for x in re.findall(r"[ML] ([\d.]+)", path.get("d", ""))]
            found.append((x[0], x[-1]))
    return found


def test_a_row_says_what_the_source_says() -> None:
    """Number, name, design and level on the left, the figures with their own digits on the right."""
    said = words(only(three()))
    assert "[1] Study1 2020 (RCT, level 2)" in said
    assert "0.83 (0.70 to 0.98)" in said
    assert "0.910 (0.80 to 1.04)" in said  # the zero was written


def test_it_claims_no_pooling_and_no_favour() -> None:
    """The subtitle says so; nobody knows which side is favoured."""
    said = words(only(three()))
    assert "As reported by each study, not pooled" in said
    assert "Hazard ratio (log scale)" in said
    assert not any("favour" in line.lower() for line in said)


def test_every_square_has_one_size() -> None:
    """Sizes by weight would claim a pooling: all studies use one mark."""
    root = parsed(only([*three(), row(4, estimate("1.0 0.5 2.0"))]))
    rows = [74, 98, 122, 146]  # px, the middles of the rows
    marks = {u.get(HREF) for u in root.iter(f"{SVG}use") if float(u.get("y", "0")) in rows}
    assert len(marks) == 1


def test_intervals_stand_on_the_side_that_they_tell() -> None:
    """0.25 to 0.8 ends left of the line at 1, 1.25 to 4 begins right of it; both are 3.2-fold, so equally long."""
    plot = only([row(1, estimate("0.5 0.25 0.8")), row(2, estimate("2 1.25 4")), row(3, estimate("1 0.5 2"))])
    (a, b), (c, d), (e, f) = whiskers(plot)
    middle = (e + f) / 2  # of 0.5 to 2 on a log axis: 1
    assert a < e < b < middle < c < f < d
    assert (b - a) == pytest.approx(d - c, abs=0.01)


def test_differences_stand_on_a_linear_axis() -> None:
    """-2 to 0, 0 to 2 and -4 to 0: halves and wholes in px."""
    figures = ("-1 -2 0", "1 0 2", "-2 -4 0")
    (a, b), (c, d), (e, f) = whiskers(only([row(k + 1, estimate(x, "MD", "kg")) for k, x in enumerate(figures)]))
    assert b == pytest.approx(c) == pytest.approx(f)
    assert (b - a) == pytest.approx(d - c, abs=0.01)
    assert (f - e) == pytest.approx(2 * (b - a), abs=0.01)


def test_a_very_wide_interval_is_cut_and_still_told() -> None:
    """0.01 to 300 ends in arrow heads at the axis's edge; its figures are whole in the text."""
    plot = only([*three(), row(4, estimate("0.9 0.01 300"))])
    *others, (low, high) = whiskers(plot)
    assert "0.9 (0.01 to 300)" in words(plot)
    assert low < min(a for a, _ in others) and high > max(b for _, b in others)
    assert max(b - a for a, b in others) > 0.1 * (high - low)  # uncut they would have 0.7 of 10.3 parts
    heads = [u for u in parsed(plot).iter(f"{SVG}use") if float(u.get("x", "0")) in (low, high) and u.get("y") == "146"]
    assert len(heads) == 2


def test_reviews_are_marked_below() -> None:
    """A heading between the primary studies and the reviews."""
    said = words(only([row(4, estimate("0.88 0.80 0.96"), "systematic-review", 1), *three()]))
    at = [said.index(x) for x in ("[3] Study3 2020 (RCT, level 2)", "Reviews (may include studies shown here)",
                                  "[4] Study4 2020 (review, level 1)")]  # fmt: skip
    assert at == sorted(at)


def test_the_level_of_an_interval_is_told_where_it_differs() -> None:
    """90% beside 95%, and one that is not stated."""
    rows = [*three(), row(4, estimate("0.9 0.8 1.1", level="90")), row(5, estimate("0.9 0.8 1.1", level=None))]
    assert "95% intervals unless said: [4] 90%, [5] not stated." in words(only(rows))


def test_a_long_name_is_shortened_and_keeps_its_year() -> None:
    """Eighty characters become an ellipsis and the year; the description has the whole name."""
    name = "A" + "very " * 16 + "long group 2020"
    plot = only([*three()[:2], row(3, estimate("0.9 0.8 1.1"), study=name)])
    label = next(w for w in words(plot) if w.startswith("[3]"))
    assert re.fullmatch(r"\[3\] Avery .*… 2020 \(RCT, level 2\)", label)
    assert len(label) < 60
    assert name in parsed(plot).findtext(f"{SVG}desc", "")


def test_screen_readers_get_it_in_words() -> None:
    """role, title and description, joined by ids."""
    root = parsed(only(three()))
    title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None and desc is not None
    assert root.get("role") == "img"
    assert (root.get("aria-labelledby"), root.get("aria-describedby")) == (title.get("id"), desc.get("id"))
    assert title.text == "Hazard ratio; outcome asked about: death"
    assert "[1] Study1 2020 (RCT, level 2) 0.83 (0.70 to 0.98)" in (desc.text or "")


@pytest.mark.parametrize("name", HOSTILE)
def test_names_are_text_whatever_they_hold(name: str) -> None:
    """Markup and mathematics of a source come through as its characters, in the description whole."""
    plot = only([replace(r, study=name, outcome=name) for r in three()])
    root = parsed(plot)
    assert {etree.QName(e).localname for e in root.iter()} <= ELEMENTS
    assert name in root.findtext(f"{SVG}desc", "")
    assert root.findtext(f"{SVG}title") == f"Hazard ratio; outcome asked about: {name}"
    assert not re.search(r"<(script|a|b|!)", to_svg(plot))


def test_a_name_from_right_to_left_leaves_its_figures_alone() -> None:
    """It stands in an isolate (Unicode TR 9), and its own orders of direction are taken away."""
    plot = only([*three()[:2], row(3, estimate("0.9 0.8 1.1"), study="\u202eأحمد 2020")])
    assert "[3] \u2068أحمد 2020\u2069 (RCT, level 2)" in words(plot)


def test_it_needs_nothing_from_outside_and_leaves_the_page_alone() -> None:
    """No prologue, no style sheet, no scripts; every reference is to an id of its own."""
    text = to_svg(only(three()))
    root = etree.fromstring(text)
    ids = {e.get("id") for e in root.iter()} - {None}
    assert text.startswith("<svg ") and "<!" not in text and "<?" not in text and "url(" not in text
    assert {etree.QName(e).localname for e in root.iter()} <= ELEMENTS
    assert {e.get(HREF, "").removeprefix("#") for e in root.iter() if e.get(HREF)} <= ids
    assert re.findall(r"\b\w+://[^\"]+", re.sub(r'xmlns(:xlink)?="[^"]+"', "", text)) == []
    assert not any(key.startswith("on") for e in root.iter() for key in map(str, e.attrib))


def test_two_plots_of_a_page_share_no_id() -> None:
    """Each begins its ids with its own name."""
    one, two = (set(re.findall(r' id="([^"]+)"', to_svg(only(three(m))))) for m in ("HR", "OR"))
    assert len(one) >= 4 and not one & two


def test_it_is_the_same_in_another_process() -> None:
    """Byte for byte, whatever the hash seed and the user's own settings for matplotlib are."""
    program = (
        "import matplotlib; matplotlib.rcParams['lines.linewidth'] = 9; matplotlib.rcParams['font.size'] = 30\n"
        "from tests.research.test_forest_svg import only, three, to_svg; import sys\n"
        "sys.stdout.buffer.write(to_svg(only(three())).encode())\n"
        "assert matplotlib.rcParams['lines.linewidth'] == 9"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert ran.stdout.decode() == to_svg(only(three()))


def test_matplotlib_is_loaded_by_a_plot_alone() -> None:
    """Importing the package loads nothing heavy, and a plot never loads pyplot."""
    program = (
        "import sys; from research.report.forest import as_svg, as_text, grouping\n"
        "assert not {'matplotlib', 'numpy', 'lxml'} & set(sys.modules)\n"
        "from tests.research.test_forest_svg import only, three, to_svg; to_svg(only(three()))\n"
        "assert 'matplotlib' in sys.modules and 'matplotlib.pyplot' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


figures = st.tuples(*[st.decimals("0.0001", "9999", places=4)] * 3).map(sorted).filter(lambda x: x[0] < x[2])


@settings(max_examples=25, deadline=None)
@given(st.lists(figures, min_size=3, max_size=14), st.lists(st.text(), min_size=3, max_size=3))
def test_any_figures_and_any_names_are_drawn(made: list[list[Decimal]], names: list[str]) -> None:
    """Whatever was read: well formed, twice the same, every figure in its own digits, nothing but known elements."""
    points = [Point(k, names[k % 3], None, "rct", 2, estimate("1 1 1")) for k in range(1, len(made) + 1)]
    stated = [
        replace(p, estimate=replace(p.estimate, low=a, value=b, high=c))
        for p, (a, b, c) in zip(points, made, strict=True)
    ]
    plot = Plot("OR", "", names[0], tuple(stated))
    root = parsed(plot)
    assert to_svg(plot) == to_svg(plot)
    assert {etree.QName(e).localname for e in root.iter()} <= ELEMENTS
    assert {f"{b} ({a} to {c})" for a, b, c in made} <= set(words(plot))
