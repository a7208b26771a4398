"""Levels told by how they are set beside each other; what is a change, a range or a p value is not taken for one."""

import pytest

from evidence.text.findings import findings


def stated(text: str) -> list[tuple[str, str]]:
    """(measure, estimate as written) of each finding."""
    return [(f.measure, text[f.estimate.start : f.estimate.end]) for f in findings(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Mean FEV1 increased from 2.75 L to 2.87 L for SFC and from 2.78 L to 2.88 L for FBC.",
            [("mean", "2.75"), ("mean", "2.87"), ("mean", "2.78"), ("mean", "2.88")],
        ),
        ("Mortality fell from 28% to 20% (P = 0.01).", [("proportion", "28"), ("proportion", "20")]),
        (
            "Death occurred in 22.8% of patients in the A group and in 19.3% of those treated with B alone (P = .64).",
            [("proportion", "22.8"), ("proportion", "19.3")],
        ),
        (
            "Pain was common with an abnormal study (26%, p = 0.007) or ulcers (30%, p = 0.003), compared with 9%.",
            [("proportion", "26"), ("proportion", "30"), ("proportion", "9")],
        ),
        (
            "Age: Median (years); Doxycycline: 69.5; Erythromycin: 70.3",
            [("median", "69.5"), ("median", "70.3")],
        ),
        ("Median; 0; 3; 4", [("median", "0"), ("median", "3"), ("median", "4")]),
        ("Print; PretestMean (SD): 4.14 (0.898); t: 0.573", [("mean", "4.14")]),
        ("Cluster-level prevalence Mean (SD): 55.6% (38)", [("mean", "55.6")]),
        ("The ORR was 40% (95% CI, 25-56%).", [("proportion", "40")]),
        ("Male, n (%); Drug: 545 (68.7); Placebo: 542 (69.0)", [("proportion", "68.7"), ("proportion", "69.0")]),
        ("Male, n (%); Drug, mean (sd), n = 97: 28 (28.9)", [("proportion", "28.9")]),
        (
            "Retired; A1(n = 284)% (n): 4.2 (12); A2(n = 278)% (n): 2.9 (8)",
            [("proportion", "4.2"), ("proportion", "2.9")],
        ),
        ("Time; Case N Percent: 15(50); Control N Percent: 10(33.3)", [("proportion", "50"), ("proportion", "33.3")]),
        ("Lung; Low dose (n = 64): 51.6%; High dose (n = 22): 50%", [("proportion", "51.6"), ("proportion", "50")]),
        ("Delivery rate (%); One: 10.3; Other: 9.9", [("proportion", "10.3"), ("proportion", "9.9")]),
        ("It was more frequent (75 vs. 51%, p = 0.002).", [("proportion", "75"), ("proportion", "51")]),
        ("in age (HR 1.67; 95% CI 1.56-1.79), sex (0.72; 0.61-0.84)", [("HR", "1.67"), ("HR", "0.72")]),
    ],
)
def test_a_level_beside_another_is_read(text: str, wanted: list[tuple[str, str]]) -> None:
    """Every figure of the row, the pair or the list, each with the measure that is named once."""
    assert stated(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Mortality was reduced by 20% in men and 10% in women of the treated group.",
        "The cost reduction of the delivery rate ranged from 2.7% to 21.9% with the drug.",
        "4% of men and 6% of women had one sample.",
        "Doses of 5% in one group and 10% in the other group were used.",
        "There were 15 cases on day 14 versus 4% for quinine.",
        "Stored water quality was <10 TTC/100 mL.",
        "A lower mean BMI in kg/m(2) was seen.",
        "blood pressure: 151/95+/-20/11 mm Hg",
        "Weight loss; Drug: 5%; Placebo: 7%",
    ],
)
def test_changes_ranges_and_descriptions_are_no_levels(text: str) -> None:
    """What a percentage is of must be plain, and compared; else nothing is read."""
    assert stated(text) == []


def test_a_last_cell_below_one_may_be_a_p_value() -> None:
    """No median is claimed for it."""
    assert stated("Median; 65; 64.5; 0.30") == [("median", "65"), ("median", "64.5")]


def test_a_mean_stays_a_mean_in_the_next_arm() -> None:
    """A percentage whose mean is stated is no share of people."""
    text = "The mean FEV1 values were 71.55 % in the first group and 74.50 % in the second group."
    assert stated(text) == [("mean", "71.55"), ("mean", "74.50")]


@pytest.mark.parametrize(
    ("text", "value"), [("energy differed, p = < 0.0001.", "0.0001"), ("Wilcoxon test, P =: 0.48", "0.48")]
)
def test_p_values_with_two_signs(text: str, value: str) -> None:
    """The number is read, and what stands right before it is its comparison."""
    from evidence.text.p_values import p_values

    (found,) = p_values(text)
    assert text[found.number.start : found.number.end] == value
    assert found.number.relation == ("<" if "<" in text else "")


def test_a_standard_error_between_an_estimate_and_its_p_value() -> None:
    """ "SE = .263" is nobody's estimate, and the p value after it is the correlation's."""
    text = "The correlation was found (Rho = .596; CI = .001-.950; SE = .263; p = .025)."
    (found,) = findings(text)
    assert found.p is not None
    assert (text[found.estimate.start : found.estimate.end], text[found.p.number.start : found.p.number.end]) == (
        ".596",
        ".025",
    )


def test_a_footnote_b_is_no_coefficient() -> None:
    """The measure is the one that the column names."""
    assert stated("Adjusted difference between means (95% CI)b: -0.7 (-4.2 to 2.5)") == [("MD", "-0.7")]
