"""The forest-style plot in words, and its axis."""

from dataclasses import replace

import pytest

from evidence.report import Row
from research.report.forest.as_text import as_text
from research.report.forest.axis import axis_of, tick_label, ticks
from research.report.forest.grouping import groups
from research.report.forest.values import Plot
from research.report.forest.widths import lines, shortened, width
from research.report.forest.wording import plain
from tests.research.forest_rows import NUMBERS, estimate, row, three


def plot(*more: Row, measure: str = "HR", unit: str = "") -> Plot:
    """Of the three trials and more."""
    (made,) = groups([*three(measure, unit), *more], NUMBERS)
    return made


def test_the_table_in_words() -> None:
    """Number, study, design and the figures as written; then that nothing was pooled."""
    assert as_text(plot(row(4, estimate("0.88 0.80 0.96"), "systematic-review", 1), row(5, estimate("0.5")))) == (
        "Hazard ratio; outcome asked about: death\n"
        "\n"
        "| No. | Study | Design | Hazard ratio (interval) |\n"
        "|---|---|---|---|\n"
        "| 1 | Study1 2020 | RCT, level 2 | 0.83 (0.70 to 0.98) |\n"
        "| 2 | Study2 2020 | RCT, level 2 | 0.910 (0.80 to 1.04) |\n"
        "| 3 | Study3 2020 | RCT, level 2 | 0.50 (0.30 to 0.95) |\n"
        "| | Reviews (may include studies shown here) | | |\n"
        "| 4 | Study4 2020 | review, level 1 | 0.88 (0.80 to 0.96) |\n"
        "\n"
        "- As reported by each study, not pooled.\n"
        "- 95% intervals.\n"
        "- Outcomes, populations, comparisons and adjustments are each study's own: see its words.\n"
        "- Left out: [5] Study5 2020: no interval is stated."
    )


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("less intracranial bleeding", "intracranial bleeding"),
        ("an increase in mortality", "mortality"),
        ("increased intracranial pressure", "increased intracranial pressure"),
        ("lower limb amputation", "lower limb amputation"),
        ("falls in older people", "falls in older people"),
        ("raise the risk of ovarian cancer", "risk of ovarian cancer"),
        ("preventing death from colorectal cancer", "death from colorectal cancer"),
        ("reduction in pain", "pain"),
        ("weight loss", "weight loss"),
        ("moreover", "moreover"),
    ],
)
def test_the_title_names_no_way(asked: str, shown: str) -> None:
    """ "Hazard ratio of less bleeding: 0.48" would say the contrary of what the study found."""
    made = replace(plot(), outcome=asked)
    assert as_text(made).startswith(f"Hazard ratio; outcome asked about: {shown}\n")


def test_the_unit_heads_the_column() -> None:
    """Figures stay bare, so that the unit stands once, in sight."""
    assert "| Mean difference, mmHg (interval) |" in as_text(plot(measure="MD", unit="mmHg"))
    assert "| Risk difference, percentage points (interval) |" in as_text(plot(measure="RD", unit="%"))


def test_words_of_sources_are_no_markup() -> None:
    """A name cannot open a cell, a tag, mathematics or a line."""
    made = plot()
    hostile = replace(made, points=tuple(replace(p, study="a|b\n# <i>$x$\x1b[31m p < 2") for p in made.points))
    assert "| 1 | a\\|b # &lt;i>\\$x\\$[31m p < 2 | RCT, level 2 |" in as_text(hostile)


def test_plain_keeps_words_and_drops_orders() -> None:
    """Controls, lone surrogates and orders of direction go; CJK and emoji stay."""
    assert plain(" a\x00\x0b b\ud800\u202e\u2066 ") == "a b"
    assert plain("王 😀") == "王 😀"


def test_the_axis_holds_what_it_must() -> None:
    """Every estimate and the line of no effect: 1 for ratios, 0 for differences, none for proportions."""
    ratio, difference = axis_of(plot()), axis_of(plot(measure="MD", unit="kg"))
    assert ratio.log and ratio.no_effect == 1 and ratio.low < 0.30 and 1.04 < ratio.high < 1.2
    assert not difference.log and difference.no_effect == 0 and difference.low < 0
    shares = [row(k, estimate("85 80 90", "sensitivity", "%")) for k in (1, 2, 3)]
    assert axis_of(groups(shares, NUMBERS)[0]).no_effect is None


@pytest.mark.parametrize(
    ("low", "high", "log", "expected"),
    [
        (0.45, 2.1, True, (0.5, 0.7, 1.0, 1.5, 2.0)),
        (0.04, 2.5, True, (0.05, 0.1, 0.2, 0.5, 1.0, 2.0)),
        (0.008, 120.0, True, (0.01, 1.0, 100.0)),
        (0.98, 1.07, True, (0.98, 1.0, 1.02, 1.04, 1.06)),
        (-11.0, 4.0, False, (-10.0, -5.0, 0.0)),
    ],
)
def test_ticks_are_round(low: float, high: float, log: bool, expected: tuple[float, ...]) -> None:
    """Figures that a reader would choose, within the range."""
    assert ticks(low, high, log) == expected


def test_a_tick_has_no_exponent() -> None:
    """0.00001 and 100000 in full, and no minus before 0."""
    assert [tick_label(t) for t in (0.00001, 100000.0, -0.0, -2.0, 1.5)] == ["0.00001", "100000", "0", "-2", "1.5"]


def test_shortened_to_its_room() -> None:
    """What fits stays; what does not ends in an ellipsis within the room."""
    assert shortened("short", 10) == "short"
    cut = shortened("a" * 100, 10)
    assert cut.endswith("a…") and width(cut) <= 10


def test_lines_break_at_spaces() -> None:
    """No word is lost, and no line is wider than its room."""
    text = "one two three four five six seven"
    broken = lines(text, 8)
    assert " ".join(broken) == text and len(broken) > 1 and all(width(line) <= 8 for line in broken)
