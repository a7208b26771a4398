"""Which studies stand side by side in a forest-style plot."""

from dataclasses import replace

import pytest

from evidence.report import Row
from research.report.forest.grouping import groups
from research.report.forest.values import LeftOut, Plot
from tests.research.forest_rows import NUMBERS, estimate, row, three


def only(rows: list[Row]) -> Plot:
    """The one plot of these rows."""
    (plot,) = groups(rows, NUMBERS)
    return plot


def drawn(plot: Plot) -> list[int]:
    """The numbers of the studies in a plot."""
    return [p.number for p in plot.points]


def test_three_studies_make_a_plot_and_two_do_not() -> None:
    """Three or more different studies, no fewer; in the order of the table."""
    assert drawn(only(three())) == [1, 2, 3]
    assert groups(three()[:2], NUMBERS) == ()


def test_measures_are_never_mixed() -> None:
    """An odds ratio is no hazard ratio: two of the one and two of the other make no plot."""
    mixed = [*three("HR")[:2], row(4, estimate("0.9 0.8 1.1", "OR")), row(5, estimate("0.7 0.6 0.9", "RR"))]
    assert groups(mixed, NUMBERS) == ()
    assert drawn(only([*three("HR"), row(4, estimate("0.9 0.8 1.1", "OR"))])) == [1, 2, 3]


def test_outcomes_are_not_mixed_though_written_apart() -> None:
    """Spaces and capitals do not make another outcome; other words do, and no words are none."""
    rows = three()
    assert drawn(only([*rows[:2], replace(rows[2], outcome=" Death ")])) == [1, 2, 3]
    assert groups([*rows[:2], replace(rows[2], outcome="stroke")], NUMBERS) == ()
    assert groups([replace(r, outcome="") for r in rows], NUMBERS) == ()


def test_two_reports_of_a_trial_count_once() -> None:
    """The later report is left out and says whose study it is; with it alone there are no three."""
    twin = row(4, estimate("0.80 0.60 0.99"), same=("d1",))
    plot = only([*three(), twin])
    assert drawn(plot) == [1, 2, 3]
    assert plot.left_out == (LeftOut(4, "Study4 2020", "the same study as [1]"),)
    assert groups([*three()[:2], twin], NUMBERS) == ()


def test_the_strongest_report_of_a_trial_stands() -> None:
    """Of two reports the one with the better level, wherever it stands; and reports are joined through a third."""
    cohort = row(1, estimate("0.80 0.60 0.99"), "cohort", 3, same=("d5",))
    between = row(5, None, same=("d4",))
    plot = only([cohort, *three()[1:], row(4, estimate("0.7 0.5 0.9")), between])
    assert drawn(plot) == [2, 3, 4]
    assert plot.left_out == (LeftOut(1, "Study1 2020", "the same study as [4]"),)


def test_an_unsound_report_does_not_push_a_sound_one_out() -> None:
    """The stronger report has a misread interval: the weaker one stands for the trial."""
    bad = row(4, estimate("0.5 0.6 0.9"), level=1, same=("d1",))
    assert drawn(only([bad, *three()])) == [1, 2, 3]


def test_two_rows_of_a_document_are_one_study() -> None:
    """A second estimate of one document adds no study."""
    again = row(1, estimate("0.99 0.90 1.10"))
    assert groups([*three()[:2], again], NUMBERS) == ()
    assert only([*three(), again]).left_out == (LeftOut(1, "Study1 2020", "another estimate of it is shown"),)


def test_reviews_stand_below_and_do_not_count() -> None:
    """Two trials and a review that contains them are two studies; three trials and the review are four points."""
    review = row(4, estimate("0.88 0.80 0.96"), "systematic-review", 1)
    assert groups([review, *three()[:2]], NUMBERS) == ()
    plot = only([review, *three()])
    assert drawn(plot) == [1, 2, 3, 4]
    assert [p.is_synthesis for p in plot.points] == [False, False, False, True]


def test_three_reviews_make_a_plot_of_their_own() -> None:
    """Three of them are three, whatever primary studies there are."""
    reviews = [replace(r, design="meta-analysis") for r in three()]
    assert drawn(only([*reviews, row(4, estimate("0.9 0.8 1.1"))])) == [4, 1, 2, 3]


def test_units_of_a_mean_difference_agree() -> None:
    """mmHg and kg do not share an axis; a difference without a unit shares none."""
    others = [row(4, estimate("-3 -6 0", "MD", "kg")), row(5, estimate("-3 -6 0", "MD"))]
    plot = only([*three("MD", "mmHg"), *others])
    assert (drawn(plot), plot.unit) == ([1, 2, 3], "mmHg")
    assert [x.reason for x in plot.left_out] == ["stated in kg, not in mmHg", "its unit is not stated"]
    assert groups(three("MD"), NUMBERS) == ()


def test_risk_differences_in_per_cent_and_points_are_one_scale() -> None:
    """2% of absolute risk are 2 percentage points."""
    rows = [*three("RD", "%")[:2], row(3, estimate("-2.1 -3 -1", "RD", "percentage point"))]
    assert drawn(only(rows)) == [1, 2, 3]


@pytest.mark.parametrize(
    ("figures", "measure", "unit", "reason"),
    [
        ("0.5 0.6 0.9", "HR", "", "its interval does not contain its estimate"),
        ("0.5 0.9 0.3", "HR", "", "its interval does not contain its estimate"),
        ("-0.5 -0.9 0.3", "HR", "", "a ratio is above 0"),
        ("0 0 0.3", "HR", "", "a ratio is above 0"),
        ("0.5 0.5 0.5", "HR", "", "its interval has no width"),
        ("0.5", "HR", "", "no interval is stated"),
        ("0.5 0.3 Infinity", "HR", "", "a figure is out of all bounds"),
        ("NaN 0.3 0.9", "HR", "", "a figure is out of all bounds"),
        ("0.5 0.3 1E+999999", "HR", "", "a figure is out of all bounds"),
        ("83 70 98", "HR", "%", "% is no unit of this measure"),
        ("0.5 0.3 0.9", "SMD", "kg", "kg is no unit of this measure"),
    ],
)
def test_what_is_misread_is_left_out(figures: str, measure: str, unit: str, reason: str) -> None:
    """An impossible figure is not drawn, and the plot says why."""
    plot = only([*three(measure), row(4, estimate(figures, measure, unit))])
    assert drawn(plot) == [1, 2, 3]
    assert [x.reason for x in plot.left_out] == [reason]


def test_proportions_lie_between_nothing_and_all() -> None:
    """85 without its % is none, and 105% is none."""
    sound = [row(k, estimate("85 80 90", "sensitivity", "%")) for k in (1, 2, 3)]
    bare, beyond = estimate("85 80 90", "sensitivity"), estimate("95 85 105", "sensitivity", "%")
    plot = only([*sound, row(4, bare), row(5, beyond)])
    assert drawn(plot) == [1, 2, 3]
    assert {x.reason for x in plot.left_out} == {"a proportion is between 0 and 1, or 0 and 100%"}


def test_a_lower_bound_of_zero_stands() -> None:
    """0.00 is a rounded bound."""
    assert drawn(only([*three(), row(4, estimate("0.05 0.00 0.90"))])) == [1, 2, 3, 4]


@pytest.mark.parametrize(
    "design", ["guideline", "narrative-review", "editorial", "protocol", "animal-study", "in-vitro"]
)
def test_what_is_no_study_of_people_does_not_count(design: str) -> None:
    """A guideline cites others' figures, and mice are not people."""
    other = row(3, estimate("0.9 0.8 1.1"), design, None)
    assert groups([*three()[:2], other], NUMBERS) == ()
    assert only([*three(), replace(other, document_id="d4")]).left_out[0].number == 4


def test_a_document_that_is_not_in_the_references_is_passed_over() -> None:
    """It could not be cited."""
    assert groups(three(), {"d1": 1, "d2": 2}) == ()


def test_measures_without_an_axis_are_passed_over() -> None:
    """A median has no interval of an effect, and an estimate may be missing."""
    assert groups([*three("median"), row(4, None)], NUMBERS) == ()
